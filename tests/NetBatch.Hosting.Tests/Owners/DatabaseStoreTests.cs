using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Owners;

/// <summary>The whole program over a store in PostgreSQL, by its processes as users start them.</summary>
public sealed class DatabaseStoreTests : IAsyncLifetime
{
    private readonly PostgresServer server = new() { IsOfAStore = true };
    private Fleet fleet = null!;

    private string Address => $"postgres://{PostgresServer.User}@localhost/postgres?host={server.Socket}";

    public async Task InitializeAsync()
    {
        await server.InitializeAsync();
        fleet = await Fleet.StartAsync(new LabSpec { Devices = 30, CommandDelay = TimeSpan.FromMilliseconds(150) });
    }

    public async Task DisposeAsync()
    {
        await fleet.DisposeAsync();
        await server.DisposeAsync();
    }

    [SshdFact]
    public async Task Job_StoppedByAnotherProcess_StopsAndBothSeeIt()
    {
        await using var owner = Start("run", "show version", "show clock", "-i", fleet.Inventory, "-b", "3", "--host-key-policy", "AcceptNew");
        var job = await owner.JobAsync();
        await using var watcher = Start("watch", job);
        await BusyAsync(job);

        (await RunAsync("stop", job)).Exit.ShouldBe(0);

        await owner.ExitAsync();
        await watcher.ExitAsync();
        (await RunAsync("status", job, "--json")).Text.ShouldContain("Stopped");
        (await RunAsync("jobs", "--json")).Text.ShouldContain(PostgresServer.User + "@", customMessage: "who somebody is, is his role");
    }

    [SshdFact]
    public async Task Owner_Killed_AnotherGoesOnAndSendsNothingTwice()
    {
        var job = await KilledAsync();

        await using var first = Start("resume", job);
        await using var second = Start("resume", job);
        int[] exits = [await first.ExitAsync(), await second.ExitAsync()];

        exits.Count(exit => exit == 0).ShouldBeGreaterThanOrEqualTo(1, first.Text + second.Text);
        SentTwice().ShouldBeEmpty();
    }

    [SshdFact]
    public async Task Server_RestartedAtOnceInTheMiddleOfAJob_TheJobGoesOnToItsEnd()
    {
        await using var owner = Start(Change);
        var job = await owner.JobAsync();
        await BusyAsync(job);

        await server.RestartAsync();

        (await owner.ExitAsync()).ShouldBe(0, owner.Text);
        SentTwice().ShouldBeEmpty();
        (await RunAsync("status", job, "--json")).Text.ShouldContain("Completed");
    }

    [SshdFact]
    public async Task Server_AwayForLongerThanALease_NoChangeIsBegunMeanwhile()
    {
        await using var owner = Start(Change);
        var job = await owner.JobAsync();
        await BusyAsync(job);

        await server.StopAsync();
        await Task.Delay(TimeSpan.FromSeconds(3));
        var sent = Lines();
        await Task.Delay(TimeSpan.FromSeconds(9));
        Lines().ShouldBe(sent, "nothing is begun that cannot be recorded");
        await server.StartAsync();

        (await owner.ExitAsync()).ShouldBe(0, owner.Text);
        SentTwice().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("postgres://ann:secret7@db/jobs")]
    [InlineData("postgres://db/jobs?password=secret7")]
    public async Task Address_WithAPassword_IsRefusedAndNotRepeated(string address)
    {
        await using var process = NetBatchProcess.Start(["jobs", "--store", address], Own);
        (await process.ExitAsync()).ShouldNotBe(0);
        process.Text.ShouldNotContain("secret7");
        process.Text.ShouldContain("PGPASSWORD");
    }

    [Fact]
    public async Task Address_OfNoServer_IsToldWithARemedy()
    {
        await using var process = NetBatchProcess.Start(["jobs", "--store", "postgres://ann@localhost:1/jobs"], Own);
        (await process.ExitAsync()).ShouldBe(5);
        process.Text.ShouldContain("postgres://ann@localhost:1/jobs");
        process.Text.ShouldContain("cannot be reached");
    }

    private string[] Change => ["config", "ntp server 10.9.0.1", "ntp server 10.9.0.2", "--yes", "-i", fleet.Inventory, "-b", "3",
        "--host-key-policy", "AcceptNew"];

    private Dictionary<string, string> Own => new()
    {
        ["TMPDIR"] = fleet.Temporary, ["XDG_RUNTIME_DIR"] = fleet.Temporary, ["NETBATCH_HOME"] = fleet.Folder,
    };

    private NetBatchProcess Start(params string[] arguments) =>
        NetBatchProcess.Start(arguments, new Dictionary<string, string>(Own) { ["NETBATCH_STORE"] = Address });

    private async Task<(int Exit, string Text)> RunAsync(params string[] arguments)
    {
        await using var process = Start(arguments);
        var exit = await process.ExitAsync();
        return (exit, process.Text);
    }

    private async Task<string> KilledAsync()
    {
        await using var owner = Start(Change);
        var job = await owner.JobAsync();
        await BusyAsync(job);
        await owner.KillAsync();
        return job;
    }

    /// <summary>Waits until some devices were worked on.</summary>
    private async Task BusyAsync(string job) =>
        (await Fleet.WithinAsync(TimeSpan.FromSeconds(60), () => fleet.Lab.DeviceNames.Count(name => fleet.Lab.Received(name).Any()) > 6))
            .ShouldBeTrue($"{job} does not come to anything");

    private int Lines() => fleet.Lab.DeviceNames.Sum(name => Sent(name).Count);

    private List<string> Sent(string name) =>
        [.. fleet.Lab.Received(name).Select(line => line.Text).Where(line => line.StartsWith("ntp server 10.9.", StringComparison.Ordinal))];

    private IEnumerable<string> SentTwice() => fleet.Lab.DeviceNames.Where(name => Sent(name).Distinct().Count() != Sent(name).Count);
}
