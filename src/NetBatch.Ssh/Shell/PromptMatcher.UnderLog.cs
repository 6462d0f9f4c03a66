using System.Text;

namespace NetBatch.Ssh.Shell;

/// <content>A prompt behind which the device has said something that belongs to no command.</content>
internal sealed partial class PromptMatcher
{
    /// <summary>No message to all terminals has more lines.</summary>
    public const int MostLogLines = 12;

    private const int LongestPrompt = 256;

    /// <summary>A prompt of the learned host (before the login, of any) behind which stands only what the device logs in between, or
    /// null.</summary>
    public PromptMatch? FindUnderLog(OutputTail tail, AnswerRules rules)
    {
        // A name of another encoding has other bytes here than there.
        if (Host is not null && Ascii.IsValid(Host) && tail.Bytes.IndexOf(NameShown) < 0)
        {
            return null;
        }

        var end = tail.Length;
        var logs = 0;
        var texts = 0;
        for (var lines = 0; lines < MostLogLines && end > 0; lines++)
        {
            var start = tail.Bytes[..end].LastIndexOf((byte)'\n') + 1;
            var text = VisibleText.OfLine(tail.Bytes[start..end]);
            if (rules.IsLogHead(text.TrimStart()))
            {
                // What stands below it is its text.
                logs++;
                texts = 0;
            }
            else if (!string.IsNullOrWhiteSpace(text))
            {
                if (texts == 0 && (OnItsLine(tail, rules, start, end) ?? (logs > 0 ? OfLine(tail, text, start, end) : null)) is { } prompt)
                {
                    return prompt;
                }

                if (rules.IsLog(text.TrimStart()))
                {
                    logs++;
                }
                else if (end == tail.Length ? rules.MayAsk(text) : rules.IsQuestion(text))
                {
                    // No message: the device waits for an answer, and the next command would be it.
                    return null;
                }
                else
                {
                    texts++;
                }
            }

            end = start - 1;
        }

        return null;
    }

    /// <summary>What each prompt of the host has of its name.</summary>
    private byte[] NameShown =>
        Encoding.UTF8.GetBytes(platform.HostnameKept is > 0 and var kept && Host!.Length > kept ? Host[..kept] : Host!);

    /// <summary>A prompt at a line's beginning behind which a log line follows at once: "r1#*Nov 30 07:12:41: %LINK-3-UPDOWN:".</summary>
    private PromptMatch? OnItsLine(OutputTail tail, AnswerRules rules, int start, int end)
    {
        var line = tail.Bytes[start..Math.Min(end, start + LongestPrompt)];
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] is (byte)'#' or (byte)'>' or (byte)'$' or (byte)'%' or (byte)']'
                && OfLine(tail, VisibleText.OfLine(line[..(at + 1)]), start, start + at) is { } prompt
                && rules.IsLog(VisibleText.OfLine(tail.Bytes[(start + at + 1)..end]).TrimStart()))
            {
                return prompt;
            }
        }

        return null;
    }

    private PromptMatch? OfLine(OutputTail tail, string text, int start, int end)
    {
        foreach (var mode in platform.Modes)
        {
            var from = start;
            if (mode.Prompt.Match(text) is { Success: true } match && IsHost(match.Groups["host"].Value)
                && LinesAbove(tail, mode, ref from))
            {
                return new PromptMatch(mode, text.TrimEnd(), match.Groups["host"].Value, from, true, true, Inline: true) { End = end };
            }
        }

        return null;
    }
}
