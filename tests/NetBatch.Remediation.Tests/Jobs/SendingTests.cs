using NetBatch.Remediation.Jobs;
using NetBatch.Testing;

namespace NetBatch.Remediation.Tests.Jobs;

/// <summary>A timer that runs from entering config mode on is never left alone by a change that sent nothing.</summary>
public sealed class SendingTests
{
    private static readonly OperationCanceledException Stop = new("stopped");
    private static readonly ConfigChangeException Refused = new(new RunError(ErrorCode.CommandRejected, "Refused."), ChangeRemainder.Nothing);
    private readonly FakeRun run = new(new Device { Id = "r1", Name = "r1", Address = "192.0.2.7", Platform = "cisco_ios" })
    {
        Time = new FakeTime(),
    };

    [Fact]
    public async Task Send_StoppedAfterArming_EndsTheTimer()
    {
        var device = Device(Stop);

        await Should.ThrowAsync<OperationCanceledException>(SendAsync(device, RollbackMethod.Timer, armsFirst: true));

        // There is nothing to go back from, and a timer left running would take away what others change until it ends.
        device.Sent.ShouldBe(["Disarm"]);
        run.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_StoppedAfterArmingAndTheDeviceIsSilent_WarnsOfTheTimer()
    {
        var device = Device(Stop, _ => throw new NetBatchException(ErrorCode.SessionClosed, "Closed."));

        await Should.ThrowAsync<OperationCanceledException>(SendAsync(device, RollbackMethod.Timer, armsFirst: true));

        run.Warnings.ShouldHaveSingleItem().ShouldContain("timer may still run");
    }

    [Theory]
    [InlineData("Timer", false, "")] // Committed by a timer and never committed: there is none.
    [InlineData("Checkpoint", false, "Drop")]
    [InlineData("Lines", false, "")]
    public async Task Send_StoppedWhereNoTimerRuns_SettlesOnlyWhatWasLaidDown(string net, bool armsFirst, string settled)
    {
        var device = Device(Stop);

        await Should.ThrowAsync<OperationCanceledException>(SendAsync(device, Enum.Parse<RollbackMethod>(net), armsFirst));

        string.Join(' ', device.Sent).ShouldBe(settled);
    }

    [Fact]
    public async Task Send_NothingAppliedAndTheSessionCannotDisarm_LeavesItToANewSession()
    {
        var device = Device(Refused, _ => throw new NetBatchException(ErrorCode.SessionClosed, "Closed."));

        (await SendAsync(device, RollbackMethod.Timer, armsFirst: true)).ShouldBe(Refused);
    }

    [Fact]
    public async Task Drop_SessionLostWithTheChangeDone_OnlyWarnsAndEndsTheStep()
    {
        var step = new FakeStep("delete");
        var device = Device(null, _ =>
            throw new ConfigChangeException(new RunError(ErrorCode.OutcomeUnknown, "The session was lost."), ChangeRemainder.Unknown, step));

        await new SafetyCleanup(device, run, Change(RollbackMethod.Checkpoint)).DropAsync(null!);

        run.Warnings.ShouldHaveSingleItem().ShouldContain("stays on the device: The session was lost.");
        step.Ended.ShouldBeTrue("an open step would make the target's outcome unknown");
    }

    [Fact]
    public async Task Drop_JobLost_IsNoWarning()
    {
        var device = Device(null, _ => throw new NetBatchException(ErrorCode.LeaseLost, "Lost."));

        (await Should.ThrowAsync<NetBatchException>(
            new SafetyCleanup(device, run, Change(RollbackMethod.Checkpoint)).DropAsync(null!))).Code.ShouldBe(ErrorCode.LeaseLost);
    }

    private static FakeChanger Device(Exception? sending, Action<SafetyStep>? settling = null) =>
        new(Given.Config("cisco_ios", "hostname r1\n")) { OnSend = () => sending, OnStep = settling ?? (_ => { }) };

    private PreparedChange Change(RollbackMethod net)
    {
        TimeSpan? after = net == RollbackMethod.Timer ? TimeSpan.FromSeconds(300) : null;
        return new PreparedChange(new ConfigChange { Lines = ["ntp server 192.0.2.2"], RevertAfter = after }, net, null!, null,
            RevertClock.Start(run.Time, after));
    }

    private Task<ConfigChangeException?> SendAsync(FakeChanger device, RollbackMethod net, bool armsFirst)
    {
        var means = new ConfigCapabilities("show running-config", null, null, null,
            new TimedRevertMeans(null, null, TimeSpan.FromSeconds(60), TimeSpan.FromHours(1), armsFirst), true);
        return new ChangeSender(device, run, new RemediationArgs(), means,
            _ => throw new InvalidOperationException("nothing is to be taken back")).SendAsync(null!, Change(net), CancellationToken.None);
    }
}
