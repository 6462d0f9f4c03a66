namespace NetBatch.Hosting;

/// <summary>What a job is called where nobody says it.</summary>
public static class JobTitle
{
    private const int Longest = 60;

    /// <summary>Its first line without what is secret in it, and how many more there are; at most 60 characters. A name is shown wherever
    /// the job is.</summary>
    /// <param name="lines">Its commands or lines.</param>
    public static string Of(IReadOnlyList<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var first = lines.FirstOrDefault(line => !string.IsNullOrWhiteSpace(line))?.Trim() ?? "batch";
        first = SecretRedactor.Redact(first);
        var text = lines.Count > 1 ? $"{first} (+{lines.Count - 1})" : first;
        return text.Length <= Longest ? text : text[..Longest];
    }
}
