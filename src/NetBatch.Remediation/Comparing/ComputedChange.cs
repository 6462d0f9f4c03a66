namespace NetBatch.Remediation;

/// <summary>What turns one config into another.</summary>
public sealed class ComputedChange
{
    private readonly Lazy<ConfigTree> back;

    private readonly ComputedChange? whole;

    internal ComputedChange(ConfigTree from, ConfigTree to, ConfigTree change, ChangeSummary summary, ComputedChange? whole = null)
    {
        (From, To, Change, Summary, this.whole) = (from, to, change, summary, whole);
        back = new(() => ConfigEngine.Rollback(from, to));
    }

    /// <summary>The config before, as far as it is in scope.</summary>
    public ConfigTree From { get; }

    /// <summary>The config that the change leads to.</summary>
    public ConfigTree To { get; }

    /// <summary>The lines to send, with their tags.</summary>
    public ConfigTree Change { get; }

    /// <summary>The lines that lead back; computed when they are first asked for.</summary>
    public ConfigTree Back => back.Value;

    /// <summary>What the change adds, removes and replaces; its running lines are those of the whole config.</summary>
    public ChangeSummary Summary { get; }

    /// <summary>Whether the configs agree as far as they are in scope: there is nothing to choose from.</summary>
    public bool InSync => whole?.InSync ?? Change.IsEmpty;

    /// <summary>The tags that lines have, those that were not chosen too; sorted.</summary>
    public IReadOnlyList<string> Tags =>
        whole?.Tags ?? [.. Change.Children.SelectMany(line => line.Tags).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>A part of the change, chosen by tags. What is left out is not made, so it is not taken back and does not count.</summary>
    /// <param name="include">Only lines with one of these tags; empty: all.</param>
    /// <param name="exclude">No line with one of these tags.</param>
    public ComputedChange Only(IReadOnlyCollection<string> include, IReadOnlyCollection<string> exclude)
    {
        if (include.Count + exclude.Count == 0)
        {
            return this;
        }

        var part = Tagger.Filter(Change, include, exclude);
        var to = ConfigEngine.Predict(From, part);
        return new ComputedChange(From, to, part, ConfigEngine.Summary(From, to) with { RunningLines = Summary.RunningLines },
            whole ?? this);
    }
}
