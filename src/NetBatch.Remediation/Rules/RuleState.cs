namespace NetBatch.Remediation;

/// <summary>
/// The rules that may speak of the children of one section. Made while walking down a config and kept by what
/// matched, so that ten thousand interfaces share one state. Belongs to one walk and one thread.
/// </summary>
internal sealed class RuleState
{
    private static readonly int Kinds = Enum.GetValues<RuleKind>().Length;

    private readonly RuleTree[] active;
    private readonly IReadOnlyList<LeafRule> anywhere;
    private readonly LetterIndex<LeafRule>?[] byKind = new LetterIndex<LeafRule>[Kinds];
    private readonly LetterIndex<(LineRule Rule, RuleTree Next)> edges;
    private readonly List<RuleState> known = [];
    private readonly Dictionary<LeafRule, bool> negatedByRule = [];
    private readonly Dictionary<string, RuleState> entered = new(StringComparer.Ordinal);

    private RuleState(RuleTree[] active, IReadOnlyList<LeafRule> anywhere)
    {
        this.active = active;
        this.anywhere = anywhere;
        edges = new([.. active.SelectMany(tree => tree.Edges)], edge => edge.Rule);
    }

    public static RuleState Root(ConfigRules rules) => new([rules.Lineages], rules.Anywhere);

    /// <summary>The state inside the section with this header.</summary>
    public RuleState Enter(string header)
    {
        if (!entered.TryGetValue(header, out var state))
        {
            entered.Add(header, state = Inside(header));
        }

        return state;
    }

    private RuleState Inside(string header)
    {
        var next = new List<RuleTree>();
        foreach (var (rule, inner) in edges.For(header))
        {
            if (rule.IsMatch(header))
            {
                next.Add(inner);
            }
        }

        foreach (var state in known)
        {
            if (state.active.AsSpan().SequenceEqual(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(next)))
            {
                return state;
            }
        }

        var made = new RuleState([.. next], anywhere);
        known.Add(made);
        return made;
    }

    /// <summary>The rules of a kind for children of this section, in the order of the platform file.</summary>
    public LeafRule[] Of(RuleKind kind) => Index(kind).All;

    /// <summary>Those of them that may match the line.</summary>
    public LeafRule[] Of(RuleKind kind, string text) => Index(kind).For(text);

    /// <summary>The first rule of a kind that matches the line.</summary>
    public LeafRule? First(RuleKind kind, string text)
    {
        foreach (var rule in Of(kind, text))
        {
            if (rule.Last.IsMatch(text))
            {
                return rule;
            }
        }

        return null;
    }

    /// <summary>Whether a line that a rule speaks of may be negated, or one that a rule of these kinds speaks of.</summary>
    public bool MayBeNegatedByRule(LeafRule rule, RuleKind[] kinds, string negation)
    {
        if (!negatedByRule.TryGetValue(rule, out var may))
        {
            may = PatternStart.MayShare(rule.Last.Beginnings, [negation])
                || Array.Exists(kinds, kind => Array.Exists(Of(kind), other =>
                    PatternStart.MayShare(rule.Last.Beginnings, other.Last.Beginnings)));
            negatedByRule.Add(rule, may);
        }

        return may;
    }

    private LetterIndex<LeafRule> Index(RuleKind kind) => byKind[(int)kind] ??= new(
        [.. active.SelectMany(t => t.Leaves).Concat(anywhere).Where(r => r.Kind == kind).OrderBy(r => r.Position)], rule => rule.Last);
}
