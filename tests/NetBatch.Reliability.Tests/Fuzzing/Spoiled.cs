using FsCheck;
using FsCheck.Fluent;

namespace NetBatch.Reliability.Tests.Fuzzing;

/// <summary>Good texts, spoiled: pieces cut, doubled, moved, put in from others and from a list of what hurts.</summary>
internal static class Spoiled
{
    // What ends a text early, opens what is never closed, moves a terminal or a path, or is a number that no number holds.
    private static readonly string[] Pieces =
    [
        "\0", "\r", "\n", "\r\n", "\t", "\e]0;x\a", "\e[2J", "\u009b1m", "\u202e", "\u2028", "\ufeff", "\ud800", "\udc00", "é", "𝒜", "\"", "'",
        "\\", "{", "}", "[", "]", "(", ")", "{{", "}}", "${", "$", "^", "*", "+", "?", "|", ":", ";", ",", "=", "#", "&a", "*a",
        "!!python/object:x", "<<", "---", "...", "- ", "%", "~", "../../../tmp/netbatch-outside", "/tmp/netbatch-outside",
        "\\\\server\\share\\x", "CON", "null", "true", "NaN", "1e400", "-1", "0", "99999999999999999999", "2147483648", "0x", "(?<a>",
        "(a+)+$", "(?=", "[[:x:]]", "\\p{", "{0}", "%s", "\\u0000",
    ];

    /// <summary>Spoiled ones of good texts.</summary>
    public static Arbitrary<string> Of(IReadOnlyList<string> samples) => Arb.From(
        from sample in Gen.Elements(samples.ToArray())
        from edits in Gen.Choose(1, 8).SelectMany(count => Gen.ArrayOf(Edit(samples), count))
        select edits.Aggregate(sample, (text, edit) => edit(text)), Smaller);

    private static Gen<Func<string, string>> Edit(IReadOnlyList<string> samples) =>
        from kind in Gen.Choose(0, 8)
        from at in Gen.Choose(0, 1_000_000)
        from other in Gen.Choose(0, 1_000_000)
        from length in Gen.Choose(1, 40)
        from piece in Gen.Elements(Pieces)
        from sample in Gen.Elements(samples.ToArray())
        select (Func<string, string>)(text =>
        {
            var (here, there) = (Place(text, at), Place(text, other));
            return kind switch
            {
                0 => text.Remove(here, Math.Min(length, text.Length - here)),
                1 => text[..here],
                2 => text.Insert(here, Cut(text, there, length)),
                3 => text.Insert(here, Cut(sample, Place(sample, other), length)),
                // Deep, or long: once in a while.
                4 when length == 40 => text.Insert(here, string.Concat(Enumerable.Repeat(piece, 3000))),
                4 => text.Insert(here, string.Concat(Enumerable.Repeat(piece, length))),
                5 => LinesMoved(text, at, other),
                6 => text.Remove(here, Math.Min(1, text.Length - here)).Insert(here, ((char)(length * 7 % 256)).ToString()),
                _ => text.Insert(here, piece),
            };
        });

    private static string LinesMoved(string text, int from, int to)
    {
        var lines = text.Split('\n').ToList();
        var line = lines[from % lines.Count];
        lines.RemoveAt(from % lines.Count);
        lines.Insert(to % (lines.Count + 1), line);
        return string.Join('\n', lines);
    }

    /// <summary>Without each of its lines; of one line, without each half.</summary>
    private static IEnumerable<string> Smaller(string text)
    {
        var lines = text.Split('\n');
        for (var part = lines.Length / 2; part > 0; part /= 2)
        {
            for (var first = 0; first + part <= lines.Length; first += part)
            {
                yield return string.Join('\n', lines.Take(first).Concat(lines.Skip(first + part)));
            }
        }

        for (var part = text.Length / 2; part > 0 && lines.Length == 1; part /= 2)
        {
            for (var first = 0; first + part <= text.Length; first += part)
            {
                yield return text.Remove(first, part);
            }
        }
    }

    private static int Place(string text, int at) => (int)((long)at * text.Length / 1_000_000);

    private static string Cut(string text, int at, int length) => text.Substring(at, Math.Min(length, text.Length - at));
}
