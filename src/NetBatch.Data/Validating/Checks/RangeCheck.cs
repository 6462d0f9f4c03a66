using System.Text.Json;
using NetBatch.Data.Comparing;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

internal sealed class RangeCheck : RowCheck
{
    public override string Name => "quality.range";

    public override string Help =>
        "Rows whose number, day or time is below the least or above the greatest that may be, or cannot be read as one.";

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.Where, Options.Column("The column."),
        new("least", WorkOptionType.Number, "The least number that may be."),
        new("greatest", WorkOptionType.Number, "The greatest number that may be."),
        new("from", WorkOptionType.Text,
            "The first day or time that may be, in ISO form: 2024-03-12, 2024-03-12T10:00:00, 2024-03-12T10:00:00Z."),
        new("to", WorkOptionType.Text, "The last day or time that may be, in ISO form; a day includes all of it."),
    ];

    protected override string Wrong => "are out of range";

    public override IEnumerable<string> Problems(JsonElement args, bool hasSource)
    {
        var numbers = args.TryGetProperty("least", out _) || args.TryGetProperty("greatest", out _);
        var days = args.TryGetProperty("from", out _) || args.TryGetProperty("to", out _);
        if (numbers == days)
        {
            yield return numbers ? "A range is one of numbers or one of days, not both."
                : "No range is given: write least, greatest, from or to.";
        }

        if (Options.Reversed(args, "least", "greatest") is { } reversed)
        {
            yield return reversed;
        }

        if (args.TryGetProperty("from", out var from) && IsoTime.TryRead(from.GetString(), out var first)
            && args.TryGetProperty("to", out var to) && IsoTime.TryRead(to.GetString(), out var last)
            && (last.Days < first.Days || (last.Days == first.Days && last.Kind != CellKind.Date && last.Nanoseconds < first.Nanoseconds)))
        {
            yield return $"'from' is {from} and 'to' is {to}: nothing lies between.";
        }

        foreach (var name in (string[])["from", "to"])
        {
            if (args.TryGetProperty(name, out var limit) && !IsoTime.TryRead(limit.GetString(), out _))
            {
                yield return $"'{name}' is '{limit.GetString()}', which is no day or time in ISO form.";
            }
        }
    }

    protected override Task<Finding> FindAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var column = run.Column(run.Text("column")!);
        var name = run.Target.Quote(column.Name);
        List<string> bad = run.Text("from") is not null || run.Text("to") is not null ? Times(run, column, name)
            : Numbers(run, column, name);
        return Task.FromResult(new Finding($"SELECT {Shown(run, [column.Name])} FROM {run.From()} WHERE {string.Join(" OR ", bad)}"));
    }

    private static List<string> Numbers(CheckRun run, ColumnFacts column, string name)
    {
        var sql = run.Target.Sql;
        var value = sql.Number(name, column.Sort);
        List<string> bad = [];
        if (run.Literal("least") is { } least)
        {
            bad.Add($"{value} < {Limit(least)}");
        }

        if (run.Literal("greatest") is { } greatest)
        {
            bad.Add($"{value} > {Limit(greatest)}");
        }

        if (value != name)
        {
            bad.Add($"({name} IS NOT NULL AND {value} IS NULL)");
        }

        if (column.Sort is ValueSort.Exact or ValueSort.Real32 or ValueSort.Real && sql.NotANumber(name) is { } none)
        {
            bad.Add(none);
        }

        return bad;

        string Limit(string number) => column.Sort == ValueSort.Real32 ? sql.Single(number) : number;
    }

    private static List<string> Times(CheckRun run, ColumnFacts column, string name)
    {
        var sql = run.Target.Sql;
        var moment = sql.Moment(name, column.Type);
        List<string> bad = [];
        if (Limit(run, "from") is { } from)
        {
            bad.Add($"{moment} < {sql.Limit(from)}");
        }

        if (Limit(run, "to") is { } to)
        {
            // A day is the last one that may be, to its last moment: after 9999-12-31 comes none that every database can write.
            bad.Add($"{moment} > {sql.Limit(to.Kind == CellKind.Date ? Cell.Local(to.Days, IsoTime.NanosecondsOfDay - 1) : to)}");
        }

        bad.Add($"({name} IS NOT NULL AND {moment} IS NULL)");
        return bad;
    }

    private static Cell? Limit(CheckRun run, string name) =>
        run.Text(name) is { } text && IsoTime.TryRead(text, out var time) ? time : null;
}
