using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;
using NetBatch.Reliability.Tests.Support;

namespace NetBatch.Reliability.Tests.Terminals;

/// <summary>Every verb with a stream or a terminal that is closed, at once or in the middle: it ends in order, and soon.</summary>
public sealed class ClosedStreamCampaign
{
    // On the lab: they are in the middle of something when their stream goes.
    private static readonly string[] Working =
    [
        "run 'show version' 'show ip route' -b 2 -i INVENTORY", "run 'show version' -i INVENTORY --detach", "test -i INVENTORY",
        "run 'show version' --json -i INVENTORY", "config 'ntp server 10.0.0.N' --yes -b 2 -i INVENTORY", "backup -i INVENTORY",
    ];

    [SshdFact]
    public async Task Verbs_WithAStreamThatIsClosed_EndInOrderAndSoon()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 4, CommandDelay = TimeSpan.FromMilliseconds(200) });
        fleet.Store = Path.Combine(fleet.Folder, "netbatch.db");
        (await fleet.RunAsync("devices", "import", fleet.Inventory)).Exit.ShouldBe(0);
        List<string> jobs = [];
        foreach (var command in (string[])["show version", "show clock"])
        {
            await using var run = fleet.Start("run", command, "-d", "*", "-q");
            jobs.Add(await run.JobAsync());
            (await run.ExitAsync()).ShouldBe(0, run.Text);
        }

        string[] verbs = [.. Verbs.Shown, .. Working, .. Working];
        await Campaign.RunAsync("closed streams", async round =>
        {
            var tries = Enumerable.Range(0, 3).Select(_ => Draw(fleet, jobs, verbs, round)).ToArray();
            await Parallel.ForEachAsync(tries, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (one, _) =>
            {
                // Five seconds; and as many for a machine that has three to do, and for a change that is made to its end.
                var most = TimeSpan.FromSeconds(one.Stream.How == ClosedStream.Terminal ? 10 : 15);
                var wrong = await one.Stream.RunAsync(one.Program, most);
                round.Holds(wrong is null, $"{one.Program} {one.Stream}: {wrong}");
            });
        });
    }

    private static (string Program, ClosedStream Stream) Draw(Fleet fleet, List<string> jobs, string[] verbs, Campaign.Round round)
    {
        if (Cmdlets.Are && round.Random.Next(6) == 0)
        {
            round.Tried("cmdlets");
            return Cmdlets.Draw(round.Random, fleet.Store, jobs[0]);
        }

        round.Tried("verbs");
        // Now and then one that goes on for ever, but not without its terminal.
        var (verb, stream) = round.Random.Next(30) == 0
            ? (Verbs.Endless[0], new ClosedStream(ClosedStream.Terminal, TimeSpan.FromSeconds(1)))
            : (verbs[round.Random.Next(verbs.Length)], ClosedStream.Draw(round.Random));
        return ($"'{Environment.ProcessPath}' exec '{NetBatchProcess.Program}' {Words(fleet, jobs, verb, round.Seed)}", stream);
    }

    private static string Words(Fleet fleet, List<string> jobs, string verb, int number) => $"--store '{fleet.Store}' " + verb
        .Replace("J1", jobs[0], StringComparison.Ordinal).Replace("J2", jobs[1], StringComparison.Ordinal)
        .Replace("F1", $"'{fleet.Inventory}'", StringComparison.Ordinal).Replace("F2", $"'{fleet.Inventory}'", StringComparison.Ordinal)
        .Replace("OUT", Path.Combine(fleet.Folder, Guid.NewGuid().ToString("N")), StringComparison.Ordinal)
        .Replace("INVENTORY", $"'{fleet.Inventory}'", StringComparison.Ordinal)
        .Replace("10.0.0.N", $"10.0.{number / 250 % 250}.{number % 250}", StringComparison.Ordinal);
}
