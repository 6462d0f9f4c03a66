using NetBatch.Remediation.Jobs;
using NetBatch.Testing;

namespace NetBatch.Remediation.Tests.Jobs;

/// <summary>An attempt that only looked has sent nothing, so the timer may be that of one before it.</summary>
public sealed class EarlierTimerTests
{
    [Theory]
    [InlineData(true, "ConfirmEarlier ConfirmEarlier")]
    [InlineData(false, "Disarm Disarm")]
    public async Task End_NamedByItsAttempt_AsksForEachTheLastFirst(bool isWhole, string steps)
    {
        var device = await EndAsync(isWhole, change => $"configure session {change.Mark} commit");

        string.Join(' ', device.Sent).ShouldBe(steps);
        device.Named.ShouldBe(["netbatch-00000001-1-2", "netbatch-00000001-1-1"]);
    }

    [Fact]
    public async Task End_NamelessTimer_AsksOnce() =>
        (await EndAsync(isWhole: true, _ => "configure confirm")).Sent.ShouldBe(["ConfirmEarlier"]);

    [Fact]
    public async Task End_DeviceDoesNotAnswer_IsAnError() =>
        (await Should.ThrowAsync<NetBatchException>(
            EndAsync(isWhole: true, _ => "configure confirm", _ => throw new NetBatchException(ErrorCode.SessionClosed, "Closed."))))
            .Message.ShouldContain("whether its timer still runs");

    private static async Task<FakeChanger> EndAsync(bool isWhole, Func<ConfigChange, string> word, Action<SafetyStep>? onStep = null)
    {
        var device = new FakeChanger(Given.Config("cisco_ios", "hostname r1\n")) { Word = word, OnStep = onStep ?? (_ => { }) };
        var run = new FakeRun(new Device { Id = "r1", Name = "r1", Address = "192.0.2.7", Platform = "cisco_ios" },
            attempt: 3) { Time = new FakeTime() };
        var means = new ConfigCapabilities("show running-config", null, null, null,
            new TimedRevertMeans(null, null, TimeSpan.FromSeconds(60), TimeSpan.FromHours(1)), false);
        await new StaleRevertTimer(device, run, new RemediationArgs(), means)
            .EndAsync(new FakeSession(device), new DeviceText("hostname r1\n", device.Running), isWhole);
        return device;
    }
}
