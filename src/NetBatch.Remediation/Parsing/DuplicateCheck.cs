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

    private bool Matches(ConfigNode section)
    {
        var state = root;
        var path = section.Path;
        for (var i = 0; i < path.Count - 1; i++)
        {
            state = state.Enter(path[i]);
        }

        return state.First(RuleKind.Duplicates, section.Text) is not null;
    }
}
