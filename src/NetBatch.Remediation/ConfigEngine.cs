namespace NetBatch.Remediation;

/// <summary>
/// What can be computed on configs. All of it reads its arguments and changes none of them, so trees may be shared
/// between threads.
/// </summary>
public static class ConfigEngine
{
    /// <summary>The lines that turn the running config into the intended one. Empty when they agree.</summary>
    /// <exception cref="ConfigException">The configs are of different platforms, or a line cannot be taken away.</exception>
    public static ConfigTree Remediation(ConfigTree running, ConfigTree intended) => Remediator.Compute(running, intended).Delta;

    /// <summary>The lines that lead back from the intended config to the running one; computed anew, not an inverted remediation.</summary>
    /// <exception cref="ConfigException">As for <see cref="Remediation"/>.</exception>
    public static ConfigTree Rollback(ConfigTree running, ConfigTree intended) =>
        Remediator.Compute(intended, running, isShown: true).Delta;

    /// <summary>What a remediation adds, removes and changes.</summary>
    public static ChangeSummary Summary(ConfigTree running, ConfigTree intended) => Remediator.Compute(running, intended).Summary;

    /// <summary>
    /// Predicts the config after commands as the reference (hier_config 3.6) does, to compare with recorded
    /// answers: what it cannot place stays as a line, and a line and its negation undo each other.
    /// </summary>
    /// <param name="config">The config before.</param>
    /// <param name="commands">The commands, for instance a remediation.</param>
    public static ConfigTree Future(ConfigTree config, ConfigTree commands) => Predictor.Predict(config, commands, exact: false);

    /// <summary>
    /// Predicts the config after commands as the device will have it. Lines that the commands touch come first.
    /// </summary>
    /// <param name="config">The config before.</param>
    /// <param name="commands">The commands, for instance a remediation.</param>
    public static ConfigTree Predict(ConfigTree config, ConfigTree commands) => Predictor.Predict(config, commands, exact: true);

    /// <summary>Differences of two configs: <c>-</c> stands only in the first, <c>+</c> only in the second, both under their
    /// sections.</summary>
    public static IReadOnlyList<string> UnifiedDiff(ConfigTree from, ConfigTree to)
    {
        var lines = new List<string>();
        UnifiedDiffer.Compare(from.Root, to.Root, 0, lines);
        return lines;
    }

    /// <summary>All lines of several configs in one, each once.</summary>
    /// <exception cref="ConfigException">There is none, or they are of different platforms.</exception>
    public static ConfigTree Merge(IReadOnlyList<ConfigTree> configs) => Merger.Merge(configs);

    /// <summary>The lines of a config that the other lacks; negations are left out, and numbers of access list entries do not
    /// count.</summary>
    public static ConfigTree Difference(ConfigTree config, ConfigTree other) => Differ.Difference(config, other);

    /// <summary>Lines whose lineage matches: as many rules as levels, the first for the top.</summary>
    public static IEnumerable<ConfigNode> Search(ConfigTree config, IReadOnlyList<LineRule> lineage) =>
        Searcher.Find(config.Root, lineage, 0);

    /// <summary>Lines at any depth that match one rule.</summary>
    public static IEnumerable<ConfigNode> Search(ConfigTree config, LineRule rule) => config.AllLines().Where(n => rule.IsMatch(n.Text));
}
