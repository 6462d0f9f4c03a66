namespace NetBatch.Remediation.Tests;

public sealed class ChangeComputationTests
{
    private static readonly ConfigTree Running = Given.Config("ios", "hostname r1\nntp server a\nlogging host x\nsnmp-server b\n");
    private static readonly ConfigTree Intended = Given.Config("ios", "hostname r1\nntp server c\nsnmp-server b\n");
    private static readonly IReadOnlyList<TagRule> Rules = TagRule.Read("tags.yaml",
        "- lineage: [{contains: 'ntp '}]\n  tags: [time]\n- lineage: [{contains: logging}]\n  tags: [log]\n");

    [Fact]
    public void Compute_TagsChosen_CountsAndTakesBackOnlyWhatIsChosen()
    {
        var computed = new ChangeComputation([], Rules, ["time"], []).Compute(Running, Intended);

        computed.Change.Lines().ShouldBe(["no ntp server a", "ntp server c"], ignoreOrder: true);
        computed.Back.Lines().ShouldBe(["no ntp server c", "ntp server a"], ignoreOrder: true);
        computed.Summary.ShouldBe(new ChangeSummary(1, 1, 0, 4));
        computed.To.Find("logging host x").ShouldNotBeNull("the line that was not chosen stays");
        computed.Tags.ShouldBe(["log", "time"]);
        computed.InSync.ShouldBeFalse();
    }

    [Fact]
    public void Only_NothingOfTheTag_IsEmptyAndStillNotInSync()
    {
        var part = new ChangeComputation([], Rules, ["time"], []).Compute(Running, Intended).Only(["log"], []);

        part.Change.IsEmpty.ShouldBeTrue();
        part.Back.IsEmpty.ShouldBeTrue();
        part.InSync.ShouldBeFalse();
    }

    [Fact]
    public void Compute_Scope_CountsDeletionsAgainstTheWholeConfig() =>
        new ChangeComputation(["logging"], [], [], [])
            .Compute(Running, Given.Config("ios", "")).Summary.ShouldBe(new ChangeSummary(0, 1, 0, 4));

    [Fact]
    public void Compute_LineOutsideTheScope_NamesTextAndLine()
    {
        var computation = new ChangeComputation(["ntp "], [], [], []);

        Should.Throw<ConfigException>(() => computation.Compute(Running, Intended, "r1.cfg")).Message.ShouldStartWith(
            "r1.cfg, line 1: 'hostname r1' is outside the scope");
        Should.Throw<ConfigException>(() => computation.Compute(Running, Intended)).Message.ShouldStartWith("line 1: ");
    }

    [Theory]
    [InlineData(true, "there are log, time", "Correct the tag")]
    [InlineData(false, "there are no tag rules", "-TagRule")]
    public void Computation_TagThatNoRuleGives_NamesTagAndRemedy(bool hasRules, string known, string remedy)
    {
        var refused = Should.Throw<NetBatchException>(() => new ChangeComputation([], hasRules ? Rules : [], [], ["tiem"]));

        refused.Code.ShouldBe(ErrorCode.InvalidArgument);
        refused.Message.ShouldBe($"No tag rule gives the tag 'tiem'; {known}.");
        refused.Remedy.ShouldNotBeNull().ShouldContain(remedy);
    }
}
