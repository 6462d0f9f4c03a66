using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

/// <summary>Compares what two databases say of a table, item by item.</summary>
internal abstract class SchemaCheck : Validator
{
    public override SourceNeed Source => SourceNeed.Always;

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.SourceTable, Options.Names,
        new("allowMore", WorkOptionType.Switch, "Whether the target may have what the source has not.", Default: "false"),
    ];

    protected virtual string Noun => "columns";

    /// <summary>Whether only what both sides have is compared: what one lacks is for schema.columns to find.</summary>
    protected virtual bool OnlyCommon => false;

    /// <summary>What is compared: by item, in names of the source.</summary>
    protected abstract IReadOnlyDictionary<string, string> Items(TableFacts table, Func<string, string> nameInSource);

    internal override async Task<Verdict> CheckAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var target = await run.Target.FactsAsync(run.Table, cancellationToken).ConfigureAwait(false);
        var source = await run.OtherSide.FactsAsync(run.SourceTable, cancellationToken).ConfigureAwait(false);
        var expected = Items(source, name => name);
        var found = Items(target, run.InSource);
        var differences = SideBySide.Differences(expected, found, !run.Flag("allowMore"));
        if (OnlyCommon)
        {
            differences.RemoveAll(row => row[1] is null || row[2] is null);
        }

        return Verdict.Of(expected.Count, differences.Count, Noun, "are not as in the source", SideBySide.Columns, [.. differences.Take(run.Evidence)]);
    }

    protected static Dictionary<string, string> NewItems() => new(StringComparer.OrdinalIgnoreCase);
}
