using System.Text.Json.Nodes;

namespace NetBatch.Scheduling;

/// <summary>What a job found changed, as a notification tells it. Texts of devices: control characters are made visible.</summary>
internal static class ChangeText
{
    /// <summary>A mail or a message is for reading; beyond so many lines it says how much is left.</summary>
    private const int MostLines = 400;

    /// <summary>The diffs, device by device.</summary>
    public static IReadOnlyList<string> Lines(IReadOnlyList<ConfigVersionComparison> changed)
    {
        List<string> lines = [];
        for (var index = 0; index < changed.Count; index++)
        {
            var one = changed[index];
            if (lines.Count + one.Diff.Count > MostLines && index > 0)
            {
                lines.Add($"... and {Counted.Of(changed.Count - index, "more change")}");
                break;
            }

            lines.Add(SafeText.Of(Heading(one)));
            lines.AddRange(one.Diff.Take(MostLines).Select(SafeText.Of));
            if (one.Diff.Count > MostLines)
            {
                lines.Add($"... and {Counted.Of(one.Diff.Count - MostLines, "more line")}");
            }

            lines.Add("");
        }

        return lines;
    }

    /// <summary>The same for programs.</summary>
    public static JsonArray Json(IReadOnlyList<ConfigVersionComparison> changed) =>
    [
        .. changed.Select(one => (JsonNode)new JsonObject
        {
            ["device"] = one.Device,
            ["part"] = one.Part,
            ["from"] = one.From,
            ["to"] = one.To,
            ["author"] = one.Author,
            ["added"] = one.Added,
            ["removed"] = one.Removed,
            ["diff"] = string.Join('\n', one.Diff.Take(MostLines)),
        }),
    ];

    private static string Heading(ConfigVersionComparison one) =>
        $"{one.Device} {one.Part}, version {one.To}: +{one.Added} -{one.Removed}{(one.Author is { } author ? $", by {author}" : "")}";
}
