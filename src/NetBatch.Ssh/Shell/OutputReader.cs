using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace NetBatch.Ssh.Shell;

/// <summary>
/// What comes from the device: hands output on as it comes, keeps only the tail, and judges the tail when nothing more
/// is there. The work is linear in the output: bytes are copied or handed on once, and only the tail is looked at again.
/// </summary>
internal sealed class OutputReader : IDisposable
{
    private const int EchoKept = 4 * OutputTail.Most;
    private readonly PipeReader reader;
    private readonly DeviceBytes device;
    private readonly TimeProvider time;
    private readonly ITranscript? transcript;
    private readonly ITimer alarm;
    private readonly PagerEraser eraser = new();
    private readonly ArrayBufferWriter<byte> kept = new();
    private ReadExpectation? expectation;

    public OutputReader(PipeReader reader, TimeProvider time, DeviceBytes? device = null, ITranscript? transcript = null)
    {
        this.transcript = transcript;
        this.reader = reader;
        this.device = device ?? new DeviceBytes(null, draws: false);
        this.time = time;
        alarm = time.CreateTimer(_ => this.reader.CancelPendingRead(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The end of what came.</summary>
    public OutputTail Tail { get; } = new();

    /// <summary>Whether the command's echo has come, or none is expected.</summary>
    public bool EchoDone => expectation?.Echo is not { IsDone: false };

    /// <summary>Whether the command's echo was expected and has come.</summary>
    public bool EchoSeen => expectation?.Echo is { IsDone: true };

    /// <summary>Bytes of the current exchange's output handed on so far.</summary>
    public long Written => expectation?.Written ?? 0;

    /// <summary>The longest pause of this exchange in the middle of a line: how slowly the device drips.</summary>
    public TimeSpan Drip { get; private set; }

    /// <summary>Bytes looked at or copied: what linearity is measured by.</summary>
    public long Examined { get; private set; }

    /// <summary>The last line that says anything, for messages.</summary>
    public string LastLine =>
        VisibleText.OfLines(Tail.Bytes).Split('\n').LastOrDefault(line => !string.IsNullOrWhiteSpace(line))?.Trim() ?? "";

    /// <summary>What stood before the echo of this exchange's command, with the line of the echo; empty where nothing was there.</summary>
    public string BeforeEcho { get; private set; } = "";

    /// <summary>Takes away what came unasked.</summary>
    /// <returns>What a person would have seen of it.</returns>
    public string Drain()
    {
        ArrayBufferWriter<byte> unasked = new();
        unasked.Write(Tail.Bytes);
        unasked.Write(TakeKept());
        Tail.Clear();
        while (reader.TryRead(out var result))
        {
            foreach (var segment in result.Buffer)
            {
                var bytes = device.Decode(segment);
                transcript?.Received(bytes.Span);
                unasked.Write(bytes.Span);
            }

            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                break;
            }
        }

        return VisibleText.OfLines(unasked.WrittenSpan);
    }

    /// <summary>Reads until the end of what came means something.</summary>
    public async ValueTask<ReadOutcome> ExpectAsync(ReadExpectation expectation, CancellationToken cancellationToken)
    {
        Drip = ReferenceEquals(this.expectation, expectation) ? Drip : TimeSpan.Zero;
        BeforeEcho = ReferenceEquals(this.expectation, expectation) ? BeforeEcho : "";
        this.expectation = expectation;
        if (await TakeOrKeepAsync(TakeKept(), null, cancellationToken).ConfigureAwait(false) is { } first)
        {
            return first;
        }

        var heard = time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!reader.TryRead(out var result))
            {
                var pending = expectation.Judge(this);
                Examined += Tail.Length;
                var still = time.GetElapsedTime(heard);
                if (pending.Outcome is { } outcome && still >= pending.Quiet)
                {
                    return outcome;
                }

                var left = expectation.Silence - still;
                if (expectation.Left is not null && expectation.Left() is var other && other < left)
                {
                    left = other;
                }

                if (left <= TimeSpan.Zero)
                {
                    return new ReadOutcome(ReadOutcomeKind.Silence);
                }

                var wait = pending.Outcome is null || left < pending.Quiet - still ? left : pending.Quiet - still;
                result = await ReadAsync(wait, cancellationToken).ConfigureAwait(false);
            }

            var buffer = result.Buffer;
            if (!buffer.IsEmpty && Tail.Length > 0 && Tail.Bytes[^1] != (byte)'\n' && time.GetElapsedTime(heard) is var pause
                && pause > Drip)
            {
                Drip = pause;
            }

            ReadOutcome? boundary = null;
            try
            {
                foreach (var segment in buffer)
                {
                    var bytes = device.Decode(segment);
                    transcript?.Received(bytes.Span);
                    boundary = await TakeOrKeepAsync(bytes, boundary, cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                reader.AdvanceTo(buffer.End);
            }

            if (boundary is not null)
            {
                return boundary;
            }

            if (!buffer.IsEmpty)
            {
                heard = time.GetTimestamp();
            }
            else if (result.IsCompleted)
            {
                return new ReadOutcome(ReadOutcomeKind.Closed);
            }
        }
    }

    /// <summary>Takes a pager's text off the end, and what the device will do to wipe it.</summary>
    public void CutPager(int cut)
    {
        eraser.Begin();
        Tail.Cut(cut);
    }

    /// <summary>Hands on what is left of the output, up to <paramref name="cut"/>, and what stands behind the line that ends at
    /// <paramref name="from"/>.</summary>
    public async ValueTask FinishAsync(int cut, CancellationToken cancellationToken, int from = 0)
    {
        // What the device logged behind its prompt stands in the output before it.
        var behind = from > cut ? Tail.First(Tail.Length)[Math.Min(from + 1, Tail.Length)..].ToArray() : [];
        Tail.Cut(cut);
        await HandOnAsync(Tail.First(cut), cancellationToken).ConfigureAwait(false);
        await HandOnAsync(behind, cancellationToken).ConfigureAwait(false);
        Tail.Clear();
        expectation?.Answer?.Finish();
    }

    /// <inheritdoc/>
    public void Dispose() => alarm.Dispose();

    private async ValueTask<ReadResult> ReadAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        // The alarm only ends the wait; what it means is decided by the clock, so a late one does no harm.
        alarm.Change(wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait, Timeout.InfiniteTimeSpan);
        try
        {
            return await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            alarm.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Takes bytes up to a boundary. What follows the echo of a command that went out ahead is that command's, and kept for
    /// it.</summary>
    private async ValueTask<ReadOutcome?> TakeOrKeepAsync(
        ReadOnlyMemory<byte> bytes, ReadOutcome? boundary, CancellationToken cancellationToken)
    {
        var taken = 0;
        if (boundary is null)
        {
            (taken, boundary) = await TakeAsync(bytes, cancellationToken).ConfigureAwait(false);
        }

        kept.Write(bytes.Span[taken..]);
        return boundary;
    }

    private byte[] TakeKept()
    {
        if (kept.WrittenCount == 0)
        {
            return [];
        }

        var bytes = kept.WrittenSpan.ToArray();
        kept.ResetWrittenCount();
        return bytes;
    }

    /// <summary>Takes bytes; all of them, unless the echo of a command that went out ahead is among them.</summary>
    private async ValueTask<(int Taken, ReadOutcome? Boundary)> TakeAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var all = bytes.Length;
        if (expectation!.Echo is { IsOver: false } echo)
        {
            var wasDone = echo.IsDone;
            var taken = echo.Take(bytes.Span, out var back);
            Examined += taken;
            if (echo.IsDone)
            {
                if (!wasDone)
                {
                    // What stood before the echo belongs to no output: an old prompt, a message.
                    Tail.Append(bytes.Span[..taken]);
                    BeforeEcho = VisibleText.OfLines(Tail.Bytes).TrimEnd('\n');
                    Tail.Clear();
                }

                Tail.Append(back);
            }
            else
            {
                Tail.Append(bytes.Span[..taken]);
                if (Tail.Length > EchoKept)
                {
                    await PassEchoAsync(cancellationToken).ConfigureAwait(false);
                }
            }

            bytes = bytes[taken..];
        }

        if (eraser.IsActive && !bytes.IsEmpty)
        {
            var taken = eraser.Take(bytes.Span, out var back);
            Tail.Append(Encoding.ASCII.GetBytes(back));
            bytes = bytes[taken..];
        }

        while (expectation!.Ahead is { } ahead && bytes.Span.IndexOf((byte)'\n') is >= 0 and var end)
        {
            await AppendAsync(bytes[..(end + 1)], cancellationToken).ConfigureAwait(false);
            bytes = bytes[(end + 1)..];
            if (ahead.Find(Tail) is { } prompt)
            {
                return (all - bytes.Length, new ReadOutcome(ReadOutcomeKind.Ahead, prompt.Start, prompt));
            }
        }

        await AppendAsync(bytes, cancellationToken).ConfigureAwait(false);
        return (all, null);
    }

    private async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.Length <= OutputTail.Most)
        {
            Examined += bytes.Length;
            Tail.Append(bytes.Span);
            DropSecondEcho();
            if (Tail.IsFull)
            {
                var spare = OutputTail.Spare(Tail.Bytes);
                Examined += OutputTail.Most;
                await HandOnAsync(Tail.First(spare), cancellationToken).ConfigureAwait(false);
                Tail.Remove(spare);
            }

            return;
        }

        await HandOnAsync(Tail.First(Tail.Length), cancellationToken).ConfigureAwait(false);
        var through = OutputTail.Spare(bytes.Span);
        await HandOnAsync(bytes[..through], cancellationToken).ConfigureAwait(false);
        Tail.Clear(bytes.Span[through - 1]);
        Examined += 2 * OutputTail.Most;
        Tail.Append(bytes.Span[through..]);
    }

    /// <summary>RouterOS draws its line anew when Enter is pressed: prompt and command once more, before the output.</summary>
    private void DropSecondEcho()
    {
        if (expectation is { Written: 0, SecondEcho: { } drawn } && EchoDone && Tail.Bytes.IndexOf((byte)'\n') is >= 0 and var end)
        {
            expectation.SecondEcho = null;
            if (drawn.SequenceEqual(VisibleText.OfLine(Tail.Bytes[..end]).Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            {
                Tail.Remove(end + 1);
            }
        }
    }

    /// <summary>So much came and no echo: from a device that echoes it is old and goes; else it is output.</summary>
    private async ValueTask PassEchoAsync(CancellationToken cancellationToken)
    {
        var spare = Tail.Length - OutputTail.Most;
        if (!expectation!.EchoRequired)
        {
            expectation.Echo = null;
            await HandOnAsync(Tail.First(spare), cancellationToken).ConfigureAwait(false);
        }

        Tail.Remove(spare);
    }

    private async ValueTask HandOnAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        expectation!.Written += bytes.Length;
        expectation.Answer?.Take(bytes.Span);
        if (expectation.Output is { } output)
        {
            await output.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
    }
}
