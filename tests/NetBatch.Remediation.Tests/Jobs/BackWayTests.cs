using NetBatch.Remediation.Jobs;
using NetBatch.Testing;

namespace NetBatch.Remediation.Tests.Jobs;

/// <summary>Which way back is gone, and when none may be.</summary>
public sealed class BackWayTests
{
    private const string Before = "hostname r1\nntp server 192.0.2.1\n";
    private const string Changed = "hostname r1\nntp server 192.0.2.2\n";
    private const string Others = "logging host 192.0.2.9\n";
    private static readonly NetBatchException Cause = new(ErrorCode.CheckFailed, "A neighbor is lost.");
    private readonly FakeTime time = new();

    [Fact]
    public async Task Take_TimerStillRuns_IsToldToGoBackNow()
    {
        var device = Device(Changed);

        var end = await TakeAsync(device, RollbackMethod.Timer, TimeSpan.FromSeconds(100));

        device.Sent.ShouldBe(["Revert"]);
        end.Message.ShouldContain("taken back");
    }

    [Theory]
    [InlineData(280)] // Too near to the end: the device might be quicker than the command.
    [InlineData(400)]
    public async Task Take_TimerMayHaveRunOut_GoesByLinesAndNeverBackToTheChange(int seconds)
    {
        var device = Device(Changed);

        var end = await TakeAsync(device, RollbackMethod.Timer, TimeSpan.FromSeconds(seconds));

        device.Sent.ShouldNotContain("Revert");
        device.Sent.ShouldContain("ntp server 192.0.2.1");
        device.Running.Lines().ShouldBe(Given.Config("cisco_ios", Before).Lines(), ignoreOrder: true);
        end.Code.ShouldBe(ErrorCode.CheckFailed);
        end.Message.ShouldContain("taken back");
    }

    [Theory]
    [InlineData("Timer", "Disarm")] // Nothing is to be reverted, and the timer must not take away what others do.
    [InlineData("Checkpoint", "Drop")]
    [InlineData("Lines", "")]
    public async Task Take_DeviceIsAsBefore_GoesNoWayAtAll(string net, string sent)
    {
        var device = Device(Before);

        var end = await TakeAsync(device, Enum.Parse<RollbackMethod>(net), TimeSpan.FromSeconds(400));

        string.Join(' ', device.Sent).ShouldBe(sent);
        end.Message.ShouldContain("as before");
    }

    [Theory]
    [InlineData(Before + Others, ErrorCode.CheckFailed, "was committed by others since, and stays")] // Undone alone.
    [InlineData(Changed + Others, ErrorCode.RollbackFailed, "lines that lead back would take that away: none was sent")] // Refused.
    public async Task Take_OthersCommittedSinceWhereACommitIsUndoneAlone_NeverTakesTheirsAway(string undone, ErrorCode code, string said)
    {
        FakeChanger? device = null;
        device = new FakeChanger(Given.Config("cisco_ios", Changed + Others))
        {
            OnStep = _ => device!.Running = Given.Config("cisco_ios", undone),
        };

        var end = (await Way(device, RollbackMethod.Checkpoint, _ => Task.FromResult(device.Running), ownCommit: true)
            .TakeAsync(null!, Cause, isLast: true))!;

        device.Sent.Where(sent => sent != "Drop").ShouldBe(["Restore"]);
        end.Code.ShouldBe(code);
        end.Message.ShouldContain(said);
        end.Message.ShouldContain("logging host 192.0.2.9");
    }

    /// <summary>As on Junos: back is the config before the last commit, which is somebody else's by now.</summary>
    [Fact]
    public async Task Take_OthersCommittedSinceATimedCommit_TakesNothingOfTheirsAway()
    {
        var device = new FakeChanger(Given.Config("cisco_ios", Changed + Others));

        var end = (await Way(device, RollbackMethod.Timer, _ => Task.FromResult(device.Running), target: Given.Config("cisco_ios", Changed))
            .TakeAsync(null!, Cause, isLast: true))!;

        device.Sent.ShouldBeEmpty();
        end.Code.ShouldBe(ErrorCode.RollbackFailed);
        end.Message.ShouldContain("Others have committed since");
        end.Message.ShouldNotContain("by itself", customMessage: "their commit has confirmed the change");
    }

