namespace NetBatch.Remediation;

/// <summary>Tells whether a section may hold the same line twice. Asked only when it does, so nothing is kept.</summary>
internal sealed class DuplicateCheck(ConfigRules platform)
{
    private readonly RuleState root = RuleState.Root(platform);
    private ConfigNode? known;
    private bool allowed;

    public bool Allowed(ConfigNode section)
    {
        if (!ReferenceEquals(known, section))
        {
            known = section;
            allowed = !section.IsRoot && Matches(section);
        }

        return allowed;
    }

    /// <summary>Whether a line that stands in a section already is the same section, of which another part follows.</summary>
    public bool Joined(ConfigNode section, string text) =>
        Inside(section.IsRoot ? [] : section.Path).First(RuleKind.Joined, text) is not null;

    private bool Matches(ConfigNode section) =>
        Inside(section.Path.SkipLast(1)).First(RuleKind.Duplicates, section.Text) is not null;

    private RuleState Inside(IEnumerable<string> path) => path.Aggregate(root, (state, header) => state.Enter(header));
}
