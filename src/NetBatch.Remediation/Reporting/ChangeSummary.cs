namespace NetBatch.Remediation;

/// <summary>What a remediation does, counted in lines of config.</summary>
/// <param name="Additions">Lines that come.</param>
/// <param name="Deletions">Lines that go, those of a removed section included.</param>
/// <param name="Changes">Lines that another value replaces.</param>
/// <param name="RunningLines">Lines of the config it starts from.</param>
public sealed record ChangeSummary(int Additions, int Deletions, int Changes, int RunningLines)
{
    /// <summary>Deletions in percent of the lines there are, 0 to 100; 0 for an empty config.</summary>
    public double DeletePercent => RunningLines == 0 ? 0 : 100.0 * Deletions / RunningLines;

    /// <summary>Whether anything is to be done.</summary>
    public bool IsEmpty => Additions == 0 && Deletions == 0 && Changes == 0;
}
