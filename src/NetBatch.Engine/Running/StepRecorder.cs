using System.Buffers;

namespace NetBatch;

/// <summary>Gathers a step's output into pieces of at most 1 MiB and reports them, then its end.</summary>
internal sealed class StepRecorder(RunContext run, int step, string command, StepEffect effect) : IStepRecorder
{
    private const int Piece = 1 << 20;
    private const long Most = 64L << 20;

    private readonly DateTimeOffset startedAt = run.Time.GetUtcNow();
    private readonly long started = run.Time.GetTimestamp();
    private readonly ArrayBufferWriter<byte> pending = new();
    private long kept;
    private bool truncated;
    private bool ended;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> output, CancellationToken cancellationToken)
    {
        if (kept + output.Length > Most)
        {
            truncated = true;
            output = output[..(int)(Most - kept)];
        }

        kept += output.Length;
        while (!output.IsEmpty)
        {
            var part = output[..Math.Min(output.Length, Piece - pending.WrittenCount)];
            pending.Write(part.Span);
            output = output[part.Length..];
            if (pending.WrittenCount == Piece)
            {
                await FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public async ValueTask EndAsync(RunError? error, int? exitStatus, CancellationToken cancellationToken)
    {
        if (ended)
        {
            throw new InvalidOperationException($"The step '{command}' has ended already.");
        }

        ended = true;
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        await run.ReportAsync(
            new StepEnded(step, command, effect, startedAt, run.Time.GetElapsedTime(started), error, exitStatus, truncated),
            cancellationToken).ConfigureAwait(false);
        if (effect == StepEffect.Change)
        {
            run.OpenChange = null;
        }
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (pending.WrittenCount > 0)
        {
            var bytes = pending.WrittenMemory.ToArray();
            pending.ResetWrittenCount();
            await run.ReportAsync(new StepOutput(step, bytes), cancellationToken).ConfigureAwait(false);
        }
    }
}
