using System.Text.Json;
using NetBatch.Engine.Tests.Support;

namespace NetBatch.Engine.Tests.Jobs;

public sealed class RuleTests
{
    [Theory]
    [InlineData("10", 25, 10, 10)]
    [InlineData("0", 25, 25, 25)]
    [InlineData("1,10%,100%", 25, 1, 3)]
    [InlineData("1%", 25, 1, 1)]
    public void Of_BatchSize_IsCountOrPercentRoundedUp(string text, int total, int first, int second)
    {
        BatchSize.Parse(text).Of(1, total).ShouldBe(first);
        BatchSize.Parse(text).Of(2, total).ShouldBe(second);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0%")]
    [InlineData("101%")]
    [InlineData("many")]
    public void Parse_FailureLimitThatIsNone_IsRefused(string text) =>
        Should.Throw<NetBatchException>(() => FailureLimit.Parse(text)).Message.ShouldContain(text);

    [Fact]
    public void Plan_SeveralProblems_AreToldTogether()
    {
        var rules = new JobRules { RetryCount = 11, ThrottleLimit = 0 };

        var refused = Should.Throw<NetBatchException>(() => new Simulation(rules, Simulation.Targets(1)));

        refused.Code.ShouldBe(ErrorCode.InvalidArgument);
        refused.Message.ShouldContain("RetryCount is 11");
        refused.Message.ShouldContain("ThrottleLimit is 0");
    }

    [Fact]
    public void Plan_NoTarget_IsNeverEverything() =>
        Should.Throw<NetBatchException>(() => new Simulation(new JobRules(), [])).Code.ShouldBe(ErrorCode.NoTargets);

    [Fact]
    public void Plan_SameEndpointTwice_IsRefusedByName()
    {
        var twice = new[] { "a", "b" }.Select(name => new Target { Id = "same", Name = name }).ToArray();

        var refused = Should.Throw<NetBatchException>(() => new Simulation(new JobRules(), twice));

        refused.Code.ShouldBe(ErrorCode.DuplicateTarget);
        refused.Message.ShouldContain("'a' and 'b'");
    }

    [Fact]
    public void Plan_ArgumentThatTheKindLacks_IsRefusedByName()
    {
        var job = new Simulation(new JobRules(), Simulation.Targets(1));
        var spec = job.Spec with { Work = job.Spec.Work with { Args = JsonSerializer.SerializeToElement(new { speed = 9 }) } };

        Should.Throw<NetBatchException>(() => new JobValidator(job.Catalog).Plan(spec)).Message.ShouldContain("'speed'");
    }

    [Fact]
    public void Plan_RuleByALabelThatNoTargetHas_IsRefusedByName()
    {
        IReadOnlyList<Target> targets = Simulation.Targets(2, number => number == 1 ? new() { ["site"] = "ams" } : []);

        foreach (var rules in new JobRules[]
        {
            new JobRules { NeverTogether = ["Site", "siet"] },
            new JobRules { CanaryBy = ["siet"] },
            new JobRules { MaxPerGroup = new Dictionary<string, int> { ["siet"] = 1 } },
        })
        {
            var refused = Should.Throw<NetBatchException>(() => new Simulation(rules, targets));
            refused.Message.ShouldContain("the label 'siet', which none of the 2 targets has");
            refused.Remedy!.ShouldContain("site");
            _ = new Simulation(rules, [targets[1]]);
        }
    }

    [Theory]
    [InlineData(JobState.Completed, JobState.Stopping)]
    [InlineData(JobState.Pending, JobState.Completed)]
    [InlineData(JobState.Interrupted, JobState.Completed)]
    public void Demand_IllegalTransition_Throws(JobState from, JobState to) =>
        Should.Throw<NetBatchException>(() => Transitions.Ensure(from, to)).Code.ShouldBe(ErrorCode.IllegalState);

    [Fact]
    public void MayGo_CompletedTarget_NeverAgain() =>
        Enum.GetValues<TargetState>().ShouldAllBe(to => !Transitions.MayGo(TargetState.Completed, to));

    [Fact]
    public void Compare_Names_AsPeopleCount() =>
        new[] { "r10", "r2", "R1", "core-9", "core-10", "r02b" }.Order(NaturalOrder.Instance)
            .ShouldBe(["core-9", "core-10", "R1", "r2", "r02b", "r10"]);
}
