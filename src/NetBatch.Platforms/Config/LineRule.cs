using System.Text;
using System.Text.RegularExpressions;

namespace NetBatch.Platforms;

/// <summary>
/// A test on one line's text. Everything given must hold; a rule without any part matches every line. Case counts.
/// </summary>
public sealed class LineRule
{
    private readonly Regex? regex;
    private readonly Regex? keyRegex;
    private readonly string[]? starts;
    private readonly PatternWord? word;
    private readonly PatternNeeds? needs;

    /// <summary>Makes a rule from its parts.</summary>
    /// <param name="equal">The line is one of these.</param>
    /// <param name="startsWith">The line begins with one of these.</param>
    /// <param name="endsWith">The line ends with one of these.</param>
    /// <param name="contains">The line holds one of these.</param>
    /// <param name="pattern">A regular expression found somewhere in the line.</param>
    /// <exception cref="ArgumentException">The pattern is not a regular expression.</exception>
    public LineRule(
        IReadOnlyList<string>? equal = null,
        IReadOnlyList<string>? startsWith = null,
        IReadOnlyList<string>? endsWith = null,
        IReadOnlyList<string>? contains = null,
        string? pattern = null)
    {
        Equal = equal?.ToArray();
        StartsWith = startsWith?.ToArray();
        EndsWith = endsWith?.ToArray();
        Contains = contains?.ToArray();
        Pattern = pattern;
        regex = pattern is null ? null : LinePatterns.Compile(pattern);
        keyRegex = pattern is null ? null : Shortened(pattern);
        starts = pattern is null ? null : PatternStart.Of(pattern);
        word = pattern is null ? null : PatternWord.Of(pattern);
        needs = pattern is null || starts is not null || word is not null ? null : PatternNeeds.Of(pattern);
        FirstLetters = Firsts((string[]?)Equal) ?? Firsts((string[]?)StartsWith) ?? Firsts(starts) ?? FirstsOfAnyCase(pattern);
    }

    /// <summary>The line is one of these; null: not asked.</summary>
    public IReadOnlyList<string>? Equal { get; }

    /// <summary>The line begins with one of these; null: not asked.</summary>
    public IReadOnlyList<string>? StartsWith { get; }

    /// <summary>The line ends with one of these; null: not asked.</summary>
    public IReadOnlyList<string>? EndsWith { get; }

    /// <summary>The line holds one of these; null: not asked.</summary>
    public IReadOnlyList<string>? Contains { get; }

    /// <summary>A regular expression found somewhere in the line; null: not asked.</summary>
    public string? Pattern { get; }

    /// <summary>The compiled pattern, for those who need its groups.</summary>
    internal Regex? Regex => regex;

    /// <summary>The pattern without a trailing <c>.*</c> or <c>.+</c>, when it has one.</summary>
    internal Regex? KeyRegex => keyRegex;

    /// <summary>The letters of which a line must begin with one, unless it begins with one beyond ASCII; null: it may begin with
    /// any.</summary>
    internal string? FirstLetters { get; }

    /// <summary>With one of these a line must begin; null: it may begin with anything.</summary>
    internal string[]? Beginnings => (string[]?)Equal ?? (string[]?)StartsWith ?? starts;

    /// <summary>Whether a pattern is its only part.</summary>
    internal bool IsPatternAlone => regex is not null && (Equal ?? StartsWith ?? EndsWith ?? Contains) is null;

    /// <summary>Whether the pattern may match, as far as that is known without running it.</summary>
    internal bool MayMatch(string text) => MayBegin(text) && (starts is null || PatternStart.Allows(starts, text))
        && (word is null || word.Allows(text)) && (needs is null || needs.Allows(text));

    /// <summary>Whether the line fulfils every part of the rule.</summary>
    public bool IsMatch(string text) =>
        (Equal is null || Any((string[])Equal, text, static (t, s) => t == s))
        && (StartsWith is null || PatternStart.Allows((string[])StartsWith, text))
        && (EndsWith is null || Any((string[])EndsWith, text, static (t, s) => t.EndsWith(s, StringComparison.Ordinal)))
        && (Contains is null || Any((string[])Contains, text, static (t, s) => t.Contains(s, StringComparison.Ordinal)))
        && (regex is null
            || (MayMatch(text) && regex.IsMatch(text)));

    /// <inheritdoc/>
    public override string ToString() => string.Join(
        " and ",
        new[]
        {
            Part("equals", Equal), Part("startswith", StartsWith), Part("endswith", EndsWith), Part("contains", Contains),
            Pattern is null ? null : $"regex {Pattern}",
        }.Where(p => p is not null).DefaultIfEmpty("any line"));

    private static string? Firsts(string[]? values) =>
        values is null || Array.Exists(values, value => value.Length == 0)
            ? null
            : string.Concat(values.Select(value => value[0]).Distinct());

    private static string? FirstsOfAnyCase(string? pattern) =>
        pattern is not null && pattern.StartsWith(PatternStart.AnyCase, StringComparison.Ordinal)
        && Firsts(PatternStart.Of(pattern[PatternStart.AnyCase.Length..])) is { } letters && Ascii.IsValid(letters)
            ? letters.ToLowerInvariant() + letters.ToUpperInvariant()
            : null;

    private bool MayBegin(string text) =>
        FirstLetters is null || (text.Length > 0 && (text[0] > '\x7f' || FirstLetters.Contains(text[0], StringComparison.Ordinal)));

    private static string? Part(string name, IReadOnlyList<string>? values) =>
        values is null ? null : $"{name} {string.Join(" | ", values)}";

    private static bool Any(string[] values, string text, Func<string, string, bool> test)
    {
        foreach (var value in values)
        {
            if (test(text, value))
            {
                return true;
            }
        }

        return false;
    }

    private static Regex? Shortened(string pattern)
    {
        var trimmed = pattern.TrimEnd('$');
        if ((!trimmed.EndsWith(".*", StringComparison.Ordinal) && !trimmed.EndsWith(".+", StringComparison.Ordinal)) || trimmed.Length == 2)
        {
            return null;
        }

        try
        {
            return LinePatterns.Compile(trimmed[..^2]);
        }
        catch (ArgumentException)
        {
            return null; // What remains is no pattern of its own (an escaped dot, an open group): the whole match serves.
        }
    }
}
