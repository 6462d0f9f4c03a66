namespace NetBatch.Remediation;

/// <summary>What the session that would send a change depends on.</summary>
/// <param name="Addresses">The device's addresses that the session may be connected to; empty: not known.</param>
/// <param name="User">The name it logged in with; null: not known.</param>
public sealed record ManagementSession(IReadOnlyList<string> Addresses, string? User);

/// <summary>
/// Finds lines of a remediation that touch what its own session uses: the interfaces with the session's addresses,
/// the interface's VRF, the user, AAA and the terminal lines. Cautious: what may touch it, counts.
/// </summary>
public static class ManagementPath
{
    /// <summary>The lines that touch the session's path, each with what it touches.</summary>
    /// <param name="remediation">The change.</param>
    /// <param name="running">The config it is made for; it tells which interfaces have the addresses.</param>
    /// <param name="session">The session.</param>
    public static IReadOnlyList<GuardFinding> Touched(ConfigTree remediation, ConfigTree running, ManagementSession session)
    {
        var platform = remediation.Platform;
        var own = ManagementSections.Of(running, session.Addresses);
        var findings = new List<GuardFinding>();
        foreach (var node in remediation.AllLines())
        {
            var what = Rule(node, platform, session) ?? own.Touches(node, platform);
            if (what is not null && node.Count == 0)
            {
                var path = string.Join(" > ", node.Path.Select(SecretRedactor.Redact));
                findings.Add(new GuardFinding("ManagementPath", 0,
                    $"'{path}' touches the {what} that this session uses; allow it by name, or leave it out"));
            }
        }

        return findings;
    }

    /// <summary>Whether the running config tells on which interface the session comes in.</summary>
    public static bool IsKnown(ConfigTree running, ManagementSession session) =>
        ManagementSections.Of(running, session.Addresses).HasInterface;

    private static string? Rule(ConfigNode node, ConfigRules platform, ManagementSession session)
    {
        var path = node.Path;
        foreach (var rule in platform.Management)
        {
            if (path.Count < rule.Lineage.Count)
            {
                continue;
            }

            var all = true;
            for (var i = 0; i < rule.Lineage.Count && all; i++)
            {
                all = rule.Lineage[i].IsMatch(path[i]) || rule.Lineage[i].IsMatch(Negator.Plain(path[i], platform));
            }

            if (all && (rule.What != "user" || session.User is null || path.Any(p => Words.Has(p, session.User)) || !NamesSomeone(path)))
            {
                return rule.What;
            }
        }

        return null;
    }

    /// <summary>A line such as "username bob" is about one user; "enable secret" is about everyone.</summary>
    private static bool NamesSomeone(IReadOnlyList<string> path) =>
        path.Any(p => p.Contains("user", StringComparison.Ordinal) || p.Contains("edit ", StringComparison.Ordinal));
}
