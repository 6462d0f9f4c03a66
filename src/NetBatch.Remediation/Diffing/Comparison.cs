namespace NetBatch.Remediation;

/// <summary>How two configs differ, and what makes the one of the other.</summary>
/// <param name="From">The first, as it was compared: ranges and lists apart where the other has them otherwise.</param>
/// <param name="To">The second, likewise, and in the words of the first where it says the same.</param>
/// <param name="Delta">The lines to send.</param>
/// <param name="Summary">What they do.</param>
/// <param name="Same">Lines of both that the other lacks and that say nothing else than it: what is not printed, what cannot be
/// known.</param>
/// <param name="More">Lines that the other has as well, and less often.</param>
/// <param name="Passed">Lines that differ and for which there is no line to send.</param>
internal sealed record Comparison(ConfigTree From, ConfigTree To, ConfigTree Delta, ChangeSummary Summary,
    IReadOnlySet<ConfigNode> Same, IReadOnlySet<ConfigNode> More, IReadOnlyList<HandWork> Passed)
{
    /// <summary>What differs in meaning, under its sections.</summary>
    public IReadOnlyList<string> Lines()
    {
        var lines = new List<string>();
        UnifiedDiffer.Compare(From.Root, To.Root, 0, lines, Same, More);
        return lines;
    }
}

/// <summary>A line that differs and for which a person has to do something.</summary>
/// <param name="Line">The line.</param>
/// <param name="Reason">Why there is no line to send; without secrets.</param>
internal sealed record HandWork(ConfigNode Line, string Reason);
