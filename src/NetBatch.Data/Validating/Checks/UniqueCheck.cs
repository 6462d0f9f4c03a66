namespace NetBatch.Data.Validating.Checks;

internal sealed class UniqueCheck : KeyCheck
{
    public override string Name => "quality.unique";

    public override string Help => "Values of columns that stand in more than one row; NULL counts as no value.";

    public override IReadOnlyList<WorkOption> Parameters { get; } = [Options.Table, Options.Where,
        Options.Columns("The columns whose values together must differ from row to row.")];

    protected override IReadOnlyList<string> KeyOf(CheckRun run) => run.Texts("columns");

    protected override bool NullIsWrong => false;
}
