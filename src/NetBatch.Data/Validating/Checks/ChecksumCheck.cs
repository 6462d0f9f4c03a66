using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

internal sealed class ChecksumCheck : Validator
{
    public override string Name => "quality.checksum";

    public override string Help =>
        "Rows that differ from the source's of the same key, are missing, or are only there; every value is compared exactly.";

    public override SourceNeed Source => SourceNeed.Always;

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.SourceTable, Options.Where, Options.SourceWhere, Options.Names,
        Options.Key("The columns that tell rows apart; default: the primary key of the target, or of the source.")
            with { Required = false },
        Options.Columns("The columns compared; default: all of the target.", required: false), Options.Floating, Options.File,
        Options.Sample, Options.Seed,
    ];

    private protected override async Task<Verdict> MakeAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var key = run.Texts("key") is { Count: > 0 } given ? given : await KeyAsync(run, cancellationToken).ConfigureAwait(false);
        return await RowComparison.CompareAsync(run, key, run.Texts("columns"), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<string>> KeyAsync(CheckRun run, CancellationToken cancellationToken)
    {
        if (run.Table.PrimaryKey.Count > 0)
        {
            return run.Table.PrimaryKey;
        }

        var there = (await run.SourceTableAsync(cancellationToken).ConfigureAwait(false)).PrimaryKey;
        string[] here = [.. there.Select(name =>
            run.Table.Columns.FirstOrDefault(column => NameMatch.Same(run.InSource(column.Name), name))?.Name).OfType<string>()];
        return here.Length > 0 && here.Length == there.Count ? here : throw new NetBatchException(
            ErrorCode.WorkFailed, $"Neither '{run.Table.FullName}' nor its source has a primary key by which rows could be told apart.",
            "Name the columns under 'key'.");
    }
}
