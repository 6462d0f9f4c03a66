using NetBatch.Testing;

namespace NetBatch.Abstractions.Tests.Jobs;

public sealed class LiveJobTests
{
    private readonly FakeTime time = new();
    private readonly BatchJob first = new() { Id = "batch_00000001", Name = "a", Kind = "command", State = JobState.Running,
        TotalTargets = 2 };
    private BatchJob? now;
    private int reads;

    [Fact]
    public void State_AfterTheJobHasEnded_IsThatOfNow()
    {
        var job = Live();
        now = first with { State = JobState.Completed, Counts = new TargetCounts { Completed = 2 } };
        time.Advance(TimeSpan.FromMilliseconds(100));
        (job.State, job.Percent).ShouldBe((JobState.Completed, 100));
    }

    [Fact]
    public void State_AskedOftenAtOnce_IsReadOnce()
    {
        var job = Live();
        _ = (job.State, job.Counts, job.EndedAt);
        reads.ShouldBe(0, "it was read just then");
        time.Advance(TimeSpan.FromMilliseconds(100));
        _ = (job.State, job.Counts, job.EndedAt);
        reads.ShouldBe(1);
    }

    [Fact]
    public void State_JobThatCannotBeReadAnyMore_StaysAsItWasSeenLast()
    {
        var job = Live();
        now = null;
        time.Advance(TimeSpan.FromSeconds(1));
        job.State.ShouldBe(JobState.Running);
    }

    [Fact]
    public void Equals_LiveAndSnapshotThatSayTheSame_AreEqual() => Live().ShouldBe(first);

    private BatchJob Live()
    {
        now = first;
        return first.Live(_ => Read(), time);
    }

    private BatchJob? Read()
    {
        reads++;
        return now;
    }
}
