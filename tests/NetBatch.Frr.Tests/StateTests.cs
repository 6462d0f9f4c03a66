using NetBatch.Frr.Tests.Support;

namespace NetBatch.Frr.Tests;

/// <summary>The check before and after a change, on routers whose adjacencies really come and go.</summary>
[Collection("frr")]
public sealed class StateTests(FrrRouters routers) : IAsyncLifetime
{
    private readonly Batch _batch = new(routers.Folder);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _batch.DisposeAsync();

    [FrrFact]
    public async Task Parse_CommonCommands_GiveRowsOfEachRouter()
    {
        var outcome = (await _batch.ParsedAsync(
            routers.Devices, "show ip ospf neighbor", "show version", "show interface brief", "show interface description",
            "show ip route")).Completed();

        outcome.Results.ShouldAllBe(result => result.ParseError == null && result.Rows > 0);
        outcome.Step("r2", "show ip ospf neighbor").Rows.ShouldBe(2);
        var rows = await _batch.RowsAsync(await _batch.ParsedAsync(routers.Devices, "sh ip os nei"));
        rows.Select(row => (row[0], row[2])).ShouldBe(
            [("r1", "10.255.0.2"), ("r2", "10.255.0.1"), ("r2", "10.255.0.3"), ("r3", "10.255.0.2")], ignoreOrder: true);
    }

    [FrrFact]
    public async Task Compare_AroundAChange_ShowsExactlyTheAdjacencyThatWent()
    {
        const string Show = "show ip ospf neighbor";
        var before = (await _batch.ParsedAsync(routers.Devices, Show)).Completed();
        (await _batch.CompareAsync(before, (await _batch.ParsedAsync(routers.Devices, Show)).Completed())).Differences.ShouldBeEmpty(
            "nothing was changed");
        try
        {
            (await _batch.ConfigAsync([routers.Device("r2")], save: false, "interface to-r3", " shutdown")).Completed();
            await UntilAsync(async () => !(await routers.AskAsync(3, Show)).Contains("10.255.0.2", StringComparison.Ordinal));

            var result = await _batch.CompareAsync(before, (await _batch.ParsedAsync(routers.Devices, Show)).Completed());

            result.NotCompared.ShouldBeEmpty();
            result.Compared.ShouldBe(3);
            result.Differences.Select(one => (one.Device, one.Change, one.Key)).ShouldBe(
            [
                ("r2", "Gone", "NEIGHBOR_ID=10.255.0.3 INTERFACE=to-r3"),
                ("r3", "Gone", "NEIGHBOR_ID=10.255.0.2 INTERFACE=to-r2"),
            ]);
        }
        finally
        {
            (await _batch.ConfigAsync([routers.Device("r2")], save: false, "interface to-r3", " no shutdown")).Completed();
            await routers.AdjacentAsync();
        }

        (await _batch.CompareAsync(before, (await _batch.ParsedAsync(routers.Devices, Show)).Completed())).Differences.ShouldBeEmpty(
            "it came back");
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            if (await holds())
            {
                return;
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException("The adjacency did not go within 30 s.");
    }
}
