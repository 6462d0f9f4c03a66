namespace NetBatch.Store.Tests;

/// <summary>What hubs keep: jobs that are left to them, workers, invitations.</summary>
public sealed class ClusterTests : StoreTest
{
    [Fact]
    public async Task HandedJob_IsTheHubsUntilItHasEnded()
    {
        var job = await CreateAsync(1);
        await CreateAsync(1, name: "not handed over");
        await Store.Cluster.HandOverAsync(job.Id, new RunStart(), Me, default);
        (await Store.Cluster.ReadHandedAsync(default)).ShouldHaveSingleItem().Start.ShouldNotBeNull();

        var dead = await OpenAsDeadAsync();
        await using (var living = await RunAsync(Store, job.Id))
        {
            (await HandedAsync()).ShouldBeEmpty();
        }

        await RunAsync(dead, job.Id);
        (await HandedAsync()).ShouldBe([(job.Id, null)]);

        await using var hub = await RunAsync(Store, job.Id);
        await hub.WriteAsync(new JobChanged(JobState.Completed, EndReason: EndReason.Done) { At = Noon });
        await hub.DisposeAsync();
        (await HandedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task HandedJob_ThatHasEnded_IsBegunAgainAsWasSaid()
    {
        var job = await CreateAsync(3);
        await using (var owner = await RunAsync(Store, job.Id))
        {
            await owner.WriteAsync(new JobChanged(JobState.Failed, EndReason: EndReason.Done) { At = Noon });
        }

        await Store.Cluster.HandOverAsync(job.Id, new RunStart { Again = [1, 3], Unknown = UnknownDecision.Verify }, Me, default);

        var handed = (await Store.Cluster.ReadHandedAsync(default)).ShouldHaveSingleItem();
        handed.Start!.Again.ShouldBe([1, 3]);
        handed.Start.Unknown.ShouldBe(UnknownDecision.Verify);
        handed.Who.ShouldContain("ann");
        await using var hub = (await Store.TakeAsync(job.Id, Me, false, default)).ShouldNotBeNull();
        await hub.WriteAsync(new JobChanged(JobState.Running, Attempt: 2) { At = Noon });
        await hub.DisposeAsync();
        (await HandedAsync()).ShouldBe([(job.Id, null)], "and it is not begun again twice");
    }

    [Fact]
    public async Task Hubs_AreThereWhenSomebodySaysSo()
    {
        (await Store.Cluster.HasHubsAsync(default)).ShouldBeFalse();
        await Store.Cluster.SetHubsAsync(true, default);
        (await Store.Cluster.HasHubsAsync(default)).ShouldBeTrue();
        await Store.Cluster.SetHubsAsync(false, default);
        (await Store.Cluster.HasHubsAsync(default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Workers_AreKeptByName()
    {
        var worker = new BatchWorker { Site = "fra", Name = "w1", Key = "UAAA", SealKey = "MFkw", JoinedAt = Noon, InvitedBy = "ann", Capacity = 50 };
        await Store.Cluster.SaveWorkerAsync(worker, default);
        await Store.Cluster.SaveWorkerAsync(worker with { Site = "ams", Name = "w2" }, default);
        var heard = worker with { Version = "2.0", InFlight = 7, LastHeard = Noon.AddMinutes(1), Revoked = true };
        await Store.Cluster.SaveWorkerAsync(heard, default);

        (await Store.Cluster.ReadWorkersAsync(default)).ShouldBe([worker with { Site = "ams", Name = "w2" }, heard]);
        (await Store.Cluster.RemoveWorkerAsync("w2", default)).ShouldBeTrue();
        (await Store.Cluster.RemoveWorkerAsync("w2", default)).ShouldBeFalse();
        (await Store.Cluster.ReadWorkersAsync(default)).ShouldBe([heard]);
    }

    [Fact]
    public async Task Invitation_IsGoodOnceAndForItsTime()
    {
        await Store.Cluster.InviteAsync(new WorkerInvitation("aa", "fra", Noon, "ann"), default);
        await Store.Cluster.InviteAsync(new WorkerInvitation("bb", "fra", Noon, "ann"), default);

        (await Store.Cluster.AcceptAsync("cc", Noon, default)).ShouldBeNull();
        (await Store.Cluster.AcceptAsync("aa", Noon, default)).ShouldBe(new WorkerInvitation("aa", "fra", Noon, "ann"));
        (await Store.Cluster.AcceptAsync("aa", Noon, default)).ShouldBeNull();
        (await Store.Cluster.AcceptAsync("bb", Noon.AddTicks(1), default)).ShouldBeNull();
    }

    private async Task<IReadOnlyList<(string, RunStart?)>> HandedAsync() =>
        [.. (await Store.Cluster.ReadHandedAsync(default)).Select(one => (one.JobId, one.Start))];
}
