using System.Collections.Concurrent;
using System.Diagnostics;
using NetBatch.Engine.Tests.Support;

namespace NetBatch.Engine.Tests.Diagnostics;

public sealed class ActivityTreeTests
{
    /// <summary>Whoever looks from outside sees which batch a target belonged to, also where batches overlap and targets are tried
    /// again.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_TwoBatches_StepsLieInTargetsInBatchesInTheJob(bool rolling)
    {
        ConcurrentBag<Activity> ended = [];
        using var outer = new Activity("this test").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == BatchDiagnostics.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                // Other tests run beside this one.
                if (activity.TraceId == outer.TraceId)
                {
                    ended.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        var job = new Simulation(new JobRules { BatchSize = BatchSize.Parse("2"), Rolling = rolling }, Simulation.Targets(4),
            (target, attempt) => target.Name == "t2" && attempt == 1 ? new Script(Connect: ErrorCode.ConnectionRefused) : new Script());

        (await job.RunAsync()).ShouldBe(JobState.Completed);

        Activity[] Of(string name) => [.. ended.Where(one => one.OperationName == name)];
        var whole = Of("job").ShouldHaveSingleItem();
        var batches = Of("batch");
        batches.Select(one => one.GetTagItem("netbatch.batch")).Order().ShouldBe([1, 2]);
        batches.ShouldAllBe(one => one.ParentSpanId == whole.SpanId && (string?)one.GetTagItem("netbatch.state") == "Completed");
        var targets = Of("target");
        targets.Length.ShouldBe(5, "one was tried twice");
        foreach (var target in targets)
        {
            var batch = batches.Single(one => one.SpanId == target.ParentSpanId);
            ((int)target.GetTagItem("netbatch.number")! > 2 ? 2 : 1).ShouldBe(batch.GetTagItem("netbatch.batch"));
        }

        Of("step").ShouldNotBeEmpty();
        Of("step").ShouldAllBe(step => targets.Any(one => one.SpanId == step.ParentSpanId));
    }
}
