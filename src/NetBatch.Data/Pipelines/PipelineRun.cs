using System.Text;
using NetBatch.Data.Validating;

namespace NetBatch.Data.Pipelines;

/// <summary>The steps of one pipeline on open databases, each recorded with its evidence. What befalls one check is that check's verdict
/// alone.</summary>
internal sealed class PipelineRun(IRunContext run, PipelineDefinition definition, CheckSides sides, IScriptRunner? scripts)
{
    private readonly List<string> failed = [];
    private ErrorCode? lost;

    /// <summary>Makes the checks and tells the names of those that did not pass.</summary>
    /// <exception cref="NetBatchException">The last session that was lost could not be had again, or the run was cut off.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        // Begun before the first check and ended after the last: each verdict is kept when it is known, whatever becomes of this process.
        var verdicts = await run.BeginReadAsync("verdicts", cancellationToken).ConfigureAwait(false);
        await verdicts.BeginRowsAsync(VerdictRows.Set, cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var step in definition.Steps)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (definition.StopOnError && failed.Count > 0)
                {
                    await KeepAsync(verdicts, step, new Verdict(CheckOutcome.Skipped, 0, 0, $"Left out: '{failed[0]}' did not pass."),
                        TimeSpan.Zero).ConfigureAwait(false);
                    continue;
                }

                await StepAsync(step, verdicts, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            // What was found stays found, whatever ended the run; but whoever has lost the job writes nothing.
            await verdicts.EndAsync(cancellationToken: run.OwnerLost).ConfigureAwait(false);
        }

        return lost is { } code
            ? throw new NetBatchException(code,
                $"A session with a database was lost; {failed.Count} of {definition.Steps.Count} checks did not pass: "
                    + $"{string.Join(", ", failed.Take(5))}.", "Get-BatchValidation shows what each says.")
            : failed;
    }

    private async Task StepAsync(PipelineStep step, IStepRecorder verdicts, CancellationToken cancellationToken)
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
            await recorder.EndAsync(new RunError(ErrorCode.Stopped, "The check was cut off."), cancellationToken: CancellationToken.None)
                .ConfigureAwait(false);
            await KeepAsync(verdicts, step, new Verdict(CheckOutcome.Error, 0, 0, "The check was cut off."), run.Time.GetElapsedTime(began))
                .ConfigureAwait(false);
            throw;
        }

        await recorder.WriteAsync(
            Encoding.UTF8.GetBytes($"{VerdictRows.Word(step, verdict)}: {verdict.Summary}\n{VerdictText.Of(verdict)}"), cancellationToken)
            .ConfigureAwait(false);
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
        await KeepAsync(verdicts, step, verdict, run.Time.GetElapsedTime(began)).ConfigureAwait(false);
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
                ?? throw new NetBatchException(ErrorCode.InvalidArgument, $"There is no validator '{step.Validator}'.",
                    "The pipeline was read by another version; start it from its file.");
            var (target, source) = await sides.BeginAsync(cancellationToken).ConfigureAwait(false);
            lost = null;
            return await validator.CheckAsync(new CheckRun(target, source, PipelineSettings.Over(run.Args, validator, step), scripts),
                cancellationToken).ConfigureAwait(false);
        }
        catch (NetBatchException problem)
        {
            lost = problem.Code == ErrorCode.SessionClosed ? problem.Code : lost;
            return new Verdict(CheckOutcome.Error, 0, 0, problem.Remedy is null ? problem.Message : $"{problem.Message} {problem.Remedy}");
        }
#pragma warning disable CA1031 // It must not take the verdicts of the others with it; it is told, by its type, as that check's error.
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

    private async Task KeepAsync(IStepRecorder verdicts, PipelineStep step, Verdict verdict, TimeSpan time)
    {
        await verdicts.WriteRowAsync(VerdictRows.Of(definition, step, (Pipeline)run.Target, verdict, time), run.OwnerLost)
            .ConfigureAwait(false);
        await verdicts.FlushRowsAsync(run.OwnerLost).ConfigureAwait(false);
    }
}
