using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

internal sealed class SurrogateKeyCheck : RowCheck
{
    public override string Name => "dimension.surrogate-key";

    public override string Help => "Rows whose surrogate key is missing, not a positive whole number, or stands in another row, too.";

    public override IReadOnlyList<WorkOption> Parameters { get; } = [Options.Table, Options.Where, Options.Column("The surrogate key.")];

    protected override string Wrong => "have a surrogate key that is none";

    protected override async Task<Finding> FindAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var facts = await run.Target.FactsAsync(run.Table, cancellationToken).ConfigureAwait(false);
        var column = CheckSide.Column(facts, run.Text("column")!);
        if (column.Family != ColumnFamily.WholeNumber)
        {
            throw new NetBatchException(ErrorCode.WorkFailed, $"'{column.Name}' of '{facts.FullName}' is {column.Type}; a surrogate key is a whole number.", "Check a key of another type with dimension.business-key.");
        }

        var name = run.Target.Quote(column.Name);
        var rows = run.Target.Quote("rows");
        var counted = $"SELECT {name}, COUNT(*) OVER (PARTITION BY {name}) AS {rows} FROM {run.From(run.Target)}";
        return new Finding($"SELECT * FROM ({counted}) counted WHERE {name} IS NULL OR {name} <= 0 OR {rows} > 1");
    }
}
