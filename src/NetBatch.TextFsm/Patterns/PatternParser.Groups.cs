using System.Globalization;

namespace NetBatch.TextFsm.Patterns;

internal sealed partial class PatternParser
{
    /// <summary>Reads what an opening parenthesis starts; null when that adds nothing (a comment, a global flag).</summary>
    private PatternNode? ReadGroup(int depth, bool mayBeGlobal)
    {
        var start = position++;
        if (!Take('?'))
        {
            return Capture(null, depth, start);
        }

        if (AtEnd)
        {
            throw new PatternException("the pattern ends after (?", position);
        }

        var c = text[position++];
        switch (c)
        {
            case 'P':
                return ReadPythonGroup(depth, start);
            case ':':
                return new GroupNode(Body(depth, start), 0);
            case '>':
                return new AtomicNode(Body(depth, start));
            case '#':
                var end = text.IndexOf(')', position);
                position = end >= 0 ? end + 1 : throw new PatternException("a comment is not closed", start);
                return null;
            case '=' or '!':
                return new LookNode(Body(depth, start), c == '!', null);
            case '<':
                return ReadLookBehind(depth, start);
            case '(':
                return ReadConditional(depth, start);
            default:
                position--;
                return ReadFlags(depth, start, mayBeGlobal);
        }
    }

    private PatternNode Body(int depth, int start)
    {
        var body = ReadAlternation(depth + 1);
        return Take(')') ? body : throw new PatternException("a parenthesis is not closed", start);
    }

    private GroupNode Capture(string? name, int depth, int start)
    {
        var number = groups.Count;
        if (name is not null && !names.TryAdd(name, number))
        {
            throw new PatternException($"the group name '{name}' is used twice", start);
        }

        var info = new GroupInfo(name, number);
        groups.Add(info);
        var body = Body(depth, start);
        info.Closed = true;
        info.Body = body;
        return new GroupNode(body, number);
    }

    private PatternNode ReadPythonGroup(int depth, int start)
    {
        if (Take('<'))
        {
            return Capture(Name('>'), depth, start);
        }

        if (!Take('='))
        {
            throw new PatternException("(?P must be followed by < or =", start);
        }

        var name = Name(')');
        return names.TryGetValue(name, out var group)
            ? Reference(group, start)
            : throw new PatternException($"there is no group named '{name}'", start);
    }

    private string UpTo(char terminator)
    {
        var end = text.IndexOf(terminator, position);
        if (end < 0 || end == position)
        {
            throw new PatternException(end < 0 ? $"a group name lacks its {terminator}" : "a group name is missing", position);
        }

        var name = text[position..end];
        position = end + 1;
        return name;
    }

    private string Name(char terminator)
    {
        var start = position;
        var name = UpTo(terminator);
        return IsIdentifier(name) ? name : throw new PatternException($"'{name}' cannot be a group name", start);
    }

    private static bool IsIdentifier(string name)
    {
        if (!(char.IsLetter(name[0]) || name[0] == '_' || char.GetUnicodeCategory(name[0]) == UnicodeCategory.LetterNumber))
        {
            return false;
        }

        return name.All(c => char.IsLetter(c) || c == '_' || char.GetUnicodeCategory(c)
            is UnicodeCategory.LetterNumber or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.ConnectorPunctuation);
    }

    private LookNode ReadLookBehind(int depth, int start)
    {
        if (AtEnd || Next is not ('=' or '!'))
        {
            throw new PatternException("(?< must be followed by = or !; a named group is written (?P<name>...)", start);
        }

        var negative = text[position++] == '!';
        var outer = lookBehindGroups;
        lookBehindGroups ??= groups.Count;
        var body = Body(depth, start);
        lookBehindGroups = outer;
        var width = WidthOf(body);
        return width.Min == width.Max
            ? new LookNode(body, negative, (int)width.Min)
            : throw new PatternException("a look-behind must have a fixed width", start);
    }

    private ConditionalNode ReadConditional(int depth, int start)
    {
        var at = position;
        var name = UpTo(')');
        int group;
        if (IsIdentifier(name))
        {
            group = names.TryGetValue(name, out var known)
                ? known
                : throw new PatternException($"there is no group named '{name}'", at);
        }
        else if (int.TryParse(name, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowLeadingSign, null,
            out group) && group > 0)
        {
            laterReferences.Add((group, at));
        }
        else
        {
            throw new PatternException($"'{name}' is neither a group name nor a group number", at);
        }

        CheckLookBehind(group, at);
        var yes = ReadSequence(depth + 1, mayBeFirst: false);
        var no = Take('|') ? ReadSequence(depth + 1, mayBeFirst: false) : new SequenceNode([]);
        if (Next == '|' && !AtEnd)
        {
            throw new PatternException("a conditional has more than two branches", position);
        }

        return Take(')')
            ? new ConditionalNode(group, yes, no)
            : throw new PatternException("a parenthesis is not closed", start);
    }

    private NodeWidth WidthOf(PatternNode node) => NodeWidth.Of(node, group => WidthOf(groups[group].Body!));
}
