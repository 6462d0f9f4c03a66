using System.Text;

namespace NetBatch.Platforms;

/// <summary>
/// With what a word of a text must begin, in letters of either case, for a regular expression such as <c>(?i)(?:^| )gi</c> to match at
/// all: looking for it costs less than running the expression.
/// </summary>
internal sealed class PatternWord
{
    private const string Start = "(?i)(?:^| )";

    private readonly string behindBlank;

    private PatternWord(string word) => behindBlank = " " + word;

    /// <summary>The beginning of the word; null: the expression is of another form.</summary>
    /// <param name="pattern">The expression.</param>
    public static PatternWord? Of(string pattern) =>
        pattern.StartsWith(Start, StringComparison.Ordinal) && pattern[Start.Length..] is { Length: > 0 } word
        && word.All(char.IsAsciiLetter)
            ? new PatternWord(word)
            : null;

    /// <summary>Whether a word of the text begins so. Letters beyond ASCII may count as others, so a text with one is let
    /// through.</summary>
    public bool Allows(string text) =>
        text.AsSpan().StartsWith(behindBlank.AsSpan(1), StringComparison.OrdinalIgnoreCase)
        || text.Contains(behindBlank, StringComparison.OrdinalIgnoreCase) || !Ascii.IsValid(text);
}
