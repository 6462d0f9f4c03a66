namespace NetBatch;

/// <summary>Compares what a device shows before and after a change, row by row. Safe for many threads.</summary>
public interface IStateCheck
{
    /// <summary>Why an output cannot be compared, as one sentence; null: it can.</summary>
    /// <param name="platform">The device's platform.</param>
    /// <param name="command">The command that was sent.</param>
    /// <param name="output">What it printed.</param>
    string? Problem(string? platform, string command, string output);

    /// <summary>
    /// Rows of the earlier output that the later one has no longer, or has with another value, each as one sentence. New rows
    /// are no loss; ages, timers and counters are not compared.
    /// </summary>
    /// <param name="platform">The device's platform.</param>
    /// <param name="command">The command that was sent.</param>
    /// <param name="before">What it printed before.</param>
    /// <param name="after">What it printed after.</param>
    IReadOnlyList<string> Lost(string? platform, string command, string before, string after);
}
