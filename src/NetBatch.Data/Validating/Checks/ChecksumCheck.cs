namespace NetBatch.Data.Validating.Checks;

internal sealed class ChecksumCheck : Validator
{
    public override string Name => "quality.checksum";

    public override string Help => "Rows that differ from the source's of the same key, are missing, or are only there; numbers count to four decimal places, times to the second.";

    public override SourceNeed Source => SourceNeed.Always;

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.SourceTable, Options.Where, Options.SourceWhere, Options.Names, Options.Key("The columns that tell rows apart."),
        Options.Columns("The columns compared; default: all of the target.", required: false),
    ];

    internal override Task<Verdict> CheckAsync(CheckRun run, CancellationToken cancellationToken) =>
        new RowComparison(run, run.Texts("key"), run.Texts("columns")).CompareAsync(cancellationToken);
}
