namespace NetBatch.Lab.Cli;

/// <summary>How a line fits a command tree.</summary>
internal enum MatchKind
{
    /// <summary>It is a command.</summary>
    Command,
    /// <summary>A word is the beginning of several keywords.</summary>
    Ambiguous,
    /// <summary>A word is no keyword here.</summary>
    Invalid,
    /// <summary>Words are missing.</summary>
    Incomplete,
}

/// <summary>What became of a line.</summary>
/// <param name="Kind">How it fits.</param>
/// <param name="Position">Where the word stands that does not fit, in characters from the line's start.</param>
/// <param name="Canonical">The command with its keywords written out.</param>
/// <param name="Arguments">The words that were no keywords.</param>
/// <param name="Run">What the command does.</param>
internal sealed record CommandMatch<TShell>(MatchKind Kind, int Position, string Canonical, IReadOnlyList<string> Arguments,
    Action<TShell, IReadOnlyList<string>>? Run);

/// <summary>
/// The commands of a mode. A pattern is made of keywords, which may be abbreviated, of <c>&lt;word&gt;</c> for any one word and of
/// <c>[rest]</c> for the rest of the line, possibly empty.
/// </summary>
internal sealed class CommandTree<TShell>
{
    private readonly Node root = new();

    /// <summary>Adds a command that needs a privilege (1 or 15).</summary>
    public CommandTree<TShell> Add(string pattern, Action<TShell, IReadOnlyList<string>> run, int privilege = 1)
    {
        var node = root;
        foreach (var word in pattern.Split(' '))
        {
            if (word[0] == '[')
            {
                node.Rest = true;
                break;
            }

            if (word[0] == '<')
            {
                node = node.Any ??= new Node();
            }
            else
            {
                if (!node.Keywords.TryGetValue(word, out var next))
                {
                    node.Keywords[word] = next = new Node();
                }

                node = next;
            }

            node.Privilege = Math.Min(node.Privilege, privilege);
        }

        node.Run = run;
        return this;
    }

    /// <summary>Finds the command that a line means.</summary>
    public CommandMatch<TShell> Find(string line, int privilege)
    {
        var node = root;
        var canonical = new List<string>();
        var arguments = new List<string>();
        var words = Words.Split(line);
        for (var i = 0; i < words.Count; i++)
        {
            var (word, position) = words[i];
            var candidates = node.Keywords.Where(entry =>
                entry.Value.Privilege <= privilege && entry.Key.StartsWith(word, StringComparison.OrdinalIgnoreCase)).ToList();
            var exact = candidates.FindIndex(entry => string.Equals(entry.Key, word, StringComparison.OrdinalIgnoreCase));
            if (exact >= 0 || candidates.Count == 1)
            {
                var (keyword, next) = candidates[Math.Max(exact, 0)];
                canonical.Add(keyword);
                node = next;
            }
            else if (node.Any is { } any && any.Privilege <= privilege)
            {
                canonical.Add(word);
                arguments.Add(word);
                node = any;
            }
            else if (node.Rest)
            {
                arguments.Add(line[position..].TrimEnd());
                canonical.Add(arguments[^1]);
                break;
            }
            else
            {
                var kind = candidates.Count > 1 ? MatchKind.Ambiguous : MatchKind.Invalid;
                return new(kind, position, string.Join(' ', canonical), arguments, null);
            }
        }

        return node.Run is null
            ? new(MatchKind.Incomplete, line.TrimEnd().Length, string.Join(' ', canonical), arguments, null)
            : new(MatchKind.Command, 0, string.Join(' ', canonical), arguments, node.Run);
    }

    /// <summary>The keywords that may stand at the end of a line, for <c>?</c>.</summary>
    public IReadOnlyList<string> Help(string line, int privilege)
    {
        var words = Words.Split(line);
        var open = line.Length > 0 && line[^1] != ' ';
        var node = root;
        foreach (var (word, _) in open ? words.SkipLast(1) : words)
        {
            var next = node.Keywords.FirstOrDefault(entry => entry.Key.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Value
                ?? node.Any;
            if (next is null)
            {
                return [];
            }

            node = next;
        }

        var begin = open ? words[^1].Word : "";
        return [.. node.Keywords.Where(entry =>
            entry.Value.Privilege <= privilege && entry.Key.StartsWith(begin, StringComparison.OrdinalIgnoreCase))
            .Select(entry => entry.Key)];
    }

    private sealed class Node
    {
        public SortedDictionary<string, Node> Keywords { get; } = new(StringComparer.OrdinalIgnoreCase);

        public Node? Any { get; set; }

        public bool Rest { get; set; }

        public int Privilege { get; set; } = 15;

        public Action<TShell, IReadOnlyList<string>>? Run { get; set; }
    }
}

/// <summary>The words of a line.</summary>
internal static class Words
{
    /// <summary>Splits at spaces; quotes hold words together and stay. Gives each word's place.</summary>
    public static List<(string Word, int Position)> Split(string line)
    {
        var words = new List<(string, int)>();
        var i = 0;
        while (i < line.Length)
        {
            if (line[i] is ' ' or '\t')
            {
                i++;
                continue;
            }

            var start = i;
            var quoted = false;
            while (i < line.Length && (quoted || line[i] is not (' ' or '\t')))
            {
                quoted ^= line[i] == '"';
                i++;
            }

            words.Add((line[start..i], start));
        }

        return words;
    }
}
