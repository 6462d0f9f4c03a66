using NetBatch.Lab.Cli;

namespace NetBatch.Lab.Configs.Views;

/// <summary>How a line fits a view.</summary>
internal enum ViewFit
{
    /// <summary>It is a command.</summary>
    Command,
    /// <summary>A keyword that is none.</summary>
    Unknown,
    /// <summary>An argument that cannot be one.</summary>
    Wrong,
    /// <summary>Words are missing.</summary>
    Incomplete,
    /// <summary>A word is short for several.</summary>
    Ambiguous,
    /// <summary>There are more words than the command has.</summary>
    TooMany,
}

/// <summary>What a typed line means in a view.</summary>
/// <param name="Fit">How it fits.</param>
/// <param name="Position">Where it does not, in characters.</param>
internal sealed record ViewMatch(ViewFit Fit, int Position)
{
    /// <summary>The command.</summary>
    public ViewRule? Rule { get; private init; }

    /// <summary>The line in full.</summary>
    public string Line { get; private init; } = "";

    /// <summary>What names it.</summary>
    public string Key { get; private init; } = "";

    /// <summary>The arguments that name it.</summary>
    public IReadOnlyList<string> Names { get; private init; } = [];

    /// <summary>What it refers to.</summary>
    public IReadOnlyList<(string Class, string Name)> References { get; private init; } = [];

    /// <summary>The numbers of a list at its end, as typed.</summary>
    public string List { get; private init; } = "";

    private int Exact { get; init; }

    /// <summary>Finds the command of a line.</summary>
    public static ViewMatch Of(IEnumerable<(ViewRule Rule, List<ViewPart> Parts)> forms, string line, IReadOnlyList<string> ports)
    {
        var words = Words.Split(line);
        var best = new ViewMatch(ViewFit.Unknown, words.Count > 0 ? words[0].Position : 0);
        var fits = new List<ViewMatch>();
        foreach (var (rule, parts) in forms)
        {
            var match = new Walk(rule, parts, words, line, ports).Go();
            if (match.Fit == ViewFit.Command)
            {
                fits.Add(match);
            }
            else if (match.Position > best.Position
                || match.Position == best.Position && match.Fit > best.Fit && match.Fit != ViewFit.Unknown)
            {
                best = match;
            }
        }

        if (fits.Count == 0)
        {
            return best;
        }

        var first = fits.MaxBy(match => match.Exact)!;
        return fits.Exists(other => other.Exact == first.Exact && other.Key != first.Key
            && other.Rule != first.Rule && other.Exact < first.Rule!.KeyParts.Count(part => part.Word is not null))
            ? new ViewMatch(ViewFit.Ambiguous, words[0].Position) : first;
    }

    private sealed class Walk(ViewRule rule, List<ViewPart> parts, List<(string Word, int Position)> words, string line,
        IReadOnlyList<string> ports)
    {
        private readonly string?[] taken = new string?[parts.Count];
        private int deepest;
        private ViewFit why = ViewFit.Unknown;
        private int exact;

        public ViewMatch Go()
        {
            if (!Step(0, 0))
            {
                return new ViewMatch(why, deepest < words.Count ? words[deepest].Position : line.TrimEnd().Length);
            }

            var all = parts.Select((part, at) => (Part: part, Text: taken[at])).Where(entry => entry.Text is not null).ToList();
            return new ViewMatch(ViewFit.Command, 0)
            {
                Rule = rule,
                Line = string.Join(' ', all.Select(entry => entry.Text)),
                Key = string.Join(' ', all.Where(entry => entry.Part.Names && entry.Part.Group == 0).Select(entry => entry.Text)),
                Names = [.. all.Where(entry => entry.Part is { Word: null, Names: true }).Select(entry => entry.Text!)],
                References = [.. all.Where(entry => entry.Part.Class is not null).Select(entry => (entry.Part.Class!, entry.Text!))],
                List = all.Count > 0 && all[^1].Part.Type == "list" ? all[^1].Text! : "",
                Exact = exact,
            };
        }

        private bool Step(int part, int word)
        {
            if (part == parts.Count)
            {
                return word == words.Count || Fail(word, ViewFit.TooMany);
            }

            if (parts[part].Group is var group and > 0 && (part == 0 || parts[part - 1].Group != group))
            {
                // An optional group: with it, or past it.
                var behind = part;
                while (behind < parts.Count && parts[behind].Group == group)
                {
                    behind++;
                }

                return word < words.Count && Take(part, word) || Skip(part, behind, word);
            }

            return Take(part, word);
        }

        private bool Skip(int part, int behind, int word)
        {
            Array.Clear(taken, part, behind - part);
            return Step(behind, word);
        }

        private bool Take(int part, int word)
        {
            if (word == words.Count)
            {
                return Fail(word, ViewFit.Incomplete);
            }

            var typed = words[word].Word;
            if (parts[part].Word is { } keyword)
            {
                var whole = string.Equals(typed, keyword, StringComparison.OrdinalIgnoreCase);
                if (!whole && !keyword.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                {
                    return Fail(word, ViewFit.Unknown);
                }

                taken[part] = keyword;
                exact += whole ? 1 : 0;
                if (Step(part + 1, word + 1))
                {
                    return true;
                }

                exact -= whole ? 1 : 0;
                return false;
            }

            if (parts[part].Type is "~" or "list")
            {
                var rest = line[words[word].Position..].TrimEnd();
                if (parts[part].Type == "list" && !words.Skip(word).All(one => parts[part].Value(one.Word, ports) is not null))
                {
                    return Fail(word, ViewFit.Wrong);
                }

                taken[part] = rest;
                return Step(part + 1, words.Count);
            }

            // An interface may be typed in two words.
            if (parts[part].Type == "port" && word + 1 < words.Count && char.IsAsciiDigit(words[word + 1].Word[0])
                && parts[part].Value(typed + words[word + 1].Word, ports) is { } port)
            {
                taken[part] = port;
                return Step(part + 1, word + 2);
            }

            if (parts[part].Value(typed, ports) is not { } value)
            {
                return Fail(word, ViewFit.Wrong);
            }

            taken[part] = value;
            return Step(part + 1, word + 1);
        }

        private bool Fail(int word, ViewFit fit)
        {
            if (word >= deepest)
            {
                deepest = word;
                why = fit;
            }

            return false;
        }
    }
}
