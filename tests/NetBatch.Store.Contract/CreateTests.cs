namespace NetBatch.Store.Tests;

public sealed class CreateTests : StoreTest
{
    [Fact]
    public async Task CreateAsync_NewJob_IsPendingWithCountsPlanAndSpec()
    {
        var spec = Spec("nightly")
            with { Description = "why", Project = "core", Tags = ["a", "b"], Rules = new JobRules { BatchSize = BatchSize.Parse("1,10") } };
        var job = await Store.CreateAsync(spec, Plan(25), Me, default);

        job.Id.ShouldMatch("^batch_[0-9a-f]{8}$");
        (job.Name, job.State, job.TotalTargets, job.TotalBatches, job.BatchSize).ShouldBe(("nightly", JobState.Pending, 25, 3, "1,10"));
        (job.Description, job.Project, job.CreatedBy, job.CreatedAt).ShouldBe(("why", "core", "ann@desk", Time.GetUtcNow()));
        job.Tags.ShouldBe(["a", "b"]);
        job.Counts.ShouldBe(TargetCounts.None with { Pending = 25 });
        job.Owner.ShouldBeNull();

        var batches = await Store.ReadBatchesAsync(job.Id, default);
        batches.Select(batch => (batch.Number, batch.First, batch.Last, batch.State, batch.Counts.Pending))
            .ShouldBe([(1, 1, 10, BatchState.Pending, 10), (2, 11, 20, BatchState.Pending, 10), (3, 21, 25, BatchState.Pending, 5)]);
        (await Store.ReadSpecAsync(job.Id, default)).Work.Args.GetProperty("commands")[0].GetString().ShouldBe("show version");
        var runs = await ListAsync(Store.ReadRunsAsync(job.Id, new RunFilter(), default));
        runs.Count.ShouldBe(25);
        runs[24].Target.ShouldBeOfType<Device>().Address.ShouldBe("10.0.0.25");
        (await ListAsync(Store.ReadHistoryAsync(job.Id, 0, default))).Select(line => (line.What, line.Who))
            .ShouldBe([("created", "ann@desk (test 4711)")]);
    }

    [Fact]
    public async Task CreateAsync_IdTaken_TakesTheNext()
    {
        await using var first = await OpenAsync(options => options with { Time = Time, Ids = new Random(1) });
        await using var second = await OpenAsync(options => options with { Time = Time, Ids = new Random(1) });
        var one = await first.CreateAsync(Spec(), Plan(1), Me, default);
        var two = await second.CreateAsync(Spec(), Plan(1), Me, default);
        var three = await second.CreateAsync(Spec(), Plan(1), Me, default);

        new[] { one.Id, two.Id, three.Id }.ShouldBeUnique();
    }

    [Fact]
    public async Task FindAsync_UnknownJob_GivesNullAndReadsRefuse()
    {
        (await Store.FindAsync("batch_00000000", default)).ShouldBeNull();
        (await CodeOfAsync(() => Store.ReadSpecAsync("batch_00000000", default))).ShouldBe(ErrorCode.JobNotFound);
        (await CodeOfAsync(() => Store.ReadBatchesAsync("batch_00000000", default))).ShouldBe(ErrorCode.JobNotFound);
        (await CodeOfAsync(() => ListAsync(Store.ReadRunsAsync("batch_00000000", new RunFilter(), default)))).ShouldBe(
            ErrorCode.JobNotFound);
        (await CodeOfAsync(() => Store.MarkAsync("batch_00000000", default))).ShouldBe(ErrorCode.JobNotFound);
        (await CodeOfAsync(() => Store.TakeAsync("batch_00000000", Me, false, default))).ShouldBe(ErrorCode.JobNotFound);
        (await CodeOfAsync(() => Store.RequestAsync("batch_00000000", JobRequestKind.StopNow, Me, default))).ShouldBe(
            ErrorCode.JobNotFound);
        (await CodeOfAsync(() => Store.RemoveAsync("batch_00000000", Me, default))).ShouldBe(ErrorCode.JobNotFound);
    }

    [Fact]
    public async Task ListAsync_Filters_NewestFirst()
    {
        var older = await Store.CreateAsync(Spec("Nightly-A") with { Tags = ["x", "y"], Project = "core" }, Plan(1), Me, default);
        Time.Advance(TimeSpan.FromHours(1));
        var since = Time.GetUtcNow();
        var newer = await Store.CreateAsync(Spec("nightly-b", "config") with { Tags = ["x"] }, Plan(1), Me, default);
        var other = await Store.CreateAsync(Spec("other"), Plan(1), Me, default);
        await using var owner = await RunAsync(Store, other.Id);

        async Task<string[]> Ids(JobFilter filter) => [.. (await ListAsync(Store.ListAsync(filter, default))).Select(job => job.Id)];
        (await Ids(new JobFilter())).ShouldBe([other.Id, newer.Id, older.Id]);
        (await Ids(new JobFilter { Names = ["NIGHT*"] })).ShouldBe([newer.Id, older.Id]);
        (await Ids(new JobFilter { Names = ["nightly-?"], Skip = 1 })).ShouldBe([older.Id]);
        (await Ids(new JobFilter { First = 2 })).ShouldBe([other.Id, newer.Id]);
        (await Ids(new JobFilter { Ids = [older.Id, other.Id] })).ShouldBe([other.Id, older.Id]);
        (await Ids(new JobFilter { Kinds = ["config"] })).ShouldBe([newer.Id]);
        (await Ids(new JobFilter { Project = "core" })).ShouldBe([older.Id]);
        (await Ids(new JobFilter { Tags = ["x", "Y"] })).ShouldBe([older.Id]);
        (await Ids(new JobFilter { Since = since })).ShouldBe([other.Id, newer.Id]);
        (await Ids(new JobFilter { Before = since })).ShouldBe([older.Id]);
        (await Ids(new JobFilter { States = [JobState.Running] })).ShouldBe([other.Id]);
    }

    [Fact]
    public async Task ReadRunsAsync_Filters_KeepThePlansOrder()
    {
        var job = await CreateAsync(1200, 600);
        await using var owner = await RunAsync(Store, job.Id);
        await owner.WriteAsync(new TargetChanged(1100, TargetState.Skipped) { At = Noon });

        async Task<int[]> Numbers(RunFilter filter) =>
            [.. (await ListAsync(Store.ReadRunsAsync(job.Id, filter, default))).Select(run => run.Number)];
        (await Numbers(new RunFilter())).ShouldBe(Enumerable.Range(1, 1200));
        (await Numbers(new RunFilter { Batches = [2] })).ShouldBe(Enumerable.Range(601, 600));
        (await Numbers(new RunFilter { Names = ["R12?", "r7"] })).ShouldBe([7, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129]);
        (await Numbers(new RunFilter { States = [TargetState.Skipped] })).ShouldBe([1100]);
        (await Numbers(new RunFilter { States = [TargetState.Pending], Names = ["r11*"], Batches = [2] })).ShouldBe(
            Enumerable.Range(1101, 99));
    }
}
