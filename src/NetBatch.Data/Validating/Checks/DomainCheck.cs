using NetBatch.Data.Comparing;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

internal sealed class DomainCheck : RowCheck
{
    public override string Name => "quality.domain";

    public override string Help => "Rows whose value is none of a list; NULL is left to quality.nulls.";

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.Where, Options.Column("The column."),
        new("values", WorkOptionType.TextList, "The values that may be: texts, numbers, true and false, days and times in ISO form.",
            Required: true),
    ];

    protected override string Wrong => "have a value that is none of the list";

    protected override Task<Finding> FindAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var column = run.Column(run.Text("column")!);
        var (sql, name, values) = (run.Target.Sql, run.Target.Quote(column.Name), run.Texts("values"));
        var flags = values.Select(value => CellText.TryRead(value, CellKind.Switch, out var flag) ? flag : default).ToArray();
        if (run.Target.Cells.Compared(column).Sort == ValueSort.Switch && flags.All(flag => !flag.IsNull))
        {
            return Of($"COALESCE({sql.Flag(name)}, -1)", flags.Select(flag => flag.AsSwitch ? "1" : "0"));
        }

        return column.Sort switch
        {
            // As numbers and in the query itself: 10 is 10.00, and no driver rounds it.
            ValueSort.Whole or ValueSort.Exact or ValueSort.Real => Of(name, values.Select(Number)),
            ValueSort.Real32 => Of(name, values.Select(Number).Select(sql.Single)),
            ValueSort.Any when run.Target.Cells.Compared(column).Sort == ValueSort.Exact =>
                Of(sql.Number(name, column.Sort), values.Select(Number)),
            ValueSort.Date or ValueSort.Local or ValueSort.Instant => Of(sql.Moment(name, column.Type), values.Select(Time)),
            _ => Texts(),
        };

        Task<Finding> Of(string value, IEnumerable<string> list, Dictionary<string, object?>? parameters = null) =>
            Task.FromResult(new Finding(
                $"SELECT {Shown(run, [column.Name])} FROM {run.From()} WHERE {name} IS NOT NULL AND ({value} IS NULL OR {value} NOT IN ("
                    + $"{string.Join(", ", list)}))", parameters));

        Task<Finding> Texts()
        {
            var (isUuid, isPadded) = (column.Sort == ValueSort.Uuid, column.Sort == ValueSort.PaddedText);
            var parameters = values.Select((value, index) => KeyValuePair.Create(FormattableString.Invariant($"v{index}"),
                (object?)(isUuid ? value.ToLowerInvariant() : isPadded ? value.TrimEnd(' ') : value))).ToDictionary();
            var text = isUuid ? $"lower({sql.Text(name)})" : isPadded ? $"RTRIM({sql.Text(name)})" : sql.Text(name);
            // Both sides of it: beside a text SQL Server would make the bytes a text again, and compare by its collation.
            return Of(sql.Exactly(text), parameters.Keys.Select(key => sql.Exactly(run.Target.Dialect.Parameter(key))), parameters);
        }

        string Number(string text) => ExactText.TryRead(text.Trim(), out var number) ? $"{number}" : throw No(text, "number");

        string Time(string text) => IsoTime.TryRead(text, out var time) ? sql.Limit(time) : throw No(text, "day or time in ISO form");

        NetBatchException No(string text, string what) => new(ErrorCode.WorkFailed,
            $"'{text}' is no {what}, and '{column.Name}' of '{run.Table.FullName}' is {column.Type}.",
            "Write the values as the column has them.");
    }
}
