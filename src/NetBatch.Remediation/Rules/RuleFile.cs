namespace NetBatch.Remediation;

/// <summary>What one rule file says, before the file that it extends is joined to it.</summary>
internal sealed class RuleFile
{
    public required string Source { get; init; }

    public required string Name { get; init; }

    public string? Extends { get; set; }

    public IReadOnlyList<string> Aliases { get; set; } = [];

    public ConfigSyntax? Syntax { get; set; }

    public string? Negation { get; set; }

    public string? Declaration { get; set; }

    public string? Exit { get; set; }

    public string? CommentPrefix { get; set; }

    public IReadOnlyList<string>? EndMarkers { get; set; }

    public List<IgnoreRule> Ignored { get; } = [];

    public List<SubstituteRule> LineSubstitutions { get; } = [];

    public List<SubstituteRule> TextSubstitutions { get; } = [];

    public List<IndentRule> Indents { get; } = [];

    public List<string> Normalisers { get; } = [];

    public List<ManagementRule> Management { get; } = [];

    public List<(bool Anywhere, LineRule[] Rules, LeafRule Leaf)> Rules { get; } = [];

    /// <summary>
    /// Joins this file with the one it extends. Its own rules are asked first, and its weights last, because of
    /// rules the first match wins and of weights the last.
    /// </summary>
    public PlatformRules Build(PlatformRules? below)
    {
        var files = below is null ? [this] : new List<RuleFile>([.. below.Files, this]);
        var tree = new RuleTree();
        var anywhere = new List<LeafRule>();
        for (var i = 0; i < files.Count; i++)
        {
            foreach (var (any, rules, leaf) in files[i].Rules)
            {
                var rank = leaf.Kind == RuleKind.Order ? i : files.Count - i;
                var placed = leaf.At((rank * 100_000) + leaf.Position);
                if (any)
                {
                    anywhere.Add(placed);
                }
                else
                {
                    tree.Add(rules[..^1], placed);
                }
            }
        }

        var exit = Latest(files, f => f.Exit) ?? "exit";
        return new PlatformRules(Name)
        {
            Aliases = Aliases,
            Syntax = Latest(files, f => f.Syntax) ?? ConfigSyntax.Indented,
            Negation = Latest(files, f => f.Negation) ?? "no ",
            Declaration = Latest(files, f => f.Declaration) ?? "",
            Exit = exit,
            EndMarkers = Latest(files, f => f.EndMarkers) ?? [],
            CommentPrefix = Latest(files, f => f.CommentPrefix) ?? "",
            Lineages = tree,
            Anywhere = anywhere,
            Ignored = [.. files.SelectMany(f => f.Ignored)],
            LineSubstitutions = [.. files.SelectMany(f => f.LineSubstitutions)],
            TextSubstitutions = [.. files.SelectMany(f => f.TextSubstitutions)],
            Indents = [.. files.SelectMany(f => f.Indents)],
            Normalisers = [.. files.SelectMany(f => f.Normalisers).Distinct()],
            Management = [.. files.SelectMany(f => f.Management)],
            CloserTexts = files.SelectMany(f => f.Rules).Where(r => r.Leaf.Kind == RuleKind.Closer).Select(r => r.Leaf.Text).Append(exit).ToHashSet(StringComparer.Ordinal),
            Files = files,
        };
    }

    private static T? Latest<T>(List<RuleFile> files, Func<RuleFile, T?> value) =>
        files.Select(value).LastOrDefault(v => v is not null);
}
