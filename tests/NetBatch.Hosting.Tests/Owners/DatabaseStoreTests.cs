using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Owners;

/// <summary>The whole program over a store in PostgreSQL, by its processes as users start them.</summary>
[Collection(nameof(StoreServer))]
public sealed class DatabaseStoreTests : IAsyncLifetime
{
    private StoreServer server = null!;
    private Fleet fleet = null!;
    private string address = "";

    public async Task InitializeAsync()
    {
        server = await StoreServer.SharedAsync();
        address = server.AddressOf(await server.MakeDatabaseAsync()).ToString();
        fleet = await Fleet.StartAsync(new LabSpec { Devices = 12, CommandDelay = TimeSpan.FromMilliseconds(150) });
    }

    public async Task DisposeAsync() => await fleet.DisposeAsync();

    [SshdFact]
    public async Task Job_StoppedByAnotherProcess_StopsAndBothSeeIt()
    {
        await using var owner = Start(["run", "show version", "show clock", .. Common]);
        var job = await owner.JobAsync();
        await using var watcher = Start("watch", job);
        await BusyAsync(job);

        (await RunAsync("stop", job)).Exit.ShouldBe(0);

        await owner.ExitAsync();
        await watcher.ExitAsync();
        (await RunAsync("status", job, "--json")).Text.ShouldContain("Stopped");
        (await RunAsync("jobs", "--json")).Text.ShouldContain("ann@", customMessage: "who somebody is, is his role");
    }

    [SshdFact]
    public async Task Owner_Killed_AnotherGoesOnAndSendsNothingTwice()
    {
        string job;
        await using (var owner = Start(Change))
        {
            job = await owner.JobAsync();
            await BusyAsync(job);
            await owner.KillAsync();
        }

        await using var first = Start("resume", job);
        await using var second = Start("resume", job);
        int[] exits = [await first.ExitAsync(), await second.ExitAsync()];

        exits.Count(exit => exit == 0).ShouldBeGreaterThanOrEqualTo(1, first.Text + second.Text);
        SentTwice().ShouldBeEmpty();
    }

    [SshdFact]
    public async Task Server_RestartedAtOnceAndThenAwayForLongerThanALease_NothingIsBegunMeanwhileAndTheJobGoesOnToItsEnd()
    {
        await using var owner = Start(Change);
        var job = await owner.JobAsync();
        await BusyAsync(job);

        await server.Server.RestartAsync();
        await server.Server.StopAsync();
        await Task.Delay(TimeSpan.FromSeconds(2));
        var sent = Lines();
        await Task.Delay(TimeSpan.FromSeconds(9));
        Lines().ShouldBe(sent, "nothing is begun that cannot be recorded");
        await server.Server.StartAsync();

        (await owner.ExitAsync()).ShouldBe(0, owner.Text);
        SentTwice().ShouldBeEmpty();
        Lines().ShouldBe(2 * fleet.Lab.DeviceNames.Count);
        (await RunAsync("status", job, "--json")).Text.ShouldContain("Completed");
    }

    private string[] Common => ["-i", fleet.Inventory, "-b", "2", "--host-key-policy", "AcceptNew"];

    private string[] Change => ["config", "ntp server 10.9.0.1", "ntp server 10.9.0.2", "--yes", .. Common];

    private NetBatchProcess Start(params string[] arguments) => NetBatchProcess.Start(arguments, new Dictionary<string, string>
    {
        ["TMPDIR"] = fleet.Temporary, ["XDG_RUNTIME_DIR"] = fleet.Temporary, ["NETBATCH_HOME"] = fleet.Folder, ["NETBATCH_STORE"] = address,
    });

    private async Task<(int Exit, string Text)> RunAsync(params string[] arguments)
    {
        await using var process = Start(arguments);
        var exit = await process.ExitAsync();
        return (exit, process.Text);
    }

    /// <summary>Waits until some devices were worked on.</summary>
    private async Task BusyAsync(string job) =>
        (await Fleet.WithinAsync(TimeSpan.FromSeconds(60), () => fleet.Lab.DeviceNames.Count(name => fleet.Lab.Received(name).Any()) > 3))
            .ShouldBeTrue($"{job} does not come to anything");

    private int Lines() => fleet.Lab.DeviceNames.Sum(name => Sent(name).Count);

    private List<string> Sent(string name) =>
        [.. fleet.Lab.Received(name).Select(line => line.Text).Where(text => text.StartsWith("ntp server 10.", StringComparison.Ordinal))];

    private IEnumerable<string> SentTwice() => fleet.Lab.DeviceNames.Where(name => Sent(name).Distinct().Count() != Sent(name).Count);
}
