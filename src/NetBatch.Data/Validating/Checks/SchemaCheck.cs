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
    protected abstract IEnumerable<KeyValuePair<string, string>> Items(TableFacts table, Func<string, string> nameInSource);

    private protected override async Task<Verdict> MakeAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var target = run.Table;
        var source = await run.SourceTableAsync(cancellationToken).ConfigureAwait(false);
        // Names that differ in case only, on one side or across the two, are told apart by it.
        var names = NameMatch.Comparer(source.Columns.Select(column => column.Name)) == StringComparer.OrdinalIgnoreCase
            ? NameMatch.Comparer(target.Columns.Select(column => run.InSource(column.Name)))
            : StringComparer.Ordinal;
        var expected = Keyed(Items(source, name => name), names);
        var found = Keyed(Items(target, run.InSource), names);
        var differences = SideBySide.Differences(expected, found, !run.Flag("allowMore"));
        var seen = expected.Count;
        if (OnlyCommon)
        {
            differences.RemoveAll(row => row[1] is null || row[2] is null);
            seen = expected.Keys.Count(found.ContainsKey);
        }

        return Verdict.Of(seen, differences.Count, Noun, "are not as in the source", SideBySide.Columns,
            [.. differences.Take(run.Evidence)]);
    }

    protected static List<KeyValuePair<string, string>> NewItems() => [];

    private static Dictionary<string, string> Keyed(IEnumerable<KeyValuePair<string, string>> items, StringComparer names) =>
        items.DistinctBy(pair => pair.Key, names).ToDictionary(names);
}
