namespace NetBatch.TextFsm.Language;

/// <summary>A state: its rules, and for each character that a line may start with those rules that can match at all.</summary>
internal sealed class State(string name)
{
    private const int Wide = 128;
    private const int Empty = 129;
    private readonly Rule[]?[] byFirst = new Rule[130][];

    public string Name { get; } = name;

    public List<Rule> Rules { get; } = [];

    /// <summary>The rules worth trying on a line, in order. Filled as lines come; threads may race, to the same result.</summary>
    public Rule[] RulesFor(ReadOnlySpan<char> line)
    {
        var first = line.IsEmpty ? Empty : line[0] < 128 ? line[0] : Wide;
        return byFirst[first] ??= Select(line.IsEmpty ? line : line[..1]);
    }

    private Rule[] Select(ReadOnlySpan<char> first)
    {
        var rules = new List<Rule>(Rules.Count);
        foreach (var rule in Rules)
        {
            if (rule.Pattern.First.Allows(first, 0))
            {
                rules.Add(rule);
            }
        }

        return [.. rules];
    }
}
