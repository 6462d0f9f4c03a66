using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

internal sealed class SurrogateKeyCheck : RowCheck
{
    public override string Name => "dimension.surrogate-key";

    public override string Help => "Rows whose surrogate key is missing, not a positive whole number, or stands in another row, too.";

    public override IReadOnlyList<WorkOption> Parameters { get; } = [Options.Table, Options.Where, Options.Column("The surrogate key.")];

    protected override string Wrong => "have a surrogate key that is none";

    protected override Task<Finding> FindAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var column = run.Column(run.Text("column")!);
        if (column.Family != ColumnFamily.WholeNumber)
        {
            throw new NetBatchException(ErrorCode.WorkFailed,
                $"'{column.Name}' of '{run.Table.FullName}' is {column.Type}; a surrogate key is a whole number.",
                "Check a key of another type with dimension.business-key.");
        }

        var name = run.Target.Quote(column.Name);
        var rows = run.Target.Quote(Free(run, "rows"));
        var broken = run.Target.Sql.NotWhole(name) is { } none ? $" OR {none}" : "";
        var counted = $"SELECT {name}, COUNT(*) OVER (PARTITION BY {name}) AS {rows} FROM {run.From()}";
        return Task.FromResult(new Finding($"SELECT * FROM ({counted}) counted WHERE {name} IS NULL OR {name} <= 0 OR {rows} > 1{broken}"));
    }
}
