namespace NetBatch.Remediation;

/// <summary>All rules with a lineage, shared by their first lines, so that a section is matched once and not once a rule.</summary>
internal sealed class RuleTree
{
    private readonly List<(LineRule Rule, RuleTree Next)> edges = [];
    private readonly List<LeafRule> leaves = [];

    public IReadOnlyList<(LineRule Rule, RuleTree Next)> Edges => edges;

    public IReadOnlyList<LeafRule> Leaves => leaves;

    public void Add(IReadOnlyList<LineRule> above, LeafRule leaf)
    {
        var at = this;
        foreach (var rule in above)
        {
            at = at.Step(rule);
        }

        at.leaves.Add(leaf);
    }

    private RuleTree Step(LineRule rule)
    {
        var name = rule.ToString();
        foreach (var (known, next) in edges)
        {
            if (known.ToString() == name)
            {
                return next;
            }
        }

        var made = new RuleTree();
        edges.Add((rule, made));
        return made;
    }
}
