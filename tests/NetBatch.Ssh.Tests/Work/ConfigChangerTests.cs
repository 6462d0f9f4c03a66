using NetBatch.Platforms;
using NetBatch.Ssh.Work;

namespace NetBatch.Ssh.Tests.Work;

public sealed class ConfigChangerTests
{
    private static readonly ConfigChanger Changer = new(PlatformCatalog.Load());

    [Theory]
    [InlineData("cisco_ios", 90, "CHANGE configure terminal revert timer 2|CHANGE hostname x|end")]
    [InlineData("juniper_junos", 300, "configure exclusive|CHANGE hostname x|CHANGE commit confirmed 5|exit configuration-mode")]
    [InlineData("arista_eos", 3661, "configure session nb-1|CHANGE hostname x|CHANGE commit timer 01:01:01|end")]
    public void Plan_WithATimer_ArmsItInThePlatformsWords(string platform, int seconds, string expected) =>
        string.Join('|', Changer.Plan(Device(platform), Change(seconds))
            .Select(step => (step.Effect == StepEffect.Change ? "CHANGE " : "") + step.Text)).ShouldBe(expected);

    [Theory]
    [InlineData("nb-1", null, "commit label nb-1")]
    [InlineData("nb-1", "CHG 42", "commit label nb-1 comment CHG 42")]
    [InlineData(null, "CHG 42", "commit comment CHG 42")]
    [InlineData(null, null, "commit")]
    public void Plan_OnIosXr_NamesTheCommitOfAChangeThatMayBeTakenBack(string? mark, string? comment, string expected) =>
        Changer.Plan(Device("cisco_iosxr"), new ConfigChange { Lines = ["hostname x"], Mark = mark, Comment = comment })
            .Select(step => step.Text).ShouldContain(expected);

    [Theory]
    [InlineData(300, "commit confirmed 5 comment \"CHG 42\"")]
    [InlineData(0, "commit comment \"CHG 42\"")]
    public void Plan_CommentOnJunos_IsKeptByATimedCommitToo(int seconds, string expected) =>
        Changer.Plan(Device("juniper_junos"),
            Change(seconds) with { Comment = "CHG 42", RevertAfter = seconds == 0 ? null : TimeSpan.FromSeconds(seconds) })
            .Select(step => step.Text).ShouldContain(expected);

    [Theory]
    [InlineData("cisco_iosxr", "x\nhostname evil", "hostname x", "args.comment")]
    [InlineData("cisco_iosxr", "x; reload", "hostname x", "args.comment")]
    [InlineData("cisco_iosxr", null, "commit", "args.lines[1]")]
    [InlineData("juniper_junos", null, "rollback 0", "args.lines[1]")]
    [InlineData("cisco_ios", null, " end", "args.lines[1]")]
    public void Problems_OfWhatEndsConfigModeOrBreaksTheCommit_NameIt(string platform, string? comment, string line, string path) =>
        Changer.Problems([Device(platform)], new ConfigChange { Lines = ["hostname r1", line], Comment = comment })
            .ShouldHaveSingleItem().Path.ShouldBe(path);

    [Fact]
    public void Problems_OfABannersText_AreNone() =>
        Changer.Problems([Device("cisco_ios")],
            new ConfigChange { Lines = ["banner motd ^C", "end", "^C"], Comment = "CHG 42 (core): step 1/2" }).ShouldBeEmpty();

    [Theory]
    [InlineData("cisco_ios", SafetyStep.Confirm, "configure confirm")]
    [InlineData("cisco_ios", SafetyStep.Disarm, "configure confirm")]
    [InlineData("arista_eos", SafetyStep.Disarm,
        "configure session nb-1 abort")] // Left without a commit it is pending: a commit would make it work.
    [InlineData("cisco_ios", SafetyStep.Restore, "configure replace flash:nb-1 force")]
    [InlineData("cisco_nxos", SafetyStep.Checkpoint, "checkpoint nb-1")]
    [InlineData("cisco_nxos", SafetyStep.Drop, "no checkpoint nb-1")]
    [InlineData("cisco_iosxr", SafetyStep.Checkpoint, "")]
    [InlineData("cisco_iosxr", SafetyStep.Restore, "rollback configuration {id}")]
    [InlineData("arista_eos", SafetyStep.Revert, "configure session nb-1 abort")]
    [InlineData("frr", SafetyStep.Confirm, "")]
    [InlineData("frr", SafetyStep.Save, "write")]
    public void Commands_OfAStep_AreThePlatformsOwn(string platform, SafetyStep step, string expected) =>
        string.Join("; ", Changer.Commands(Device(platform), Change(60), step)).ShouldBe(expected);

    [Theory]
    [InlineData("  nb-1                     pendingCommitTimer                                        4m10s\r\n", true)]
    [InlineData("  nb-1                     pending\r\n", false)]
    [InlineData("  nb-10                    pendingCommitTimer                                        4m10s\r\n", false)]
    [InlineData("  nb-1                     pending\r\n  nb-2                     "
        + "pendingCommitTimer                                        4m10s\r\n", false)]
    public void Armed_OfEosSessions_IsTheOneThatWaitsForItsTimer(string shown, bool waits) =>
        PlatformCatalog.Load().Session("arista_eos").Safety.TimedRevert!.Armed!.Has(
            "  Name                     State                    User\r\n" + shown, "nb-1").ShouldBe(waits);

    [Fact]
    public void Plan_TimerWhereThePlatformHasNone_IsRefused() =>
        Should.Throw<NetBatchException>(() => Changer.Plan(Device("frr"), Change(60))).Message.ShouldContain("'frr'");

    [Fact]
    public void Means_OfIos_NeedAnArchiveForTheTimer()
    {
        var needs = Changer.Means(Device("cisco_ios")).Timed!.Needs!;
        System.Text.RegularExpressions.Regex.IsMatch("hostname r1\r\narchive\r\n path flash:back\r\n", needs).ShouldBeTrue();
        System.Text.RegularExpressions.Regex.IsMatch("hostname r1\narchive\n log config\n", needs).ShouldBeFalse();
    }

    private static Device Device(string platform) => new() { Name = "r1", Address = "192.0.2.1", Platform = platform };

    private static ConfigChange Change(int seconds) =>
        new() { Lines = ["hostname x"], RevertAfter = TimeSpan.FromSeconds(seconds), Mark = "nb-1" };
}
