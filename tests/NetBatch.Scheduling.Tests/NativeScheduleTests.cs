using System.Diagnostics;

namespace NetBatch.Scheduling.Tests;

public sealed class NativeScheduleTests
{
    private static readonly string[] Command = ["/opt/netbatch", "run", "--parameter", "text=it's 100% $HOME \"x\""];

    private static BatchSchedule Schedule(string cron, MissedRuns missed = MissedRuns.Once) =>
        new() { Name = "night ly", Cron = cron, TimeZone = "Europe/Berlin", Template = "t", Missed = missed };

    [Fact]
    public void Systemd_IsServiceAndTimer()
    {
        var files = NativeSchedule.Write(NativeScheduler.Systemd, Schedule("*/15 2-4 * * Mon,Sat"), Command);

        files.Select(file => file.Name).ShouldBe(["netbatch-night-ly.service", "netbatch-night-ly.timer"]);
        files[0].Content.ShouldContain("ExecStart=\"/opt/netbatch\" \"run\" \"--parameter\" \"text=it's 100%% $$HOME \\\"x\\\"\"\n");
        files[1].Content.ShouldContain("OnCalendar=Mon,Sat *-*-* 02,03,04:00,15,30,45:00 Europe/Berlin\n");
        files[1].Content.ShouldContain("Persistent=true\n");
    }

    [Fact]
    public void Systemd_DayOfMonthAndOfWeek_AreTwoCalendars() =>
        NativeSchedule.Write(NativeScheduler.Systemd, Schedule("0 3 1,15 * Sun", MissedRuns.Skip), Command)[1].Content
            .ShouldContain("OnCalendar=*-*-01,15 03:00:00 Europe/Berlin\nOnCalendar=Sun *-*-* 03:00:00 Europe/Berlin\nPersistent=false");

    [SystemdFact]
    public void Systemd_IsTakenBySystemd()
    {
        var folder = Directory.CreateTempSubdirectory("netbatch-systemd-").FullName;
        try
        {
            foreach (var file in NativeSchedule.Write(NativeScheduler.Systemd, Schedule("*/15 2-4 1 * Mon,Sat"),
                ["/bin/true", "--parameter", "text=it's 100% $HOME \"x\""]))
            {
                File.WriteAllText(Path.Combine(folder, file.Name), file.Content);
            }

            using var verify = Process.Start(
                new ProcessStartInfo("systemd-analyze", ["verify", .. Directory.EnumerateFiles(folder)]) { RedirectStandardError = true })!;
            var said = verify.StandardError.ReadToEnd();
            verify.WaitForExit();
            verify.ExitCode.ShouldBe(0, said);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Cron_IsALineWithItsZone() =>
        NativeSchedule.Write(NativeScheduler.Cron, Schedule("30 2 * * Sat"), Command).ShouldHaveSingleItem().Content
            .ShouldEndWith("CRON_TZ=Europe/Berlin\n30 2 * * Sat /opt/netbatch run --parameter 'text=it'\\''s 100\\% $HOME \"x\"'\n");

    [Theory]
    [InlineData("30 2 ? * mon-fri", "30 2 * * 1,2,3,4,5 ")]
    [InlineData("5/20 2 * * Sat", "5,25,45 2 * * Sat ")]
    [InlineData("*/15 2 */10 * Sat", "*/15 2 1,11,21,31 * Sat ")] // a daemon takes a star in front for every day, and asks for both then
    public void Cron_WordsThatNotEveryDaemonKnows_AreSpeltOut(string cron, string line) =>
        NativeSchedule.Write(NativeScheduler.Cron, Schedule(cron), Command).ShouldHaveSingleItem().Content.ShouldContain("\n" + line);

    [Theory]
    [InlineData("30 2 * * *", "<ScheduleByDay>")]
    [InlineData("30 2 * * Sat,Sun", "<Sunday />\n          <Saturday />")]
    [InlineData("30 2 1,15 * *", "<Day>15</Day>")]
    [InlineData("30 * * * *", "<Interval>PT1H</Interval>")]
    public void TaskScheduler_IsXml(string cron, string part)
    {
        var content = NativeSchedule.Write(NativeScheduler.TaskScheduler, Schedule(cron) with { TimeZone = "UTC" }, Command)
            .ShouldHaveSingleItem().Content.Replace("\r", "", StringComparison.Ordinal);
        content.ShouldContain(part);
        content.ShouldContain("""<Arguments>run --parameter "text=it's 100% $HOME \"x\""</Arguments>""");
        content.ShouldContain("<StartWhenAvailable>true</StartWhenAvailable>");
    }

    [Theory]
    [InlineData(NativeScheduler.TaskScheduler, "*/5 * * * *", "UTC", "cannot say")]
    [InlineData(NativeScheduler.TaskScheduler, "0 0 * * *", "Asia/Kolkata", "goes by the machine's clock or UTC")]
    [InlineData(NativeScheduler.Systemd, "0 0 2 * * ?", "UTC", "has six fields")]
    [InlineData(NativeScheduler.Systemd, "0 22-1 * * *", "UTC", "Only this program")]
    [InlineData(NativeScheduler.Cron, "0 0 L * *", "UTC", "Only this program")]
    public void Write_WhatItCannotSay_IsRefused(NativeScheduler format, string cron, string zone, string message) =>
        Should.Throw<NetBatchException>(() =>
            NativeSchedule.Write(format, Schedule(cron) with { TimeZone = zone }, Command)).Message.ShouldContain(message);

    [Fact]
    public void Write_LineBreakInAValue_IsRefused() =>
        Should.Throw<NetBatchException>(() =>
            NativeSchedule.Write(NativeScheduler.Cron, Schedule("0 0 * * *"), ["netbatch", "a\nb"])).Message.ShouldContain("line break");
}

/// <summary>Runs where systemd-analyze is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SystemdFactAttribute : FactAttribute
{
    public SystemdFactAttribute() => Skip = File.Exists("/usr/bin/systemd-analyze") ? null : "systemd-analyze is not installed.";
}
