using System.Globalization;

namespace NetBatch.Ssh.Shell;

/// <summary>Says for a transcript what the end of the device's output was taken for, and where it was taken for nothing, what was waited
/// for.</summary>
internal static class ReadOutcomeText
{
    public static string Of(ReadOutcome outcome, ShellLine line, ReadExpectation expectation) => outcome.Kind switch
    {
        ReadOutcomeKind.Prompt => $"Taken for the prompt of mode '{outcome.Prompt!.Mode.Name}': '{outcome.Prompt.Text}'.",
        ReadOutcomeKind.Pager => "Taken for a pager, which is answered.",
        ReadOutcomeKind.Question => $"Taken for a question that has an answer: '{Last(line)}'.",
        ReadOutcomeKind.Unanswered => $"Taken for a question that nobody gave an answer to: '{Last(line)}'.",
        ReadOutcomeKind.TextInput => "The device waits for text.",
        ReadOutcomeKind.Closed => "The device closed the session.",
        _ => $"Nothing came for {expectation.Silence.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s, or the time was over. "
            + (Last(line) is { Length: > 0 } last ? $"The last line, '{last}', is no prompt of {line.Platform.Name}: "
                : $"Waited for a prompt of {line.Platform.Name}: ")
            + string.Join("; ", line.Platform.Modes.Select(mode => $"{mode.Name} {mode.Prompt}")) + ".",
    };

    private static string Last(ShellLine line) => CommandText.Quote(line.Reader.LastLine);
}
