namespace NetBatch.Platforms;

/// <summary>All rules with a lineage, shared by their first lines, so that a section is matched once and not once a rule.</summary>
public sealed class RuleTree
{
    private readonly List<(LineRule Rule, RuleTree Next)> edges = [];
    private readonly List<LeafRule> leaves = [];

    /// <summary>The tests on a line at this level, and the rules below it.</summary>
    public IReadOnlyList<(LineRule Rule, RuleTree Next)> Edges => edges;

    /// <summary>The rules of lines at this level.</summary>
    public IReadOnlyList<LeafRule> Leaves => leaves;

    /// <summary>Adds a rule below the lines with these tests.</summary>
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
