using System.Globalization;

namespace NetBatch.Ssh.Shell;

/// <summary>Says for a transcript what the end of the device's output was taken for, and where it was taken for nothing, what was waited
/// for.</summary>
internal static class SightText
{
    public static string Of(Sight sight, ShellLine line, Watch watch) => sight.Kind switch
    {
        SightKind.Prompt => $"Taken for the prompt of mode '{sight.Prompt!.Mode.Name}': '{sight.Prompt.Text}'.",
        SightKind.Pager => "Taken for a pager, which is answered.",
        SightKind.Question => $"Taken for a question that has an answer: '{Last(line)}'.",
        SightKind.Unanswered => $"Taken for a question that nobody gave an answer to: '{Last(line)}'.",
        SightKind.TextInput => "The device waits for text.",
        SightKind.Closed => "The device closed the session.",
        _ => $"Nothing came for {watch.Silence.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s, or the time was over. "
            + (Last(line) is { Length: > 0 } last ? $"The last line, '{last}', is no prompt of {line.Platform.Name}: "
                : $"Waited for a prompt of {line.Platform.Name}: ")
            + string.Join("; ", line.Platform.Modes.Select(mode => $"{mode.Name} {mode.Prompt}")) + ".",
    };

    private static string Last(ShellLine line) => CommandText.Quote(line.Screen.LastLine);
}
