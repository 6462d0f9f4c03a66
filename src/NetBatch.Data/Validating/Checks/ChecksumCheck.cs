namespace NetBatch.Data.Validating.Checks;

internal sealed class ChecksumCheck : Validator
{
    public override string Name => "quality.checksum";

    public override string Help => "Rows that differ from the source's of the same key, are missing, or are only there; every value is compared exactly.";

    public override SourceNeed Source => SourceNeed.Always;

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.SourceTable, Options.Where, Options.SourceWhere, Options.Names, Options.Key("The columns that tell rows apart."),
        Options.Columns("The columns compared; default: all of the target.", required: false), Options.Floating, Options.File,
    ];

    private protected override Task<Verdict> MakeAsync(CheckRun run, CancellationToken cancellationToken) =>
        RowComparison.CompareAsync(run, run.Texts("key"), run.Texts("columns"), cancellationToken);
}