    [Fact]
    public async Task Take_NobodyCommittedSinceATimedCommit_IsToldToGoBackNow()
    {
        var device = Device(Changed);

        var end = (await Way(device, RollbackMethod.Timer, _ => Task.FromResult(device.Running), target: Given.Config("cisco_ios", Before))
            .TakeAsync(null!, Cause, isLast: true))!;

        device.Sent.ShouldBe(["Revert"]);
        end.Message.ShouldContain("as before");
    }

    [Fact]
    public async Task Take_OwnCommitCannotBeUndoneAndNobodyElseCommitted_GoesByLines()
    {
        var device = new FakeChanger(Given.Config("cisco_ios", Changed));

        var end = (await Way(device, RollbackMethod.Checkpoint, _ => Task.FromResult(device.Running), ownCommit: true)
            .TakeAsync(null!, Cause, isLast: true))!;

        device.Sent.ShouldContain("ntp server 192.0.2.1");
        end.Message.ShouldContain("as before");
    }

    [Fact]
    public async Task Take_NothingCanBeReadAndAnotherSessionIsPossible_SendsNothing()
    {
        var device = Device(Changed);
        var way = Way(device, RollbackMethod.Checkpoint, _ => throw new NetBatchException(ErrorCode.SessionClosed, "Closed."));

        (await way.TakeAsync(null!, Cause, isLast: false)).ShouldBeNull();
        (await way.TakeAsync(null!, Cause, isLast: true))!.Code.ShouldBe(ErrorCode.RollbackFailed);
        device.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void Left_OfATimer_KeepsAMarginForTheConfirmation()
    {
        var clock = new RevertClock(time, time.GetTimestamp(), TimeSpan.FromSeconds(60));
        clock.Left.ShouldBe(TimeSpan.FromSeconds(45));
        time.Advance(TimeSpan.FromSeconds(50));
        (clock.IsPressing, clock.MayHaveRunOut).ShouldBe((true, false));
        time.Advance(TimeSpan.FromSeconds(10));
        clock.MayHaveRunOut.ShouldBeTrue();
        new RevertClock(time, 0, null).Left.ShouldBeNull();
    }

    private static FakeChanger Device(string text)
    {
        FakeChanger? device = null;
        // As Junos and IOS XR do it: "back" means the config before the last commit, whoever made it.
        device = new FakeChanger(Given.Config("cisco_ios", text))
        {
            OnStep = step => device!.Running = step is SafetyStep.Revert or SafetyStep.Restore
                ? Given.Config("cisco_ios", device.Running.Lines().Contains("ntp server 192.0.2.2") ? Before : Changed)
                : device.Running,
        };
        return device;
    }

    private async Task<NetBatchException> TakeAsync(FakeChanger device, RollbackMethod net, TimeSpan passed)
    {
        var way = Way(device, net, _ => Task.FromResult(device.Running));
        time.Advance(passed);
        return (await way.TakeAsync(null!, Cause, isLast: true))!;
    }

    private Rollback Way(FakeChanger device, RollbackMethod net, Func<IDeviceSession, Task<ConfigTree>> read, bool ownCommit = false,
        ConfigTree? target = null)
    {
        TimeSpan? after = net == RollbackMethod.Timer ? TimeSpan.FromSeconds(300) : null;
        return new Rollback(
            device,
            device,
            new PreparedChange(
                new ConfigChange { Lines = ["no ntp server 192.0.2.1", "ntp server 192.0.2.2"], RevertAfter = after },
                net,
                new DeviceText(Before, Given.Config("cisco_ios", Before)),
                null,
                RevertClock.Start(time, after)) { UndoesOwnCommit = ownCommit },
            read,
            _ => Task.FromResult(target));
    }
}
