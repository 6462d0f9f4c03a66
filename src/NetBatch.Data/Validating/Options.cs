using System.Text.Json;

namespace NetBatch.Data.Validating;

/// <summary>Parameters that many validators take, in one wording.</summary>
internal static class Options
{
    /// <summary>Evidence rows, unless said otherwise.</summary>
    public const int DefaultEvidence = 20;

    public static readonly WorkOption Table = new("table", WorkOptionType.Text,
        "The table or view, with its schema where it is not the default one.", Required: true);

    public static readonly WorkOption Where = new("where", WorkOptionType.Text, "A condition in SQL that limits the rows looked at.");

    public static readonly WorkOption SourceTable = new("sourceTable", WorkOptionType.Text,
        "The table in the source; default: the one of the same name.");

    public static readonly WorkOption SourceWhere = new("sourceWhere", WorkOptionType.Text,
        "A condition in SQL on the source's rows; default: none.");

    public static readonly WorkOption Names = new("columnMap", WorkOptionType.Map,
        "Columns that are called otherwise in the source: { target: source }.");

    public static readonly WorkOption Evidence = new("evidence", WorkOptionType.WholeNumber, "How many findings are shown.", Default: "20",
        Least: 1, Most: 1000);

    public static WorkOption Column(string help) => new("column", WorkOptionType.Text, help, Required: true);

    public static WorkOption Columns(string help, bool required = true) =>
        new("columns", WorkOptionType.TextList, help, Required: required);

    public static WorkOption Key(string help) => new("key", WorkOptionType.TextList, help, Required: true);

    public static readonly WorkOption Floating = new("tolerance", WorkOptionType.Number,
        "How many percent floating numbers may differ; all other values are compared exactly.", Default: "0", Least: 0, Most: 100);

    public static readonly WorkOption File = new("differences", WorkOptionType.Text,
        "A CSV file that takes every difference, not only those that are shown.", Most: 4096);

    public static readonly WorkOption Sample = new("sample", WorkOptionType.Number,
        "How many percent of the rows are compared, chosen by their keys and the seed; default: all.", Least: 0.001, Most: 100);

    public static readonly WorkOption Seed = new("seed", WorkOptionType.WholeNumber,
        "Another seed chooses other rows for the sample; the same one the same.", Default: "1", Least: 0, Most: int.MaxValue);

    public static WorkOption Tolerance(string help) => new("tolerance", WorkOptionType.Number, help, Default: "0", Least: 0);

    /// <summary>What is wrong with two limits of which the lower is the greater; or null.</summary>
    public static string? Reversed(JsonElement args, string lower, string upper) =>
        args.TryGetProperty(lower, out var least) && args.TryGetProperty(upper, out var most) && least.GetDouble() > most.GetDouble()
            ? $"'{lower}' is {least} and '{upper}' is {most}: nothing lies between." : null;

    /// <summary>What every validator takes, whatever it checks.</summary>
    public static readonly IReadOnlyList<WorkOption> OfAll =
    [
        Evidence,
        new("allowEmpty", WorkOptionType.Switch,
            "Whether it is right that there is nothing to look at; else a check that saw nothing fails.", Default: "false"),
    ];
}
