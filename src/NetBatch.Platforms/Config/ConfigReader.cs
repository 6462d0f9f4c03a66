using YamlDotNet.RepresentationModel;

namespace NetBatch.Platforms;

/// <summary>
/// Reads the section <c>config</c>. Its lists join those of the platform that is extended: own rules are asked first, and own
/// weights last, because of rules the first match wins and of weights the last.
/// </summary>
internal sealed class ConfigReader
{
    private readonly Fields fields;
    private readonly RuleTree lineages = new();
    private readonly List<LeafRule> anywhere = [];
    private readonly HashSet<string> closers = new(StringComparer.Ordinal);
    private int position;

    private ConfigReader(Fields fields) => this.fields = fields;

    /// <summary>The steps after reading that a file may ask for.</summary>
    public static IReadOnlyList<string> Normalisers { get; } =
    [
        "drop_ipv4_acl_remarks", "number_ipv4_acl", "procurve_device_profile", "procurve_port_access", "procurve_vlan_ports",
        "number_acl", "routeros_members", "split_interface_ranges", "split_vlans", "strip_ipv6_acl_sequence",
    ];

    /// <summary>Reads the section.</summary>
    /// <param name="name">The platform's name.</param>
    /// <param name="fields">The section.</param>
    public static ConfigRules Read(string name, Fields fields) => new ConfigReader(fields).Read(name);

    private ConfigRules Read(string name)
    {
        foreach (var (key, kind) in RuleKinds.Keys)
        {
            foreach (var item in Joined(key, ownFirst: kind != RuleKind.Order))
            {
                Add(item, kind);
            }
        }

        var exit = fields.Text("exit") ?? "exit";
        var rules = new ConfigRules(name)
        {
            Syntax = fields.Choice("syntax", ConfigSyntax.Indented),
            Negation = fields.Text("negation") ?? "no ",
            Declaration = fields.Text("declaration") ?? "",
            Exit = exit,
            EndMarkers = fields.Find("end_markers")?.Texts() ?? [],
            ComparesOnly = fields.Flag("compares_only"),
            BannerLines = fields.Flag("banner_lines"),
            CommentPrefix = fields.Text("comment") ?? "",
            Lineages = lineages,
            Anywhere = anywhere,
            Ignored = [.. Joined("ignore", ownFirst: false).Select(Ignore)],
            LineSubstitutions = [.. Joined("substitute", ownFirst: false).Select(Substitute)],
            TextSubstitutions = [.. Joined("substitute_text", ownFirst: false).Select(Substitute)],
            Indents = [.. Joined("indent", ownFirst: false).Select(Indent)],
            Texts = [.. Joined("texts", ownFirst: true).Select(Text)],
            Questions = [.. Joined("questions", ownFirst: true).Select(Question)],
            Secrets = [.. Joined("secrets", ownFirst: true).Select(Secret)],
            Normalisers = [.. Joined("normalise", ownFirst: false).Select(Normalise).Distinct(StringComparer.Ordinal)],
            Management = [.. Joined("management", ownFirst: false).Select(Manage)],
            CloserTexts = new HashSet<string>(closers, StringComparer.Ordinal) { exit },
        };
        fields.Done();
        return rules;
    }

    private IEnumerable<YamlValue> Joined(string key, bool ownFirst)
    {
        var lists = fields.All(key).Select(value => value.Items());
        return (ownFirst ? lists : lists.Reverse()).SelectMany(items => items);
    }

    private static IgnoreRule Ignore(YamlValue item)
    {
        var inner = item.Map();
        var rule = new IgnoreRule(MatchReader.Rule(inner), inner.Find("indent")?.Number(0, 255), inner.Flag("keep_sections"));
        inner.Done();
        return rule;
    }

    private static SubstituteRule Substitute(YamlValue item)
    {
        var inner = item.Map();
        var replace = LinePatterns.Replacement(inner.Text("replace") ?? "");
        var rule = new SubstituteRule(MatchReader.Pattern(inner, "search"), replace, inner.Text("needs"));
        inner.Done();
        return rule;
    }

    private static IndentRule Indent(YamlValue item)
    {
        var inner = item.Map();
        var rule = new IndentRule(MatchReader.Pattern(inner, "start"), MatchReader.Pattern(inner, "end"));
        inner.Done();
        return rule;
    }

    private static TextRule Text(YamlValue item)
    {
        var inner = item.Map();
        var rule = new TextRule(inner.Required("startswith"), MatchReader.Pattern(inner, "open"));
        inner.Done();
        return rule.Open.GetGroupNames().Contains("mark", StringComparer.Ordinal)
            ? rule
            : throw item.Refuse("'open' has no group 'mark'", "Write what ends the text as (?<mark>...).");
    }

