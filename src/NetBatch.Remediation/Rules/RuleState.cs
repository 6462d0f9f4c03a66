namespace NetBatch.Remediation;

/// <summary>
/// The rules that may speak of the children of one section. Made while walking down a config and kept by what
/// matched, so that ten thousand interfaces share one state. Belongs to one walk and one thread.
/// </summary>
internal sealed class RuleState
{
    private readonly RuleTree[] active;
    private readonly IReadOnlyList<LeafRule> anywhere;
    private readonly LeafRule[]?[] byKind = new LeafRule[Enum.GetValues<RuleKind>().Length][];
    private readonly List<RuleState> known = [];
    private readonly Dictionary<string, RuleState> entered = new(StringComparer.Ordinal);

    private RuleState(RuleTree[] active, IReadOnlyList<LeafRule> anywhere)
    {
        this.active = active;
        this.anywhere = anywhere;
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
        foreach (var tree in active)
        {
            foreach (var (rule, inner) in tree.Edges)
            {
                if (rule.IsMatch(header))
                {
                    next.Add(inner);
                }
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
    public LeafRule[] Of(RuleKind kind) => byKind[(int)kind] ??= Collect(kind);

    /// <summary>The first rule of a kind that matches the line.</summary>
    public LeafRule? First(RuleKind kind, string text)
    {
        foreach (var rule in Of(kind))
        {
            if (rule.Last.IsMatch(text))
            {
                return rule;
            }
        }

        return null;
    }

    private LeafRule[] Collect(RuleKind kind) =>
        [.. active.SelectMany(t => t.Leaves).Concat(anywhere).Where(r => r.Kind == kind).OrderBy(r => r.Position)];
}
