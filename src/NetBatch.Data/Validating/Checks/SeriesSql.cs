using System.Text.Json;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

/// <summary>What the time series checks share: the number of a row's period, and its group.</summary>
internal static class SeriesSql
{
    public static readonly string[] Periods = ["hour", "day", "week", "month", "quarter", "year"];

    public static readonly WorkOption Time = new("column", WorkOptionType.Text, "The column of days or times.", Required: true);

    public static readonly WorkOption Period = new("period", WorkOptionType.Text, "hour, day, week (from Monday), month, quarter or year.",
        Default: "\"day\"");

    public static readonly WorkOption Group = new("groupBy", WorkOptionType.Text, "A column: each of its values has a series of its own.");

    public static readonly WorkOption Value = new("value", WorkOptionType.Text,
        "An aggregate in SQL for each period, such as SUM(amount) or COUNT(*).", Required: true);

    public static IEnumerable<string> Problems(JsonElement args)
    {
        if (args.TryGetProperty("period", out var period) && !Periods.Contains(period.GetString()))
        {
            yield return $"There is no period '{period.GetString()}'; it may be {string.Join(", ", Periods)}.";
        }
    }

    public static SeriesColumns Of(CheckRun run)
    {
        var column = run.Column(run.Text("column")!);
        var group = run.Text("groupBy") is { } by ? run.Column(by).Name : null;
        var name = run.Target.Quote(column.Name);
        var shown = column.Family == ColumnFamily.Time ? run.Target.Sql.Time(name, column.Type) : run.Target.Sql.Date(name, column.Type);
        return new SeriesColumns(run.Target.Sql.Ordinal(name, column.Type, run.Text("period") ?? "day"), shown,
            group is null ? null : run.Target.Quote(group), name);
    }
}

/// <summary>Expressions of a series.</summary>
/// <param name="Ordinal">The number of a row's period.</param>
/// <param name="Shown">Its day or time as text.</param>
/// <param name="Group">The column of groups, quoted, or null.</param>
/// <param name="Column">The column of days or times, quoted.</param>
internal sealed record SeriesColumns(string Ordinal, string Shown, string? Group, string Column)
{
    /// <summary>The group and a comma, or nothing.</summary>
    public string GroupFirst => Group is null ? "" : $"{Group}, ";

    /// <summary>What findings are ordered by: the group where there is one, then the period.</summary>
    public string Order => Group is null ? "1" : "1, 2";

    /// <summary>A window over each group in the order of time.</summary>
    public string Window => $"OVER ({(Group is null ? "" : $"PARTITION BY {Group} ")}ORDER BY nb_period)";

    /// <summary>A query of each period's figure: group, nb_period, nb_shown, nb_value.</summary>
    public string Figures(CheckRun run) =>
        $"SELECT {GroupFirst}{Ordinal} AS nb_period, MIN({Shown}) AS nb_shown, {run.Target.Sql.Real(run.Text("value")!)} AS nb_value "
            + $"FROM {run.From()} WHERE {Column} IS NOT NULL GROUP BY {GroupFirst}{Ordinal}";
}