    private static SecretRule Secret(YamlValue item)
    {
        var inner = item.Map();
        var rule = new SecretRule(MatchReader.Pattern(inner, "clear"), MatchReader.Pattern(inner, "hidden"));
        inner.Done();
        return rule;
    }

    private static QuestionRule Question(YamlValue item)
    {
        var inner = item.Map();
        var expect = MatchReader.Pattern(inner, "expect").ToString();
        var rule = new QuestionRule(MatchReader.Pattern(inner, "line"), expect, inner.Text("answer") ?? "");
        inner.Done();
        return rule;
    }

    private static string Normalise(YamlValue item) => Normalisers.Contains(item.Text(), StringComparer.Ordinal)
        ? item.Text()
        : throw item.Refuse($"there is no normaliser '{item.Text()}'", $"Known are: {string.Join(", ", Normalisers)}.");

    private static ManagementRule Manage(YamlValue item)
    {
        var inner = item.Map();
        var rule = new ManagementRule(inner.Required("what"), MatchReader.Lineage(inner).Rules);
        inner.Done();
        return rule;
    }

    private void Add(YamlValue item, RuleKind kind)
    {
        var inner = item.Node is YamlSequenceNode ? null : item.Map(form: "rule");
        var (deep, rules) = inner is null ? MatchReader.Lineage(item) : MatchReader.Lineage(inner);
        var leaf = new LeafRule
        {
            Kind = kind,
            Position = position++,
            Last = rules[^1],
            Text = inner?.Text(kind is RuleKind.NegateReplace or RuleKind.Spelling ? "replace" : "use") ?? "",
            Search = inner is null ? null : MatchReader.OptionalPattern(inner, "search"),
            Weight = inner?.Number("weight", 10_000, least: -10_000) ?? 0,
            Words = inner?.Number("words", 100) ?? 0,
            AnyCounterpart = inner?.Flag("any_counterpart") ?? false,
            Founder = inner is null ? null : MatchReader.OptionalPattern(inner, "founder"),
            Lines = inner?.Text("lines") ?? "",
            By = inner?.Choice("by", OrderMeans.Number) ?? OrderMeans.Number,
            Remove = inner?.Text("remove") ?? "",
            Resequence = inner?.Text("resequence") ?? "",
            Mark = inner?.Text("mark") ?? "",
            Renumber = inner is null ? null : MatchReader.OptionalPattern(inner, "renumber"),
            Flag = inner?.Flag(FlagKey(kind)) ?? false,
        };
        inner?.Done();
        Check(leaf, item);
        if (kind == RuleKind.Closer)
        {
            closers.Add(leaf.Text);
        }

        if (deep)
        {
            anywhere.Add(leaf);
        }
        else
        {
            lineages.Add(rules[..^1], leaf);
        }
    }

    private static string FlagKey(RuleKind kind) => kind switch
    {
        RuleKind.Closer => "header_level",
        RuleKind.Ordered => "once",
        RuleKind.ValueList => "overwrites",
        RuleKind.Idempotent => "lasting",
        RuleKind.Duplicates => "counted",
        RuleKind.Effect or RuleKind.Reference => "again",
        RuleKind.Spelling => "free",
        _ => "negate",
    };

    private static void Check(LeafRule leaf, YamlValue item)
    {
        var (key, remedy) = leaf.Kind switch
        {
            RuleKind.NegateWith when leaf.Text.Length == 0 => ("use", "Give the line that is sent instead of a negation."),
            RuleKind.NegateReplace when leaf.Search is null => ("search", "Give the expression that is replaced in the negated line."),
            RuleKind.Order when leaf.Weight == 0 => ("weight", "Give a whole number: negative rises, positive sinks."),
            RuleKind.NamedObject or RuleKind.Reference or RuleKind.Range or RuleKind.Once or RuleKind.Unique when leaf.Search is null =>
                ("search", "Give an expression whose first group is the name; of a range the groups head, first and last."),
            RuleKind.Spelling when leaf.Search is null => ("search", "Give the expression of what may be spelled otherwise."),
            RuleKind.Effect when leaf.Lines.Length == 0 => ("lines", "Give an expression of the lines that it takes away."),
            RuleKind.ValueList when leaf.Search is null || leaf.Text.Length == 0 || leaf.Remove.Length == 0 =>
                ("search, use or remove", "Give the expression of the list, and what adds and what removes items, with {} for them."),
            RuleKind.Ordered when leaf.Search is null || leaf.Text.Length == 0 =>
                ("search or use", "Give the expression of an item, and how it is put in its place."),
            _ => (null, ""),
        };
        if (key is not null)
        {
            throw item.Refuse($"'{key}' is missing", remedy);
        }
    }
}
