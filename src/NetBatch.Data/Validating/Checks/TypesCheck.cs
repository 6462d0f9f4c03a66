using System.Globalization;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

internal sealed class TypesCheck : Validator
{
    public override string Name => "schema.types";

    public override string Help =>
        "Columns whose type does not hold every value of the source's: another sort of values, fewer characters or digits, a smaller "
            + "range, no zone. A wider type is right.";

    public override SourceNeed Source => SourceNeed.Always;

    public override IReadOnlyList<WorkOption> Parameters { get; } = [Options.Table, Options.SourceTable, Options.Names];

    private protected override async Task<Verdict> MakeAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var source = await run.SourceTableAsync(cancellationToken).ConfigureAwait(false);
        List<object?[]> found = [];
        long seen = 0;
        foreach (var here in run.Table.Columns)
        {
            // What one side lacks is for schema.columns to find.
            if (source.Column(run.InSource(here.Name)) is { } there)
            {
                seen++;
                if (TypeFit.Problem(there, run.OtherSide.Dialect, here, run.Target.Dialect) is { } problem)
                {
                    found.Add([there.Name, Shown(there), Shown(here), problem]);
                }
            }
        }

        return Verdict.Of(seen, found.Count, "columns", "do not hold what the source's do", SideBySide.Columns,
            [.. found.Take(run.Evidence)]);
    }

    internal static string Shown(ColumnFacts column) => column switch
    {
        { Type: var type } when type.Contains('(', StringComparison.Ordinal) => type,
        { Sort: ValueSort.Local or ValueSort.Instant or ValueSort.Clock, Precision: { } digits } =>
            string.Create(CultureInfo.InvariantCulture, $"{column.Type}({digits})"),
        { Precision: { } precision } => string.Create(CultureInfo.InvariantCulture, $"{column.Type}({precision},{column.Scale ?? 0})"),
        { Length: { } length } => string.Create(CultureInfo.InvariantCulture, $"{column.Type}({length})"),
        _ => column.Type,
    };
}
