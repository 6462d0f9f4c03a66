using System.Text;

namespace NetBatch.TextFsm.Patterns;

/// <summary>
/// Reads Python regular-expression syntax (the <c>re</c> module of 3.11: docs.python.org/3.11/library/re.html)
/// and refuses what that module refuses. The result is a tree; nothing is handed to .NET's own reader, whose
/// language differs (class subtraction, <c>{,n}</c>, group numbers, duplicate names, <c>\Z</c>, <c>\_</c>).
/// </summary>
internal sealed partial class PatternParser
{
    private readonly string text;
    private readonly List<GroupInfo> groups = [new GroupInfo(null, 0)];
    private readonly Dictionary<string, int> names = new(StringComparer.Ordinal);
    private readonly List<(int Group, int Position)> laterReferences = [];
    private PatternFlags flags;
    private int position;
    private int? lookBehindGroups;

    private PatternParser(string text) => this.text = text;

    private bool AtEnd => position >= text.Length;

    private char Next => position < text.Length ? text[position] : '\0';

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The pattern in Python syntax.</param>
    /// <returns>The tree, the number of groups and the names by group number, in order of their numbers.</returns>
    /// <exception cref="PatternException">Python's <c>re.compile</c> would refuse the pattern.</exception>
    public static (PatternNode Root, int GroupCount, IReadOnlyList<(string Name, int Number)> Names) Parse(string text)
    {
        var parser = new PatternParser(text);
        var root = parser.ReadAlternation(depth: 0);
        if (!parser.AtEnd)
        {
            throw new PatternException("a closing parenthesis has no opening one", parser.position);
        }

        foreach (var (group, position) in parser.laterReferences)
        {
            if (group >= parser.groups.Count)
            {
                throw new PatternException($"there is no group {group}", position);
            }
        }

        var names = new List<(string, int)>();
        for (var i = 1; i < parser.groups.Count; i++)
        {
            if (parser.groups[i].Name is { } name)
            {
                names.Add((name, i));
            }
        }

        return (root, parser.groups.Count - 1, names);
    }

    private bool Take(char c)
    {
        if (AtEnd || text[position] != c)
        {
            return false;
        }

        position++;
        return true;
    }

    private int TakeCodePoint()
    {
        if (Rune.TryGetRuneAt(text, position, out var rune))
        {
            position += rune.Utf16SequenceLength;
            return rune.Value;
        }

        return text[position++];
    }

    private PatternNode ReadAlternation(int depth)
    {
        // Python recurses here too and gives up at its own recursion limit; ours keeps the process alive.
        if (depth > 200)
        {
            throw new PatternException("groups are nested more than 200 deep", position);
        }

        List<PatternNode>? branches = null;
        var first = ReadSequence(depth, mayBeFirst: depth == 0);
        while (Take('|'))
        {
            branches ??= [first];
            branches.Add(ReadSequence(depth, mayBeFirst: false));
        }

        return branches is null ? first : new AlternationNode(branches);
    }

    private SequenceNode ReadSequence(int depth, bool mayBeFirst)
    {
        var items = new List<PatternNode>();
        while (!AtEnd && Next is not ('|' or ')'))
        {
            var c = Next;
            if ((flags & PatternFlags.Verbose) != 0 && SkipVerbose(c))
            {
                continue;
            }

            var start = position;
            switch (c)
            {
                case '\\':
                    items.Add(ReadEscape());
                    break;
                case '[':
                    items.Add(ReadSet());
                    break;
                case '*' or '+' or '?' or '{':
                    ReadRepeat(items, start);
                    break;
                case '.':
                    position++;
                    items.Add((flags & PatternFlags.DotAll) != 0 ? new SetNode(CharSet.Anything) : CommonNodes.AnyButNewline);
                    break;
                case '(':
                    if (ReadGroup(depth, mayBeFirst && items.Count == 0) is { } group)
                    {
                        items.Add(group);
                    }

                    break;
                case '^':
                    position++;
                    items.Add(new AnchorNode((flags & PatternFlags.MultiLine) != 0 ? Anchor.LineStart : Anchor.Start, false));
                    break;
                case '$':
                    position++;
                    items.Add(new AnchorNode((flags & PatternFlags.MultiLine) != 0 ? Anchor.LineEnd : Anchor.End, false));
                    break;
                default:
                    items.Add(Literal(TakeCodePoint()));
                    break;
            }
        }

        return new SequenceNode(items);
    }

    private bool SkipVerbose(char c)
    {
        if (c is ' ' or (>= '\t' and <= '\r'))
        {
            position++;
            return true;
        }

        if (c != '#')
        {
            return false;
        }

        var end = text.IndexOf('\n', position);
        position = end < 0 ? text.Length : end + 1;
        return true;
    }

    private PatternNode Literal(int codePoint)
    {
        if ((flags & PatternFlags.IgnoreCase) == 0)
        {
            return CommonNodes.Literal(codePoint);
        }

        return new SetNode(NewSet([CharSetItem.Range(codePoint, codePoint)], negated: false));
    }

    private CharSet NewSet(CharSetItem[] items, bool negated) => new(
        items, negated, (flags & PatternFlags.IgnoreCase) != 0, (flags & PatternFlags.Ascii) != 0);

    private sealed record GroupInfo(string? Name, int Number)
    {
        public bool Closed { get; set; }

        public PatternNode? Body { get; set; }
    }
}
