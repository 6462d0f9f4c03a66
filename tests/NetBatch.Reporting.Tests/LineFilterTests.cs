namespace NetBatch.Reporting.Tests;

public sealed class LineFilterTests
{
    [Theory]
    [InlineData("r1 uptime is 2 weeks, 3 days, 1 hour")]
    [InlineData("System restarted at 10:11:12 UTC Mon Nov 30 2026")]
    [InlineData("*10:11:12.345 UTC Mon Nov 30 2026")]
    [InlineData("Current configuration : 1234 bytes")]
    [InlineData("  5 minute input rate 1000 bits/sec, 2 packets/sec")]
    [InlineData("     12345 packets input, 678 bytes, 0 no buffer")]
    [InlineData("! Last configuration change at 10:11:12 UTC Mon Nov 30 2026 by admin")]
    [InlineData("Processor board ID FTX1234A5BC")]
    [InlineData(" 10:11:12 up 12 days, load average: 0.01, 0.02, 0.05")]
    public void Normal_LineThatAlwaysDiffers_IsLeftOut(string line) =>
        LineFilter.Of(null).Normal($"before\n{line}\nafter").ShouldBe("before\nafter");

    [Theory]
    [InlineData("Cisco IOS Software, Version 15.2(4)M3, RELEASE SOFTWARE")]
    [InlineData("ntp server 192.0.2.9")]
    [InlineData("GigabitEthernet0/1 is up, line protocol is up")]
    [InlineData("clock timezone CET 1 0")]
    [InlineData("service timestamps log datetime msec")]
    [InlineData("logging buffered 64000")]
    public void Normal_LineThatTellsSomething_Stays(string line) => LineFilter.Of(null).Normal($"{line}  \n").ShouldBe(line);

    [Fact]
    public void Normal_OwnPatterns_TakeThePlaceOfTheUsual() =>
        LineFilter.Of(["^secret"]).Normal("Secret\nr1 uptime is 2 weeks").ShouldBe("r1 uptime is 2 weeks");

    [Fact]
    public void Normal_LinesOfThePlatform_AreLeftOutBesideTheUsualButNotBesideOnesOwn()
    {
        const string Platform = @"(?m)^(?:(?:ntp clock-period )).*(?:\n|\z)";
        const string Shown = "ntp clock-period 17179869\nr1 uptime is 2 weeks\nntp server 192.0.2.1";
        LineFilter.Of(null, Platform).Normal(Shown).ShouldBe("ntp server 192.0.2.1");
        LineFilter.Of(["uptime"], Platform).Normal(Shown).ShouldBe("ntp clock-period 17179869\nntp server 192.0.2.1");
    }

    [Fact]
    public void Normal_NoPattern_ComparesAllLines() => LineFilter.Of([]).Normal("r1 uptime is 2 weeks").ShouldBe("r1 uptime is 2 weeks");

    [Fact]
    public void Of_NoRegularExpression_IsRefused() =>
        Should.Throw<NetBatchException>(() => LineFilter.Of(["("])).Code.ShouldBe(ErrorCode.InvalidArgument);
}
