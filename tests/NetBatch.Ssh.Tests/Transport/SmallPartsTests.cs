using System.Text;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Tests.Transport;

public sealed class SmallPartsTests
{
    [Fact]
    public async Task EnterAsync_GateIsFull_WaitsForAPlace()
    {
        using var gate = new HandshakeGate(2);
        var first = await gate.EnterAsync(CancellationToken.None);
        using var second = await gate.EnterAsync(CancellationToken.None);
        var third = gate.EnterAsync(CancellationToken.None).AsTask();
        third.IsCompleted.ShouldBeFalse();

        first.Dispose();
        first.Dispose();

        using var place = await third;
        gate.Inside.ShouldBe(2);
        gate.EnterAsync(CancellationToken.None).AsTask().IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task EnterAsync_Cancelled_TakesNoPlace()
    {
        using var gate = new HandshakeGate(1);
        using var cancel = new CancellationTokenSource();
        var first = await gate.EnterAsync(CancellationToken.None);
        var waiting = gate.EnterAsync(cancel.Token).AsTask();

        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        first.Dispose();

        gate.Inside.ShouldBe(0);
    }

    [Fact]
    public void HandshakeGate_NoLimitGiven_TakesFourForEachProcessor()
    {
        using var gate = new HandshakeGate();

        gate.Limit.ShouldBe(4 * Environment.ProcessorCount);
    }

    [Fact]
    public void Take_MarkInTwoPieces_DividesBannerFromOutput()
    {
        var errors = new SshErrorOutput("mark-1", _ => ValueTask.CompletedTask);

        Text(errors.Take("banner\nmark"u8.ToArray())).ShouldBe("");
        Text(errors.Take("-1\nremote"u8.ToArray())).ShouldBe("remote");
        Text(errors.Take(" mark-1\nmore"u8.ToArray())).ShouldBe(" mark-1\nmore");
        errors.Said.ShouldStartWith("banner\n");
    }

    [Fact]
    public void Take_LogOfAJump_FollowsTheHops()
    {
        var log = new SshLog(2);
        log.Take("debug1: SSH2_MSG_NEWKEYS received");
        log.Take("Authenticated to j1 ([10.0.0.1]:22) using \"password\".");
        log.Passed.ShouldBe(1);
        log.KeyExchanged.IsCompleted.ShouldBeFalse();
        log.Take("a@r1: Permission denied (password).");

        log.Take("debug1: SSH2_MSG_NEWKEYS received");
        log.KeyExchanged.IsCompleted.ShouldBeTrue();
        log.Authenticated.IsCompleted.ShouldBeFalse();
        log.Take("Authenticated to r1 (via proxy) using \"password\".");

        log.Authenticated.IsCompleted.ShouldBeTrue();
        log.Lines.ShouldBe([new LogLine(1, "a@r1: Permission denied (password).")]);
    }

    [Fact]
    public void End_ProcessThatDoesNotExist_EndsNothing() => ChildReaper.End([new ChildProcess(int.MaxValue, 1)]).ShouldBe(0);

    [Fact]
    public void End_IdOfAnotherProcess_LeavesItAlone() => ChildReaper.End([new ChildProcess(Environment.ProcessId, 1)]).ShouldBe(0);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
