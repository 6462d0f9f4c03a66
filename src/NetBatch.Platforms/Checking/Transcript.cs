using System.Text.RegularExpressions;

namespace NetBatch.Platforms;

/// <summary>What a line of a transcript is by the rules of a platform.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Kind"><c>prompt</c>, <c>error</c>, <c>pager</c> or <c>question</c>.</param>
/// <param name="Mode">The mode of a prompt; else null.</param>
/// <param name="Host">The device's name in a prompt; else null.</param>
/// <param name="Command">What was typed behind a prompt; else null.</param>
/// <param name="Effect">Whether that command reads or changes; null: nothing was typed, or what the session sends by itself.</param>
/// <param name="Text">The line.</param>
public sealed record TranscriptLine(int Line, string Kind, string? Mode, string? Host, string? Command, StepEffect? Effect, string Text);

/// <summary>Looks at a recorded session with the rules of a platform, so that who writes a platform file sees what it recognizes.</summary>
public static class Transcript
{
    /// <summary>The lines that the rules recognize, in their order; what is not among them is plain output.</summary>
    /// <param name="rules">The platform's rules.</param>
    /// <param name="text">What was seen on the screen, commands and all.</param>
    public static IEnumerable<TranscriptLine> Read(SessionRules rules, string text)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at];
            if (Prompt(rules, at > 0 ? lines[at - 1] : null, line) is var (mode, match, typed))
            {
                StepEffect? effect = typed.Length == 0 || IsOfSession(rules, typed) ? null
                    : mode.Config ? StepEffect.Change : rules.Commands.Classify(typed);
                var command = typed.Length == 0 ? null : typed;
                yield return new TranscriptLine(at + 1, "prompt", mode.Name, match.Groups["host"].Value, command, effect, line);
            }
            else if (rules.Errors?.IsMatch(line) == true)
            {
                yield return new TranscriptLine(at + 1, "error", null, null, null, null, line);
            }
            else if (rules.Pagers.Any(pager => pager.Expect.IsMatch(line)))
            {
                yield return new TranscriptLine(at + 1, "pager", null, null, null, null, line);
            }
            else if (rules.Questions?.IsMatch(line) == true)
            {
                yield return new TranscriptLine(at + 1, "question", null, null, null, null, line);
            }
        }
    }

    /// <summary>Whether the session itself sends such a command, so that nobody needs to.</summary>
    private static bool IsOfSession(SessionRules rules, string command) =>
        rules.Logout.Append(rules.Privilege?.Send).Append(rules.Config?.Enter).Append(rules.Config?.Exclusive).Append(rules.Config?.Leave)
            .Append(rules.Config?.Commit).Append(rules.Save?.Send).Concat(rules.Prepare.Select(step => step.Send))
            .Contains(command, StringComparer.OrdinalIgnoreCase);

    /// <summary>The prompt that a line begins with: the mode, and what stands behind it.</summary>
    private static (PlatformMode Mode, Match Match, string Typed)? Prompt(SessionRules rules, string? above, string line)
    {
        for (var end = 1; end <= line.Length; end++)
        {
            // A prompt ends in a sign, and what was typed is no part of it.
            if (char.IsLetterOrDigit(line[end - 1]) || char.IsWhiteSpace(line[end - 1]))
            {
                continue;
            }

            foreach (var mode in rules.Modes)
            {
                if (mode.Prompt.Match(line[..end]) is { Success: true } match
                    && (mode.Above is null || (above is not null && mode.Above.IsMatch(above))))
                {
                    return (mode, match, line[end..].Trim());
                }
            }
        }

        return null;
    }
}
