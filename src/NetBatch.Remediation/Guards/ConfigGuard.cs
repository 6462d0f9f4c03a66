using System.Globalization;
using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>Why a change must not be sent as it is.</summary>
/// <param name="Code">DeleteLimit, CutOff, Redacted, ManagementPath or ByHand.</param>
/// <param name="Line">Line number in the text it is about, from 1; 0 when none.</param>
/// <param name="Reason">What was found and what to do.</param>
public sealed record GuardFinding(string Code, int Line, string Reason);

/// <summary>Checks on configs before a change is computed or sent. Each gives a reason, or null when all is well.</summary>
public static partial class ConfigGuard
{
    /// <summary>Deletions allowed without a word, in percent of the running lines.</summary>
    public const double DefaultMaxDeletePercent = 10;

    /// <summary>Whether more of the running config would go than allowed.</summary>
    /// <param name="summary">What the remediation does.</param>
    /// <param name="maxDeletePercent">0 to 100.</param>
    public static GuardFinding? Deletions(ChangeSummary summary, double maxDeletePercent = DefaultMaxDeletePercent) =>
        summary.DeletePercent <= maxDeletePercent
            ? null
            : new GuardFinding("DeleteLimit", 0,
                string.Create(CultureInfo.InvariantCulture,
                    $"{summary.Deletions} of {summary.RunningLines} lines ({summary.DeletePercent:F1} %) would be deleted, more than "
                        + $"{maxDeletePercent} %; is the intended config whole? Limit it by a scope, or allow more"));

    /// <summary>Whether a running config lacks the end that its platform prints, as after a lost connection.</summary>
    public static GuardFinding? CutOff(string running, ConfigRules platform)
    {
        var lines = SourceText.Lines(running);
        var last = lines.FindLastIndex(l => !l.Span.IsWhiteSpace());
        if (last < 0)
        {
            return new GuardFinding("CutOff", 0, "the running config is empty; read it again");
        }

        if (platform.EndMarkers.Count == 0 || platform.EndMarkers.Contains(lines[last].Text.Trim()))
        {
            return null;
        }

        var ends = string.Join("' or '", platform.EndMarkers);
        return new GuardFinding("CutOff", lines[last].Number,
            $"the running config does not end with '{ends}', it is cut off at '{SecretRedactor.Redact(lines[last].Text.Trim())}'; read "
                + $"it again");
    }

    /// <summary>Whether a text holds marks that stand for removed secrets; such a text must be neither compared nor sent.</summary>
    public static GuardFinding? Redacted(string text)
    {
        var number = 0;
        foreach (var line in SourceText.Lines(text))
        {
            number++;
            if (Marks().IsMatch(line.Span))
            {
                return new GuardFinding("Redacted", number,
                    $"line {number} holds a mark in place of a secret; use the text as the device gave it");
            }
        }

        return null;
    }

    /// <summary>
    /// Marks that tools leave: a word in angle or square brackets, or a value of nothing but asterisks. A banner's
    /// row of asterisks is no value: it has nothing before it.
    /// </summary>
    [GeneratedRegex(
        @"[<\[(]\s*(removed|redacted|hidden|masked|scrubbed|sanitized|secret|password)\s*[>\])]|\bREDACTED\b"
            + @"|(?<=[\w""']\s+)[""']?\*{4,}[""']?\s*;?\s*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Marks();
}
