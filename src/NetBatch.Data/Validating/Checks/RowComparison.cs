using System.Globalization;
using NetBatch.Data.Comparing;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

/// <summary>Compares the rows of two tables by key and makes a verdict of it.</summary>
internal static class RowComparison
{
    /// <summary>What a verdict says where times without a zone were compared.</summary>
    public static string NoZone(CheckRun run) => $"the zone of times that have none (taken as {run.Zone?.Id ?? "UTC"})";

    public static async Task<Verdict> CompareAsync(CheckRun run, IReadOnlyList<string> key, IReadOnlyList<string> columns,
        CancellationToken cancellationToken)
    {
        run.EnsureMapped();
        var there = await run.SourceTableAsync(cancellationToken).ConfigureAwait(false);
        ColumnFacts[] keys = [.. key.Select(run.Column)];
        // Without a list the target's columns are compared, all of which the source must have.
        ColumnFacts[] compared = columns.Count > 0 ? [.. columns.Select(run.Column)]
            : [.. run.Table.Columns.Where(column => !keys.Contains(column))];
        var (source, target) = (run.OtherSide.Cells, run.Target.Cells);
        var pair = new TablePair(
            new TableSide(
                run.OtherSide.Session, await run.FromAsync(run.OtherSide, cancellationToken).ConfigureAwait(false),
                [.. keys.Select(InSource).Select(source.Compared)], [.. compared.Select(InSource).Select(source.Compared)]),
            new TableSide(run.Target.Session, run.From(), [.. keys.Select(target.Compared)], [.. compared.Select(target.Compared)]),
            run.Zone);
        var part = run.Number("sample") is { } percent and < 100 ? new KeySample(percent, (long)(run.Number("seed") ?? 1)).Of(pair) : pair;
        var file = run.Text("differences");
        var (found, sourceRows, targetRows) = await part.CompareAsync(
            run.Evidence, run.Number("tolerance") ?? 0, file is null ? null : () => RowDifferences.File(file), cancellationToken)
            .ConfigureAwait(false);
        return Verdict(run, pair, found, sourceRows, targetRows, LeftOut(run, there, keys, compared));

        ColumnFacts InSource(ColumnFacts column) => CheckSide.Column(there, run.InSource(column.Name));
    }

    private static Verdict Verdict(CheckRun run, TablePair pair, RowDifferences found, long sourceRows, long targetRows, string notCompared)
    {
        var seen = Math.Max(sourceRows, targetRows);
        if (found.Rows == 0)
        {
            return Validating.Verdict.Of(seen, 0, "rows", "") with { NotCompared = notCompared };
        }

        var undecided = found.Undecided == found.Rows;
        var summary = string.Create(CultureInfo.InvariantCulture,
            $"{found.Rows:N0} of {seen:N0} rows {(undecided ? "are not comparable with the source" : "differ from the source")}: "
                + $"{found.Sentence}.");
        return new Verdict(undecided ? CheckOutcome.Error : CheckOutcome.Fail, seen, found.Rows, summary, RowDifferences.Columns,
            found.Evidence)
        {
            NotCompared = notCompared,
            Counts = found.Counts,
            Look = found.Keys.Count == 0 ? [] :
            [
                KeyValuePair.Create(run.OtherSide.Session.Instance.Name, pair.Source.Look(found.Keys)),
                KeyValuePair.Create(run.Target.Session.Instance.Name, pair.Target.Look(found.Keys)),
            ],
        };
    }

    private static string LeftOut(CheckRun run, TableFacts source, ColumnFacts[] keys, ColumnFacts[] compared)
    {
        var known = keys.Concat(compared).Select(column => CheckSide.Column(source, run.InSource(column.Name)).Name)
            .ToHashSet(StringComparer.Ordinal);
        var here = run.Table.Columns.Except(keys).Except(compared).Select(column => column.Name).ToArray();
        var there = source.Columns.Where(column => !known.Contains(column.Name)).Select(column => column.Name).ToArray();
        List<string> parts = run.IsItself(source) ? ["anything: the source is this table itself"] : [];
        if (here.Length > 0)
        {
            parts.Add($"columns of the target: {string.Join(", ", here)}");
        }

        if (there.Length > 0)
        {
            parts.Add($"columns of the source: {string.Join(", ", there)}");
        }

        if (keys.Concat(compared).Any(column => column.Sort == ValueSort.Local)
            || source.Columns.Any(column => column.Sort == ValueSort.Local))
        {
            parts.Add(NoZone(run));
        }

        return string.Join("; ", parts);
    }
}
