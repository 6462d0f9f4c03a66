namespace NetBatch.Remediation.Jobs;

/// <summary>Lines to send as they are kept: a line feed after each. A text of several lines (a banner) stands in several.</summary>
public static class ConfigLines
{
    /// <summary>The lines as one text.</summary>
    public static string Text(IReadOnlyList<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    /// <summary>The lines of a text.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');
    }
}
