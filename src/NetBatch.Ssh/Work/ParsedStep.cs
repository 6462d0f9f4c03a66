namespace NetBatch.Ssh.Work;

/// <summary>
/// A step's recorder that parses the output as it passes through to the recorder behind it, and keeps the rows there. Whatever is
/// wrong with template or text, the output goes on and the step is not touched.
/// </summary>
/// <param name="next">Where output and rows go.</param>
/// <param name="parse">The parse.</param>
internal sealed class ParsedStep(IStepRecorder next, IOutputParse parse) : IStepRecorder
{
    /// <summary>As much as is kept of an output: what nobody can look up again is not parsed either.</summary>
    private const long MostBytes = 64 << 20;

    private readonly List<object?[]> rows = [];
    private long fed;
    private bool begun;

    /// <summary>Runs a step's work with its output parsed, and keeps the rows when it succeeded.</summary>
    /// <returns>What came of it; and why there are no rows, or null.</returns>
    public static async Task<(StepOutcome Outcome, string? Problem)> RunAsync(
        IStepRecorder output, IOutputParse parse, Func<IStepRecorder, Task<StepOutcome>> step, CancellationToken cancellationToken)
    {
        var parsed = new ParsedStep(output, parse);
        try
        {
            var outcome = await step(parsed).ConfigureAwait(false);
            return (outcome, await parsed.CompleteAsync(outcome, cancellationToken).ConfigureAwait(false));
        }
        catch (NetBatchException) when (parsed.begun)
        {
            await output.FailRowsAsync("The command did not end; what it printed was parsed in part only.", CancellationToken.None)
                .ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> output, CancellationToken cancellationToken)
    {
        await next.WriteAsync(output, cancellationToken).ConfigureAwait(false);
        var part = output[..(int)Math.Min(output.Length, MostBytes - fed)];
        fed += part.Length;
        if (!part.IsEmpty && parse.Problem is null)
        {
            parse.Feed(part.Span);
            await KeepAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask BeginRowsAsync(RowSet set, CancellationToken cancellationToken) => next.BeginRowsAsync(set, cancellationToken);

    public ValueTask WriteRowAsync(ReadOnlyMemory<object?> values, CancellationToken cancellationToken) =>
        next.WriteRowAsync(values, cancellationToken);

    public ValueTask FailRowsAsync(string reason, CancellationToken cancellationToken) => next.FailRowsAsync(reason, cancellationToken);

    public ValueTask EndAsync(RunError? error = null, int? exitStatus = null, CancellationToken cancellationToken = default) =>
        next.EndAsync(error, exitStatus, cancellationToken);

    private async Task<string?> CompleteAsync(StepOutcome outcome, CancellationToken cancellationToken)
    {
        if (outcome.Error is not null)
        {
            // The device's rejection is told as such; a template has nothing to say to it.
            if (begun)
            {
                await next.FailRowsAsync("The command failed; what it printed is not parsed.", cancellationToken).ConfigureAwait(false);
            }

            return null;
        }

        parse.Complete();
        if (parse.Problem is { } problem)
        {
            await next.FailRowsAsync(problem, cancellationToken).ConfigureAwait(false);
            return problem;
        }

        await KeepAsync(cancellationToken).ConfigureAwait(false);
        if (!begun)
        {
            await next.BeginRowsAsync(parse.Set!, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private async ValueTask KeepAsync(CancellationToken cancellationToken)
    {
        parse.Take(rows);
        if (rows.Count == 0)
        {
            return;
        }

        if (!begun)
        {
            await next.BeginRowsAsync(parse.Set!, cancellationToken).ConfigureAwait(false);
            begun = true;
        }

        foreach (var row in rows)
        {
            await next.WriteRowAsync(row, cancellationToken).ConfigureAwait(false);
        }

        rows.Clear();
    }
}
