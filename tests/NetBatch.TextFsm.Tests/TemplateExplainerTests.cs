namespace NetBatch.TextFsm.Tests;

public sealed class TemplateExplainerTests
{
    private static readonly Template Sample = Template.Compile(
        "Value Required NAME (\\w+)\nValue MTU (\\d+)\n\nStart\n  ^name -> Continue.Record\n  ^name ${NAME}(?: mtu ${MTU})? -> Two\n  "
            + "^never\n\nTwo\n  ^end -> End\n  ^bad -> Error \"bad line\"\n  ^back -> Start\n");

    [Fact]
    public void Explain_Lines_TellRulesStatesAndRows()
    {
        var explanation = TemplateExplainer.Explain(Sample, "noise\nname a\nback\nname b mtu 9\nend\nafter\n");

        explanation.Lines.Select(l => (l.Number, l.State, l.NextState, string.Join('+', l.Rules.Select(r => r.Line)))).ShouldBe(
        [
            (1, "Start", "Start", ""),
            (2, "Start", "Two", "5+6"),
            (3, "Two", "Start", "12"),
            (4, "Start", "Two", "5+6"),
            (5, "Two", null, "10"),
            (6, null, null, ""),
        ]);
        explanation.Lines[0].Matched.ShouldBeFalse();
        explanation.Lines[1].Rules[0].Recorded.ShouldBeFalse();
        explanation.Lines[1].Rules[1].Assigned.ShouldBe([new("NAME", "a"), new("MTU", null)]);
        explanation.Lines[3].Rules[0].Recorded.ShouldBeTrue();
        explanation.UnusedRules.ShouldBe([7, 11]);
        explanation.Error.ShouldBeNull();
        explanation.Rows.ShouldHaveSingleItem().ShouldBe(["a", ""]);
    }

    [Fact]
    public void Explain_ErrorRule_EndsWithTheRuleShown()
    {
        var explanation = TemplateExplainer.Explain(Sample, "name a\nbad\nname b\n");

        explanation.Error!.Message.ShouldBe("Error: \"bad line\". Rule Line: 11. Input Line: bad.");
        explanation.Lines.Count.ShouldBe(2);
        explanation.Lines[1].Rules.ShouldHaveSingleItem().Line.ShouldBe(11);
        explanation.Rows.ShouldBeEmpty();
    }
}
