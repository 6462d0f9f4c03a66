using System.Buffers;
using System.Text;

namespace NetBatch.Platforms;

/// <summary>
/// Reads from a regular expression which words a text must hold, of which one, for it to match at all. Of use where it may begin with
/// anything (<see cref="PatternStart"/> knows nothing then), as in <c>^(?:.* )?(?:key|password) \S+$</c>. What it does not know it
/// leaves to the expression.
/// </summary>
internal sealed class PatternNeeds
{
    /// <summary>Escapes of one letter, behind which nothing more belongs to them.</summary>
    private const string Escapes = "dDsSwWbBAZzGnrtfv";

    private readonly string pattern;
    private readonly bool anyCase;
    private SearchValues<string> words = SearchValues.Create([], StringComparison.Ordinal);
    private int at;
    private bool unknown;

    private PatternNeeds(string pattern, bool anyCase) => (this.pattern, this.anyCase) = (pattern, anyCase);

    /// <summary>The words, of which a text must hold one; null: none are known.</summary>
    public static PatternNeeds? Of(string pattern)
    {
        var anyCase = pattern.StartsWith(PatternStart.AnyCase, StringComparison.Ordinal);
        pattern = anyCase ? pattern[PatternStart.AnyCase.Length..] : pattern;
        if (PatternStart.HasOptions(pattern) || pattern.Contains("-[", StringComparison.Ordinal))
        {
            return null;
        }

        var needs = new PatternNeeds(pattern, anyCase);
        if (needs.Choice() is not { } words || needs.unknown || needs.at < pattern.Length)
        {
            return null;
        }

        needs.words = SearchValues.Create([.. words], anyCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
        return needs;
    }

    /// <summary>Whether a text holds one of the words. Where case does not count letters beyond ASCII may count as others, so a text with
    /// one is let through.</summary>
    public bool Allows(string text) => text.AsSpan().ContainsAny(words) || (anyCase && !Ascii.IsValid(text));

    /// <summary>What the alternatives up to the end of a group need; null: one of them needs nothing.</summary>
    private List<string>? Choice()
    {
        List<string>? all = [];
        while (true)
        {
            var words = Sequence();
            all = words is null || all is null ? null : [.. all, .. words];
            if (at >= pattern.Length || pattern[at] != '|')
            {
                return all;
            }

            at++;
        }
    }

    /// <summary>Of all that one alternative needs, what is rarest: the words of which the shortest is longest.</summary>
    private List<string>? Sequence()
    {
        List<string>? best = null;
        var word = "";
        void Offer(List<string>? words)
        {
            if (words is not null && words.Min(w => w.Length) > (best?.Min(w => w.Length) ?? 0))
            {
                best = words;
            }
        }

        while (at < pattern.Length && pattern[at] is not ('|' or ')'))
        {
            var (letter, words) = Element();
            var optional = at < pattern.Length && (pattern[at] is '?' or '*' || IsCount());
            var repeated = at < pattern.Length && pattern[at] == '+';
            if (letter is { } plain && !optional)
            {
                word += plain;
            }

            if (letter is null || optional || repeated)
            {
                Offer(word.Length > 0 ? [word] : null);
                word = "";
                Offer(optional ? null : words);
            }

            Quantifier();
        }

        Offer(word.Length > 0 ? [word] : null);
        return best;
    }

    /// <summary>Reads a letter, or anything else with what it needs.</summary>
    private (char? Letter, List<string>? Words) Element()
    {
        switch (pattern[at])
        {
            case '\\':
                at += 2;
                unknown |= char.IsAsciiLetterOrDigit(pattern[at - 1]) && !Escapes.Contains(pattern[at - 1], StringComparison.Ordinal);
                return (char.IsAsciiLetterOrDigit(pattern[at - 1]) ? null : pattern[at - 1], null);
            case '[':
                at = PatternStart.ClassEnd(pattern, at) + 1;
                return (null, null);
            case '(':
                var inside = PatternStart.Inside(pattern, at);
                at = inside > 0 ? inside : at + 1 + pattern.AsSpan(at + 1).IndexOfAnyExcept("?<=!");
                var words = Choice();
                at++;
                return (null, inside > 0 ? words : null);
            case '.' or '^' or '$':
                at++;
                return (null, null);
            default:
                return (pattern[at++], null);
        }
    }

    /// <summary>Whether it says here how often the element before may stand there; else a brace is a letter.</summary>
    private bool IsCount() =>
        pattern[at] == '{' && pattern.IndexOf('}', at) is var end and > 0
        && pattern[(at + 1)..end].All(c => char.IsAsciiDigit(c) || c == ',');

    private void Quantifier()
    {
        if (at == pattern.Length || (pattern[at] is not ('?' or '*' or '+') && !IsCount()))
        {
            return;
        }

        at = pattern[at] == '{' ? pattern.IndexOf('}', at) + 1 : at + 1;
        at += at < pattern.Length && pattern[at] == '?' ? 1 : 0; // As few as can be.
    }
}
