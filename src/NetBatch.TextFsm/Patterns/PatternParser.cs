using System.Text;

namespace NetBatch.TextFsm.Patterns;

/// <summary>
/// Reads Python regular-expression syntax (the <c>re</c> module of 3.11: docs.python.org/3.11/library/re.html)
/// and refuses what that module refuses. The result is a tree; nothing is handed to .NET's own reader, whose
/// language differs (class subtraction, <c>{,n}</c>, group numbers, duplicate names, <c>\Z</c>, <c>\_</c>).
/// </summary>
internal sealed partial class PatternParser
{
    private readonly string _text;
    private readonly List<GroupInfo> _groups = [new GroupInfo(null, 0)];
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly List<(int Group, int Position)> _laterReferences = [];
    private PatternFlags _flags;
    private int _position;
    private int? _lookBehindGroups;

    private PatternParser(string text) => _text = text;

    private bool AtEnd => _position >= _text.Length;

    private char Next => _position < _text.Length ? _text[_position] : '\0';

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
            throw new PatternException("a closing parenthesis has no opening one", parser._position);
        }

        foreach (var (group, position) in parser._laterReferences)
        {
            if (group >= parser._groups.Count)
            {
                throw new PatternException($"there is no group {group}", position);
            }
        }

        var names = new List<(string, int)>();
        for (var i = 1; i < parser._groups.Count; i++)
        {
            if (parser._groups[i].Name is { } name)
            {
                names.Add((name, i));
            }
        }

        return (root, parser._groups.Count - 1, names);
    }

    private bool Take(char c)
    {
        if (AtEnd || _text[_position] != c)
        {
            return false;
        }

        _position++;
        return true;
    }

    private int TakeCodePoint()
    {
        if (Rune.TryGetRuneAt(_text, _position, out var rune))
        {
            _position += rune.Utf16SequenceLength;
            return rune.Value;
        }

        return _text[_position++];
    }

    private PatternNode ReadAlternation(int depth)
    {
        // Python recurses here too and gives up at its own recursion limit; ours keeps the process alive.
        if (depth > 200)
        {
            throw new PatternException("groups are nested more than 200 deep", _position);
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
            if ((_flags & PatternFlags.Verbose) != 0 && SkipVerbose(c))
            {
                continue;
            }

            var start = _position;
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
                    _position++;
                    items.Add((_flags & PatternFlags.DotAll) != 0 ? new SetNode(CharSet.Anything) : CommonNodes.AnyButNewline);
                    break;
                case '(':
                    if (ReadGroup(depth, mayBeFirst && items.Count == 0) is { } group)
                    {
                        items.Add(group);
                    }

                    break;
                case '^':
                    _position++;
                    items.Add(new AnchorNode((_flags & PatternFlags.MultiLine) != 0 ? Anchor.LineStart : Anchor.Start, false));
                    break;
                case '$':
                    _position++;
                    items.Add(new AnchorNode((_flags & PatternFlags.MultiLine) != 0 ? Anchor.LineEnd : Anchor.End, false));
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
            _position++;
            return true;
        }

        if (c != '#')
        {
            return false;
        }

        var end = _text.IndexOf('\n', _position);
        _position = end < 0 ? _text.Length : end + 1;
        return true;
    }

    private PatternNode Literal(int codePoint)
    {
        if ((_flags & PatternFlags.IgnoreCase) == 0)
        {
            return CommonNodes.Literal(codePoint);
        }

        return new SetNode(NewSet([CharSetItem.Range(codePoint, codePoint)], negated: false));
    }

    private CharSet NewSet(CharSetItem[] items, bool negated) => new(
        items, negated, (_flags & PatternFlags.IgnoreCase) != 0, (_flags & PatternFlags.Ascii) != 0);

    private sealed record GroupInfo(string? Name, int Number)
    {
        public bool Closed { get; set; }

        public PatternNode? Body { get; set; }
    }
}
