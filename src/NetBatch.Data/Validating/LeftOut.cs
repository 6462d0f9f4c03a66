using System.Text.Json;

namespace NetBatch.Data.Validating;

/// <summary>What a check's own arguments leave out, so that its verdict says so: rows beyond a condition, allowances.</summary>
internal static class LeftOut
{
    private static readonly (string Option, string Text)[] Conditions = [("where", "rows of the target that are not: "),
        ("sourceWhere", "rows of the source that are not: ")];

    private static readonly (string Option, string Text)[] Allowances =
        [("tolerance", "differences up to {0} %"), ("maxPercent", "findings up to {0} % of the rows"),
            ("points", "differences up to {0} percentage points")];

    /// <summary>A sentence part for each.</summary>
    public static IEnumerable<string> By(IReadOnlyList<WorkOption> parameters, JsonElement args)
    {
        foreach (var (option, text) in Conditions)
        {
            if (args.TryGetProperty(option, out var value) && value.ValueKind == JsonValueKind.String)
            {
                yield return text + value.GetString();
            }
        }

        if (args.TryGetProperty("sample", out var sample) && sample.GetDouble() < 100)
        {
            yield return $"rows beyond a sample of {sample} % by seed {(args.TryGetProperty("seed", out var seed) ? seed : 1)}";
        }

        foreach (var (option, text) in Allowances)
        {
            if (Allowed(parameters, args, option) is { } allowed and not "0")
            {
                yield return text.Replace("{0}", allowed, StringComparison.Ordinal);
            }
        }
    }

    // A default counts as if it were written.
    private static string? Allowed(IReadOnlyList<WorkOption> parameters, JsonElement args, string name) =>
        parameters.FirstOrDefault(option => option.Name == name) is not { } known ? null
        : args.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetRawText()
        : known.Default;
}
