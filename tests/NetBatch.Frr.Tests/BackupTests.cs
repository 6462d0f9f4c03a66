using NetBatch.Frr.Tests.Support;

namespace NetBatch.Frr.Tests;

/// <summary>Configs kept of routers that are not ours.</summary>
[Collection("frr")]
public sealed class BackupTests(FrrRouters routers) : IAsyncLifetime
{
    private readonly Batch _batch = new(routers.Folder);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _batch.DisposeAsync();

    [FrrFact]
    public async Task Backup_OfFrr_KeepsWhatVtyshShowsAndAVersionOnlyWhereSomethingChanged()
    {
        (await _batch.BackupAsync(routers.Devices)).Completed();
        (await _batch.BackupAsync(routers.Devices)).Completed();
        (await _batch.ConfigAsync([routers.Device("r2")], save: false, "ip route 198.51.100.0/24 blackhole")).Completed();
        (await _batch.BackupAsync(routers.Devices)).Completed();
        (await _batch.ConfigAsync([routers.Device("r2")], save: false, "no ip route 198.51.100.0/24 blackhole")).Completed();

        (await _batch.VersionsAsync("r1")).Count.ShouldBe(1);
        (await _batch.VersionsAsync("r3")).Count.ShouldBe(1);
        var versions = await _batch.VersionsAsync("r2");
        versions.Select(one => (one.Version, one.Added, one.Removed))
            .ShouldBe([(2, 2, 0), (1, versions[1].Added, 0)], "the route, and the line that FRR prints behind it");
        (await _batch.TextAsync("r1")).ShouldBe(await routers.AskAsync(1, "show running-config"));
    }
}
