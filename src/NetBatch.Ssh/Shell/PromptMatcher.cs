using System.Text.RegularExpressions;
using NetBatch.Platforms;

namespace NetBatch.Ssh.Shell;

/// <summary>What is known of the device's prompts: the host's name, and the prompts that were seen.</summary>
internal sealed partial class PromptMatcher(SessionRules platform)
{
    private readonly Dictionary<string, PromptMatch> seen = new(StringComparer.Ordinal);

    /// <summary>The host's name as the device shows it; null before the login.</summary>
    public string? Host { get; private set; }

    /// <summary>The last prompt that was believed; null before the login.</summary>
    public string? Last { get; private set; }

    /// <summary>The prompt at the end of the tail, or null.</summary>
    public PromptMatch? Find(OutputTail tail)
    {
        var open = tail.OpenLine;
        if (open < 0 || tail.Length - open is 0 or > 512)
        {
            return null;
        }

        var line = VisibleText.OfLine(tail.Bytes[open..]);
        if (string.IsNullOrWhiteSpace(line))
        {
            return null;
        }

        PromptMatch? other = null;
        foreach (var mode in platform.Modes)
        {
            var start = open;
            if (mode.Prompt.Match(line) is not { Success: true } match || !LinesAbove(tail, mode, ref start))
            {
                continue;
            }

            var host = match.Groups["host"].Value;
            var prompt = new PromptMatch(mode, line.TrimEnd(), host, start, IsHost(host), seen.ContainsKey(line.TrimEnd()))
            {
                Raw = tail.Bytes[open..].ToArray(),
            };
            if (prompt.HostFits)
            {
                return prompt;
            }

            // "sw(poe)#" may be a mode of "sw", or a switch of that name: the name that was learned tells.
            other ??= prompt;
        }

        return other;
    }

    /// <summary>A prompt that was seen before and now stands behind an output whose last line has no end, or null.</summary>
    public PromptMatch? FindBehind(OutputTail tail)
    {
        var open = tail.OpenLine;
        if (open < 0 || tail.Length - open is 0 or > 512)
        {
            return null;
        }

        var line = tail.Bytes[open..];
        foreach (var prompt in seen.Values)
        {
            // Compared as bytes: escapes before the prompt are the prompt's own only if they always come with it.
            if (prompt.Raw.Length < line.Length && line.EndsWith(prompt.Raw))
            {
                return prompt with { Start = tail.Length - prompt.Raw.Length, HostFits = true, Seen = true, Inline = true };
            }
        }

        return null;
    }

    /// <summary>Keeps a prompt that was believed.</summary>
    public void Learn(PromptMatch prompt)
    {
        if (Host is null || !Fits(prompt.Host))
        {
            Host = prompt.Host;
            seen.Clear();
        }

        Last = prompt.Text;
        if (!prompt.Inline)
        {
            seen[prompt.Text] = prompt;
        }
    }

    /// <summary>Whether a line is a prompt that was believed.</summary>
    public bool IsSeen(string text) => seen.ContainsKey(text);

    /// <summary>Forgets everything: what was taken for a prompt was none.</summary>
    public void Forget()
    {
        Host = null;
        seen.Clear();
    }

    private bool Fits(string host) =>
        host == Host
        || (platform.HostnameKept > 0 && host.Length >= platform.HostnameKept && Host!.StartsWith(host, StringComparison.Ordinal))
        || (platform.ContextAfter.Length > 0 && host.StartsWith(Host + platform.ContextAfter, StringComparison.Ordinal));

    private bool IsHost(string host) => Host is null || Fits(host);

    /// <summary>Moves the beginning up to the lines that belong to a mode's prompt.</summary>
    private static bool LinesAbove(OutputTail tail, PlatformMode mode, ref int start)
    {
        if (mode.Above is not null && !LineAbove(tail, mode.Above, ref start))
        {
            return false;
        }

        while (mode.MaybeAbove is not null && LineAbove(tail, mode.MaybeAbove, ref start))
        {
        }

        return true;
    }

    private static bool LineAbove(OutputTail tail, Regex pattern, ref int start)
    {
        if (start < 2)
        {
            return false;
        }

        var before = tail.Bytes[..(start - 1)];
        var newline = before.LastIndexOf((byte)'\n');
        if (!pattern.IsMatch(VisibleText.OfLine(before[(newline + 1)..])))
        {
            return false;
        }

        start = newline + 1;
        return true;
    }
}

/// <summary>A prompt that stands at the end of what came.</summary>
/// <param name="Mode">The mode that it shows.</param>
/// <param name="Text">The prompt line as a person sees it.</param>
/// <param name="Host">The host's name in it.</param>
/// <param name="Start">Where it begins in the tail.</param>
/// <param name="HostFits">Whether the name is the learned one.</param>
/// <param name="Seen">Whether exactly this prompt was believed before.</param>
/// <param name="Inline">Whether it stands behind other text on its line.</param>
internal sealed record PromptMatch(PlatformMode Mode, string Text, string Host, int Start, bool HostFits, bool Seen, bool Inline = false)
{
    /// <summary>Where it ends, where output follows it that belongs to the step before; else 0.</summary>
    public int End { get; init; }

    /// <summary>The prompt line as it came.</summary>
    public byte[] Raw { get; init; } = [];
}
