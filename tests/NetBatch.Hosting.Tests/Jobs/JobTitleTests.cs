namespace NetBatch.Hosting.Tests.Jobs;

public sealed class JobTitleTests
{
    [Theory]
    [InlineData("show version", "show version")]
    [InlineData("\n show clock |show version", "show clock (+2)")]
    [InlineData("", "batch")]
    public void Of_Lines_IsTheFirstThatSaysSomethingAndHowManyMore(string lines, string title) =>
        JobTitle.Of([.. lines.Replace("\n", "|", StringComparison.Ordinal).Split('|')]).ShouldBe(title);

    [Fact]
    public void Of_LineWithSecret_DoesNotShowIt() =>
        JobTitle.Of(["snmp-server community s3cr3t ro"])
            .ShouldSatisfyAllConditions(one => one.ShouldStartWith("snmp-server community"), one => one.ShouldNotContain("s3cr3t"));

    [Fact]
    public void Of_LongLine_IsCut() => JobTitle.Of([new string('x', 100)]).Length.ShouldBe(60);
}
