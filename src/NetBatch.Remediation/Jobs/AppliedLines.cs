namespace NetBatch.Remediation.Jobs;

/// <summary>Which lines of a change a config has, and which it lacks.</summary>
/// <param name="There">Lines that are in effect: sending them would change nothing.</param>
/// <param name="Missing">Lines that would have to be sent yet.</param>
/// <param name="Other">Lines that lead to the goal and are not of the change: the config has moved elsewhere besides.</param>
internal sealed record AppliedLines(IReadOnlyList<string> There, IReadOnlyList<string> Missing, IReadOnlyList<string> Other)
{
    /// <summary>Compares the lines of a change with those that remain to be done.</summary>
    public static AppliedLines Of(ConfigTree change, ConfigTree remaining)
    {
        var lines = Leaves(change);
        var left = Leaves(remaining);
        return new AppliedLines([.. lines.Except(left)], [.. lines.Intersect(left)], [.. left.Except(lines)]);
    }

    /// <summary>What a config has of the lines that were sent to another one, whatever it has besides.</summary>
    public static AppliedLines In(ConfigTree running, ConfigTree before, ConfigTree lines)
    {
        var made = ConfigEngine.Predict(before, lines);
        return Of(ConfigEngine.Remediation(before, made), ConfigEngine.Remediation(running, made));
    }

    // A section's own line is in the config as long as anything is below it: only what stands at the end of a path tells.
    private static List<string> Leaves(ConfigTree tree) =>
        [.. tree.AllLines().Where(line => line.Children.Count == 0)
            .Select(line => string.Join(" > ", line.Path.Select(text => text.Trim())))];
}
