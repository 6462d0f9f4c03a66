namespace NetBatch.Data.Validating.Checks;

internal sealed class Scd1Check : Validator
{
    public override string Name => "dimension.scd1";

    public override string Help =>
        "Rows of a slowly changing dimension (type 1) that do not have the source's present values, or a business key that is not there "
            + "exactly once.";

    public override SourceNeed Source => SourceNeed.Always;

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.SourceTable, Options.Where, Options.SourceWhere, Options.Names,
        Options.Key("The columns of the business key."),
        Options.Columns("The attributes that are overwritten when they change."), Options.Floating, Options.File,
        Options.Sample, Options.Seed,
    ];

    private protected override Task<Verdict> MakeAsync(CheckRun run, CancellationToken cancellationToken) =>
        RowComparison.CompareAsync(run, run.Texts("key"), run.Texts("columns"), cancellationToken);
}
