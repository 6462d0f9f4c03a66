using System.Text.Json;
using NetBatch.Engine.Tests.Support;

namespace NetBatch.Engine.Tests.Running;

/// <summary>What a kind does once for a job, behind its last target.</summary>
public sealed class JobFinishTests
{
    [Fact]
    public async Task Run_KindWithAFinish_IsAskedOnceBehindTheLastTarget()
    {
        FinishingWork? work = null;
        var job = new Simulation(new JobRules { BatchSize = BatchSize.Parse("2") }, Simulation.Targets(5),
            kind: _ => work = new FinishingWork());

        (await job.RunAsync()).ShouldBe(JobState.Completed);

        work!.Finished.ShouldBe([5]);
    }

    [Fact]
    public async Task Run_FinishFails_TheJobIsNotCompletedAndSaysWhy()
    {
        var job = new Simulation(new JobRules(), Simulation.Targets(3), kind: _ => new FinishingWork
        {
            Finish = _ => Task.FromException(new NetBatchException(ErrorCode.FileUnusable, "No space.", "Make some.")),
        });

        (await job.RunAsync()).ShouldBe(JobState.Partial);

        job.Store.Message.ShouldBe("No space. Make some.");
        job.Store.Runs.ShouldAllBe(run => run.State == TargetState.Completed);
    }

    [Fact]
    public async Task HostExit_WhileItFinishes_LeavesTheJobToBeFinishedByTheNext()
    {
        FinishingWork? work = null;
        using var exit = new CancellationTokenSource();
        var job = new Simulation(new JobRules(), Simulation.Targets(3), kind: _ => work = new FinishingWork());
        work!.Finish = async cut =>
        {
            await exit.CancelAsync();
            var never = new TaskCompletionSource();
            await using var on = cut.UnsafeRegister(_ => never.TrySetCanceled(cut), null);
            await never.Task;
        };

        (await job.DriveAsync(job.Runner.RunAsync(job.Store.Take(), null, exit.Token))).ShouldBe(JobState.Interrupted);
        work.Finish = _ => Task.CompletedTask;
        (await job.RunAsync()).ShouldBe(JobState.Completed);

        work.Finished.ShouldBe([3, 3]);
        job.Store.Runs.ShouldAllBe(run => run.Attempts == 1);
    }

    private sealed class FinishingWork : WorkKind, IJobFinisher
    {
        private int ended;

        public Func<CancellationToken, Task> Finish { get; set; } = _ => Task.CompletedTask;

        /// <summary>How many targets had ended when it was asked.</summary>
        public List<int> Finished { get; } = [];

        public override string Name => "fake";

        public override string TargetKind => "target";

        public override IReadOnlyList<WorkOption> Options => [new("changes", WorkOptionType.Switch, "Not used here.")];

        public override IReadOnlyList<PlannedStep> Plan(JsonElement args, Target target) => [new("get", StepEffect.Read)];

        public override async Task RunAsync(IRunContext run, CancellationToken cancellationToken)
        {
            await run.EnterAsync(TargetState.Connecting, cancellationToken);
            await run.EnterAsync(TargetState.Connected, cancellationToken);
            await run.EnterAsync(TargetState.Executing, cancellationToken);
            Interlocked.Increment(ref ended);
        }

        public Task FinishAsync(JobFinish job, CancellationToken cancellationToken)
        {
            Finished.Add(ended);
            return Finish(cancellationToken);
        }
    }
}
