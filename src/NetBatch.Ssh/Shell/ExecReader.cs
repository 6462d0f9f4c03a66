using System.Globalization;
using NetBatch.Platforms;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Shell;

/// <summary>Reads the output of one exec channel to its end.</summary>
internal static class ExecReader
{
    /// <returns>The exit status, and the device's rejection in its own words, where the platform has markers.</returns>
    public static async Task<(int? Status, string? Words)> RunAsync(
        ISshChannel channel,
        SessionRules platform,
        DeviceBytes bytes,
        IRunContext run,
        string command,
        string? input,
        IStepRecorder output,
        CancellationToken cancellationToken)
    {
        if (input is not null)
        {
            await channel.Input.WriteAsync(bytes.Encode(input), cancellationToken).ConfigureAwait(false);
        }

        await channel.Input.CompleteAsync().ConfigureAwait(false);
        using var reader = new OutputReader(channel.Output, run.Time, bytes, run.Transcript);
        var answer = new AnswerWatch(new AnswerRules(platform), changes: false);
        var outcome = await reader.ExpectAsync(
            new ReadExpectation { Judge = _ => PendingMatch.Nothing, Silence = run.Order.StepTimeout, Output = output, Answer = answer },
            cancellationToken).ConfigureAwait(false);
        await reader.FinishAsync(reader.Tail.Length, cancellationToken).ConfigureAwait(false);
        if (outcome.Kind != ReadOutcomeKind.Closed)
        {
            throw new NetBatchException(
                ErrorCode.PromptTimeout,
                $"'{CommandText.Quote(command)}' was silent for {run.Order.StepTimeout.TotalSeconds:0.#} s and had not ended.",
                "Raise -StepTimeout where the command is silent for long.");
        }

        var ending = await channel.Ending.WaitAsync(run.Order.StepTimeout, run.Time, cancellationToken).ConfigureAwait(false);
        run.Transcript?.Note(
            $"'{CommandText.Quote(command)}' ended with status {ending.ExitStatus?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}.");
        return ending.Error is { } error
            ? throw new NetBatchException(ErrorCode.SessionClosed,
                $"The session ended during '{CommandText.Quote(command)}': {error.Message}", error.Remedy)
            : (ending.ExitStatus, answer.Words);
    }
}
