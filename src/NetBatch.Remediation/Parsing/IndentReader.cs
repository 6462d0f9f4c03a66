namespace NetBatch.Remediation;

/// <summary>
/// Builds the tree from indentation. Only more or less than the line before counts, so one, two, three or four
/// blanks a level are as good as a mixture.
/// </summary>
internal sealed class IndentReader(ConfigTree tree, bool commands = false)
{
    private readonly ConfigRules rules = tree.Platform;
    private readonly LineCleaner cleaner = new(tree.Platform);
    private readonly DuplicateCheck duplicates = new(tree.Platform);
    private readonly Queue<IndentRule> shifts = new();
    private readonly List<string> comments = [];
    private readonly List<ConfigNode> negated = [];

    /// <summary>The open sections above the last line, each with its leading blanks, adjusted.</summary>
    private readonly Stack<(ConfigNode Section, int Indent)> open = new([(tree.Root, -1)]);

    /// <summary>What a line begins with that may begin a text of several lines.</summary>
    private readonly string textLetters = string.Concat(tree.Platform.Texts.Select(rule => rule.Start.Length > 0 ? rule.Start[..1] : ""));
    private readonly bool anyText = tree.Platform.Texts.Any(rule => rule.Start.Length == 0);
    private ConfigNode latest = tree.Root;
    private int latestIndent = -1;

    public void Read(List<TextLine> lines)
    {
        var banners = new BannerReader(lines);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (!line.Raw && !rules.BannerLines && BannerReader.Opens(line.Span))
            {
                var (text, last) = banners.Read(i);
                CloseTo(0);
                latest = Add(text, line.Number);
                latestIndent = 0;
                i = last;
                continue;
            }

            if (!line.Raw && MayBeginText(line.Span) && TextValue.Mark(line.Span.TrimStart(), rules) is { } mark)
            {
                var (text, last) = banners.ReadTo(i, mark);
                Place(text, SourceText.Indent(line.Span), line.Number);
                i = last;
                continue;
            }

            ReadLine(lines, i);
        }

        RefuseOpposites();
    }

    private void ReadLine(List<TextLine> lines, int i)
    {
        var line = lines[i];
        int indent;
        string? text;
        if (line.Raw)
        {
            indent = SourceText.Indent(line.Span);
            text = line.Text[indent..];
        }
        else
        {
            text = cleaner.Clean(line.Span, out indent, lines, i);
        }

        if (text is null || IsComment(text))
        {
            return;
        }

        Place(text, indent, line.Number);
        Shift(text);
    }

    private void Place(string text, int indent, int number)
    {
        indent += shifts.Count;
        CloseTo(indent);
        if (indent > latestIndent)
        {
            open.Push((latest, latestIndent));
        }

        latest = Add(text, number);
        latestIndent = indent;
    }

    private void CloseTo(int indent)
    {
        while (indent <= open.Peek().Indent)
        {
            open.Pop();
        }
    }

    private bool MayBeginText(ReadOnlySpan<char> line)
    {
        var start = line.TrimStart();
        return anyText || (start.Length > 0 && textLetters.Contains(start[0]));
    }

    private ConfigNode Add(string text, int line)
    {
        var section = open.Peek().Section;
        // A frame of stars is the first and the last line of many a banner.
        var isBanner = rules.BannerLines && section.IsRoot && text.StartsWith("banner ", StringComparison.Ordinal);
        if (!isBanner && section.Find(text) is { } first && !duplicates.Allowed(section))
        {
            if (commands || duplicates.Joined(section, text))
            {
                return first;
            }

            throw new ConfigException(line, section.IsRoot
                ? $"'{Shown(text)}' stands here a second time (first in line {first.LineNumber}); join the two"
                : $"'{Shown(text)}' stands a second time under '{Shown(section.Text)}' (first in line {first.LineNumber}); join the two");
        }

        var node = section.Add(text, line);
        if (!commands && Negator.IsNegated(text, rules))
        {
            negated.Add(node);
        }

        foreach (var comment in comments)
        {
            node.Note(comment);
        }

        comments.Clear();
        return node;
    }

    /// <summary>A line and its negation in one section: which of them counts would depend on their order.</summary>
    private void RefuseOpposites()
    {
        var (text, plain) = ("", "");
        foreach (var line in negated)
        {
            if (!ReferenceEquals(line.Text, text))
            {
                (text, plain) = (line.Text, rules.Declaration + line.Text[rules.Negation.Length..]);
            }

            if (line.Above!.Find(plain) is { } other && !duplicates.Allowed(line.Above))
            {
                var (one, two) = other.LineNumber < line.LineNumber ? (other, line) : (line, other);
                throw new ConfigException(
                    two.LineNumber, $"'{Shown(two.Text)}' contradicts '{Shown(one.Text)}' in line {one.LineNumber}; keep the one that "
                        + $"is meant");
            }
        }
    }

    /// <summary>A comment says something of the next line and has no place in the hierarchy.</summary>
    private bool IsComment(string text)
    {
        if (rules.CommentPrefix.Length == 0 || !text.StartsWith(rules.CommentPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        var comment = text[rules.CommentPrefix.Length..].TrimStart(' ');
        if (comment.Length > 0)
        {
            comments.Add(comment);
        }

        return true;
    }

    private void Shift(string text)
    {
        foreach (var rule in rules.Indents)
        {
            if (rule.Start.IsMatch(text))
            {
                shifts.Enqueue(rule);
                break;
            }
        }

        if (shifts.Count > 0 && shifts.Peek().End.IsMatch(text))
        {
            shifts.Dequeue();
        }
    }

    private static string Shown(string text) => text.Split('\n')[0];
}
