namespace NetBatch.TextFsm.Tests;

public sealed class TemplateIndexTests
{
    private const string Text = """
        # comment
        Template, Hostname, Platform, Command

        long.textfsm, .*, cisco_ios, sh[[ow]] ver[[sion]] det[[ail]]
        short.textfsm:more.textfsm, .*, cisco_ios, sh[[ow]] ver[[sion]]
        dropped.textfsm, .*, cisco_ios, sh[[ow]] a{1,2}
        any.textfsm, .*, , (show|display) clock
        """;

    [Theory]
    [InlineData("cisco_ios", "show version", "short.textfsm")]
    [InlineData("cisco_ios", "sh ver", "short.textfsm")]
    [InlineData("cisco_ios", "sho vers | include x", "short.textfsm")]
    [InlineData("cisco_ios", "sh ver det", "long.textfsm")]
    [InlineData("cisco_ios_telnet", "show version", "short.textfsm")]
    [InlineData("anything", "display clock", "any.textfsm")]
    [InlineData("cisco_ios", "SHOW VERSION", null)]
    [InlineData("cisco_ios", "sh ve", null)]
    [InlineData("cisco_ios", "show aa", null)]
    [InlineData("arista_eos", "show version", null)]
    public void Find_PlatformAndCommand_GivesTheFirstRowThatFits(string platform, string command, string? template)
    {
        TemplateIndex.Read(Text).Find(platform, command)?.Templates[0].ShouldBe(template);
        (TemplateIndex.Read(Text).Find(platform, command) is null).ShouldBe(template is null);
    }

    [Fact]
    public void Read_RowOfAnotherFieldCount_IsPassedOver()
    {
        TemplateIndex.Read(Text).Entries.Select(e => e.Templates[0]).ShouldBe(["long.textfsm", "short.textfsm", "any.textfsm"]);
    }

    [Fact]
    public void Read_CellThatIsNoExpression_IsRefusedWithItsLine()
    {
        var error = Should.Throw<TemplateException>(() =>
            TemplateIndex.Read("Template, Platform, Command\na.textfsm, x(, show\n", "index"));

        error.Kind.ShouldBe(TemplateErrorKind.Index);
        error.Line.ShouldBe(2);
    }

    [Theory]
    [InlineData("", "names no columns")]
    [InlineData("Hostname, Platform, Command\n", "'Template' is missing")]
    [InlineData("Template, Platform, Platform\n", "named twice")]
    public void Read_BadHeader_IsRefused(string text, string reason)
    {
        Should.Throw<TemplateException>(() => TemplateIndex.Read(text)).Reason.ShouldContain(reason);
    }
}
