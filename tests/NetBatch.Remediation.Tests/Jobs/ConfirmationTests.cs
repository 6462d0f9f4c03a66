using NetBatch.Remediation.Jobs;
using NetBatch.Testing;

namespace NetBatch.Remediation.Tests.Jobs;

/// <summary>A confirmation that the device's timer may have outrun is looked after.</summary>
public sealed class ConfirmationTests
{
    private const string Before = "hostname r1\nntp server 192.0.2.1\nlogging host 192.0.2.9\n";
    private const string Changed = "hostname r1\nntp server 192.0.2.2\nlogging host 192.0.2.8\n";
    private readonly FakeTime time = new();

    [Fact]
    public async Task Cause_ConfirmedInTime_StandsAndIsNotLookedAtAgain()
    {
        var (device, session) = Device(TimeSpan.FromSeconds(299), after: Before);

        (await CauseAsync(device, session)).ShouldBeNull();

        device.Sent.ShouldBe(["Confirm"]);
        session.Shown.ShouldBe(1);
    }

    [Fact]
    public async Task Cause_DeviceWentBackBeforeTheConfirmation_IsReverted()
    {
        var (device, session) = Device(TimeSpan.FromSeconds(300), after: Before);

        var reverted = await Should.ThrowAsync<ConfigChangeException>(CauseAsync(device, session));

        (reverted.Code, reverted.Left).ShouldBe((ErrorCode.ChangeReverted, ChangeRemainder.Nothing));
        reverted.Message.ShouldContain("timer of 300 s ran out before the confirmation reached it");
        session.Shown.ShouldBe(2);
    }

    [Fact]
    public async Task Cause_ConfirmedLateAndTheChangeIsThere_Stands()
    {
        var (device, session) = Device(TimeSpan.FromSeconds(400), after: Changed);

        (await CauseAsync(device, session)).ShouldBeNull();

        session.Shown.ShouldBe(2);
    }

    [Fact]
    public async Task Cause_ConfirmedLateAndPartOfTheChangeIsGone_IsUnverified()
    {
        var (device, session) = Device(TimeSpan.FromSeconds(400), after: "hostname r1\nntp server 192.0.2.2\nlogging host 192.0.2.9\n");

        var cause = (await CauseAsync(device, session))!;

        cause.Code.ShouldBe(ErrorCode.VerifyFailed);
        cause.Message.ShouldContain("2 lines remain to be done");
        cause.Message.ShouldContain("logging host");
    }

    /// <summary>A device that has the change, whose confirmation takes some time and finds another config.</summary>
    private (FakeChanger Device, FakeSession Session) Device(TimeSpan confirming, string after)
    {
        FakeChanger? device = null;
        device = new FakeChanger(Given.Config("cisco_ios", Changed))
        {
            OnStep = _ =>
            {
                time.Advance(confirming);
                device!.Running = Given.Config("cisco_ios", after);
            },
        };
        return (device, new FakeSession(device));
    }

    private async Task<NetBatchException?> CauseAsync(FakeChanger changer, FakeSession session)
    {
        var run = new FakeRun(new Device { Id = "r1", Name = "r1", Address = "192.0.2.7", Platform = "cisco_ios" }) { Time = time };
        var args = new RemediationArgs { Intended = Changed };
        var before = Given.Config("cisco_ios", Before);
        var goal = new ChangeGoal(before.Platform, args, undo: false);
        var after = TimeSpan.FromSeconds(300);
        var change = new PreparedChange(
            new ConfigChange { Lines = [], RevertAfter = after }, RollbackMethod.Timer, new DeviceText(Before, before), null,
            RevertClock.Start(time, after));
        var means = new ConfigCapabilities("show running-config", null, null, null, null, false);
        var confirmation = new Confirmation(
            changer, run, args, goal, new RunningConfig(run, (Device)run.Target, means, before.Platform, args, goal),
            new StateWatch(null!, null!, run, (Device)run.Target, args), change);
        return await confirmation.CauseAsync(session, null, wasLost: false);
    }
}
