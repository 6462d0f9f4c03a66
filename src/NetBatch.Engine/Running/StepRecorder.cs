using System.Buffers;
using System.Diagnostics;

namespace NetBatch;

/// <summary>Gathers a step's output into pieces of at most 1 MiB and reports them, then its end.</summary>
internal sealed class StepRecorder(RunContext run, int step, string command, StepEffect effect) : IStepRecorder
{
    /// <summary>The most that is kept of one output or document: 64 MiB.</summary>
    public const int MostBytes = 64 << 20;

    private const int Piece = 1 << 20;

    private readonly long started = run.Time.GetTimestamp();
    private readonly Activity? activity = BatchDiagnostics.Activities.StartActivity("step")?
        .SetTag("netbatch.command", SecretRedactor.Redact(command)).SetTag("netbatch.effect", effect.ToString());
    private readonly ArrayBufferWriter<byte> pending = new();
    private RowGatherer? rows;
    private string? parseError;
    private long kept;
    private bool truncated;
    private bool ended;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> output, CancellationToken cancellationToken)
    {
        if (kept + output.Length > MostBytes)
        {
            truncated = true;
            output = output[..(int)(MostBytes - kept)];
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

    public ValueTask BeginRowsAsync(RowSet set, CancellationToken cancellationToken)
    {
        if (rows is not null || parseError is not null)
        {
            throw new InvalidOperationException($"The rows of '{command}' were begun already.");
        }

        rows = new RowGatherer(set);
        // Told at once: that there is no row is a result, too.
        return run.ReportAsync(rows.Take(step), cancellationToken);
    }

    public async ValueTask WriteRowAsync(ReadOnlyMemory<object?> values, CancellationToken cancellationToken)
    {
        var gathered = rows ?? throw new InvalidOperationException($"The rows of '{command}' were not begun, or were given up.");
        gathered.Add(values.Span);
        if (gathered.Length >= Piece)
        {
            await run.ReportAsync(gathered.Take(step), cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask FlushRowsAsync(CancellationToken cancellationToken)
    {
        if (rows is { Length: > 0 })
        {
            await run.ReportAsync(rows.Take(step), cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask FailRowsAsync(string reason, CancellationToken cancellationToken)
    {
        // Pieces that were reported already are dropped with the step's end, which carries the reason.
        rows = null;
        parseError = reason;
        return default;
    }

    public async ValueTask EndAsync(RunError? error, int? exitStatus, CancellationToken cancellationToken)
    {
        if (ended)
        {
            throw new InvalidOperationException($"The step '{command}' has ended already.");
        }

        ended = true;
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        await FlushRowsAsync(cancellationToken).ConfigureAwait(false);
        await run.ReportAsync(
            new StepEnded(step, command, effect, run.Time.GetElapsedTime(started), error, exitStatus, truncated, rows?.Total,
                parseError),
            cancellationToken).ConfigureAwait(false);
        activity?.SetStatus(error is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, error?.Code.ToString()).Dispose();
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
