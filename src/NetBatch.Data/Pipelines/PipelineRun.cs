using System.Text;
using NetBatch.Data.Validating;

namespace NetBatch.Data.Pipelines;

/// <summary>The steps of one pipeline on open databases, each recorded with its evidence. What befalls one check is that check's verdict alone.</summary>
internal sealed class PipelineRun(IRunContext run, PipelineDefinition definition, CheckSides sides, IScriptRunner? scripts)
{
    private readonly List<object?[]> verdicts = [];
    private readonly List<string> failed = [];
    private ErrorCode? lost;

    /// <summary>Makes the checks and tells the names of those that did not pass.</summary>
    /// <exception cref="NetBatchException">The last session that was lost could not be had again, or the run was cut off.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var step in definition.Steps)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (definition.StopOnError && failed.Count > 0)
                {
                    Keep(step, new Verdict(CheckOutcome.Skipped, 0, 0, $"Left out: '{failed[0]}' did not pass."), TimeSpan.Zero);
                    continue;
                }

                await StepAsync(step, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            // What was found stays found, whatever ended the run.
            await TellAsync(run.OwnerLost.IsCancellationRequested ? cancellationToken : CancellationToken.None).ConfigureAwait(false);
        }

        return lost is { } code
            ? throw new NetBatchException(code, $"A session with a database was lost; {failed.Count} of {definition.Steps.Count} checks did not pass: {string.Join(", ", failed.Take(5))}.", "Get-BatchValidation shows what each says.")
            : failed;
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        var recorder = await run.BeginReadAsync("verdicts", cancellationToken).ConfigureAwait(false);
        await recorder.BeginRowsAsync(PipelineWork.VerdictRows, cancellationToken).ConfigureAwait(false);
        foreach (var row in verdicts)
        {
            await recorder.WriteRowAsync(row, cancellationToken).ConfigureAwait(false);
        }

        await recorder.EndAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private async Task StepAsync(PipelineStep step, CancellationToken cancellationToken)
    {
        var recorder = await run.BeginReadAsync(PipelineWork.Text(step), cancellationToken).ConfigureAwait(false);
        var began = run.Time.GetTimestamp();
        Verdict verdict;
        try
        {
            verdict = await CheckAsync(step, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await recorder.EndAsync(new RunError(ErrorCode.Stopped, "The check was cut off."), cancellationToken: CancellationToken.None).ConfigureAwait(false);
            Keep(step, new Verdict(CheckOutcome.Error, 0, 0, "The check was cut off."), run.Time.GetElapsedTime(began));
            throw;
        }

        await recorder.WriteAsync(Encoding.UTF8.GetBytes($"{Word(step, verdict)}: {verdict.Summary}\n{VerdictText.Of(verdict)}"), cancellationToken).ConfigureAwait(false);
        if (verdict is { Columns: { Count: > 0 } columns, Evidence: { } evidence })
        {
            await recorder.BeginRowsAsync(new RowSet(step.Validator, columns), cancellationToken).ConfigureAwait(false);
            foreach (var row in evidence)
            {
                await recorder.WriteRowAsync(row, cancellationToken).ConfigureAwait(false);
            }
        }

        var error = Error(step, verdict);
        await recorder.EndAsync(error, cancellationToken: cancellationToken).ConfigureAwait(false);
        Keep(step, verdict, run.Time.GetElapsedTime(began));
        if (error is not null)
        {
            failed.Add(step.Name);
        }
        else if (verdict.Outcome == CheckOutcome.Fail)
        {
            await run.WarnAsync($"{step.Name}: {verdict.Summary}", cancellationToken).ConfigureAwait(false);
        }
    }

    // Whatever a check throws is its own: the others are made. A mistake of ours shows by its type.
    private async Task<Verdict> CheckAsync(PipelineStep step, CancellationToken cancellationToken)
    {
        try
        {
            var validator = Validators.Find(step.Validator)
                ?? throw new NetBatchException(ErrorCode.InvalidArgument, $"There is no validator '{step.Validator}'.", "The pipeline was read by another version; start it from its file.");
            var (target, source) = await sides.BeginAsync(cancellationToken).ConfigureAwait(false);
            lost = null;
            return await validator.CheckAsync(new CheckRun(target, source, PipelineSettings.Over(run.Args, validator, step), scripts), cancellationToken).ConfigureAwait(false);
        }
        catch (NetBatchException problem)
        {
            lost = problem.Code == ErrorCode.SessionClosed ? problem.Code : lost;
            return new Verdict(CheckOutcome.Error, 0, 0, problem.Remedy is null ? problem.Message : $"{problem.Message} {problem.Remedy}");
        }
#pragma warning disable CA1031 // One check's mistake must not take the verdicts of the others with it; it is told, by its type, as that check's error.
        catch (Exception mistake) when (mistake is not (OperationCanceledException or OutOfMemoryException))
#pragma warning restore CA1031
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new Verdict(CheckOutcome.Error, 0, 0, $"{mistake.GetType().Name}: {mistake.Message}");
        }
        finally
        {
            await sides.EndAsync().ConfigureAwait(false);
        }
    }

    private static RunError? Error(PipelineStep step, Verdict verdict) => verdict.Outcome switch
    {
        CheckOutcome.Fail when !step.IsWarning => new RunError(ErrorCode.ValidationFailed, verdict.Summary),
        CheckOutcome.Error => new RunError(ErrorCode.WorkFailed, verdict.Summary),
        _ => null,
    };

    private void Keep(PipelineStep step, Verdict verdict, TimeSpan time) =>
        verdicts.Add([
            definition.Name, step.Name, step.Validator, Word(step, verdict), verdict.Checked, verdict.Findings, Math.Round(time.TotalSeconds, 3), verdict.Summary,
            PipelineWork.TableOf(step), verdict.NotCompared,
        ]);

    private static string Word(PipelineStep step, Verdict verdict) =>
        verdict.Outcome == CheckOutcome.Fail && step.IsWarning ? "Warning" : $"{verdict.Outcome}";
}
