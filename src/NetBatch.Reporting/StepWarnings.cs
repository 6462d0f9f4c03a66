namespace NetBatch;

/// <summary>
/// The warnings of a job by target and step. A warning that names a command in single quotes marks that command's step; one that
/// names none was about the session, and marks each of the target's.
/// </summary>
internal sealed class StepWarnings
{
    private readonly Dictionary<string, List<string>> byName = new(StringComparer.Ordinal);

    /// <summary>Reads those of a job.</summary>
    public static async ValueTask<StepWarnings> ReadAsync(IJobStore store, string jobId, CancellationToken cancellationToken)
    {
        var warnings = new StepWarnings();
        var filter = new EventFilter { JobIds = [jobId], Whats = ["warning"] };
        await foreach (var told in store.ReadEventsAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            warnings.Add(told.Text);
        }

        return warnings;
    }

    /// <summary>The result with what was told of its step.</summary>
    public StepResult Mark(StepResult result)
    {
        if (!byName.TryGetValue(result.Name, out var texts))
        {
            return result;
        }

        string[] own = [.. texts.Where(text =>
            !text.Contains('\'', StringComparison.Ordinal) || text.Contains($"'{result.Command}'", StringComparison.Ordinal))];
        return own.Length == 0 ? result : result with { Warning = string.Join(' ', own) };
    }

    // Stored as "name: sentence"; what concerns the job as a whole has no name before it.
    private void Add(string text)
    {
        var at = text.IndexOf(": ", StringComparison.Ordinal);
        if (at > 0)
        {
            var name = text[..at];
            if (!byName.TryGetValue(name, out var texts))
            {
                byName[name] = texts = [];
            }

            texts.Add(text[(at + 2)..]);
        }
    }
}
