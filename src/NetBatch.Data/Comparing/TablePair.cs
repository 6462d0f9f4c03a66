using System.Data.Common;
using NetBatch.Data.Loading;
using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Comparing;

/// <summary>One side of a comparison: a session and what is read of it.</summary>
/// <param name="Session">The database.</param>
/// <param name="From">What stands behind FROM.</param>
/// <param name="Key">The columns that tell rows apart.</param>
/// <param name="Columns">The columns compared, in the other side's order.</param>
internal sealed record TableSide(DatabaseSession Session, string From, IReadOnlyList<ColumnFacts> Key, IReadOnlyList<ColumnFacts> Columns)
{
    public CellSql Sql { get; } = CellSql.Of(Session.Dialect);

    /// <summary>All columns, the key's first.</summary>
    public IEnumerable<ColumnFacts> All => Key.Concat(Columns);

    /// <summary>Which rows are made into values; null: all.</summary>
    public Func<DbDataReader, bool>? Wanted { get; init; }

    /// <summary>Which rows are compared; null: all.</summary>
    public Func<KeyedRow, bool>? Sampled { get; init; }

    /// <summary>The query of all rows.</summary>
    /// <param name="ordered">Whether by their keys.</param>
    public string Query(bool ordered)
    {
        var values = All.Select((column, index) =>
            $"{Sql.Value(column, Name(column))} AS {Session.Dialect.Quote(FormattableString.Invariant($"nb_{index}"))}");
        var order = ordered ? $" ORDER BY {string.Join(", ", Key.Select(column => Sql.Order(column, Name(column))))}" : "";
        return $"SELECT {string.Join(", ", values)} FROM {From}{order}";
    }

    /// <summary>The rows as they come, with their keys in a common form.</summary>
    public async IAsyncEnumerable<IReadOnlyList<KeyedRow>> RowsAsync(
        bool ordered, IReadOnlyList<KeyForm> forms,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var piece in Session.CellsAsync(Query(ordered), [.. All.Select(column => column.Sort)], Wanted, cancellationToken)
            .ConfigureAwait(false))
        {
            var rows = piece.Rows.Select(row => new KeyedRow(KeyOf(row, forms), row));
            yield return Sampled is { } sampled ? [.. rows.Where(sampled)] : [.. rows];
        }
    }

    /// <summary>A query that shows rows of these keys in full, to look further.</summary>
    public string Look(IEnumerable<Cell[]> keys)
    {
        var rows = keys.Select(key => $"({string.Join(" AND ", key.Select((cell, index) => Is(Key[index], cell)))})");
        return $"SELECT * FROM {From} WHERE {string.Join(" OR ", rows)}";
    }

    private string Is(ColumnFacts column, in Cell cell) => cell.Kind switch
    {
        CellKind.Null => $"{Name(column)} IS NULL",
        CellKind.Number or CellKind.Single or CellKind.Real => $"{Name(column)} = {cell}",
        CellKind.Switch => $"{Name(column)} = {(Session.Dialect.Name is "postgresql" or "duckdb" ? $"{cell}" : cell.AsSwitch ? "1" : "0")}",
        _ => $"{Name(column)} = {Session.Dialect.Literal($"{cell}")}",
    };

    private string Name(ColumnFacts column) => Session.Dialect.Quote(column.Name);

    private static Cell[] KeyOf(Cell[] row, IReadOnlyList<KeyForm> forms)
    {
        var key = new Cell[forms.Count];
        for (var index = 0; index < key.Length; index++)
        {
            key[index] = CellKeys.Of(row[index], forms[index]);
        }

        return key;
    }
}

/// <summary>
/// Two tables, their rows held against each other by key, both at once. Databases of one sort add their rows up first, and only what
/// differs is read; others read each row once, twice where a database orders keys otherwise.
/// </summary>
/// <param name="Source">What should be.</param>
/// <param name="Target">What is.</param>
/// <param name="Zone">The zone of times that have none; null: UTC.</param>
internal sealed record TablePair(TableSide Source, TableSide Target, TimeZoneInfo? Zone = null)
{
    /// <summary>Of more segments that differ all rows are read: choosing would cost more than it saves.</summary>
    private const int MostNarrowed = TableDigest.Segments / 4;

    /// <summary>Compares all rows.</summary>
    /// <param name="most">How many differences are kept.</param>
    /// <param name="percent">What floating numbers may differ, in percent.</param>
    /// <param name="all">Takes every difference; or null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<(RowDifferences Found, long SourceRows, long TargetRows)> CompareAsync(int most, double percent,
        Func<CsvFile>? all, CancellationToken cancellationToken)
    {
        if (Digests.Of(Source, Target) is not { } digests)
        {
            return await RowsAsync(most, percent, all, cancellationToken).ConfigureAwait(false);
        }

        TableDigest[] sums = await Task.WhenAll(digests.ReadAsync(Source, cancellationToken), digests.ReadAsync(Target, cancellationToken))
            .ConfigureAwait(false);
        var differing = sums[0].Differing(sums[1]);
        if (differing.Count == 0)
        {
            // The file of differences is written nevertheless, without a line.
            var none = all?.Invoke();
            await using var closing = (none ?? (IAsyncDisposable)new NoFile()).ConfigureAwait(false);
            await (none?.CompleteAsync() ?? Task.CompletedTask).ConfigureAwait(false);
            return (Found(most, null), sums[0].Rows, sums[1].Rows);
        }

        var part = differing.Count > MostNarrowed ? this
            : this with { Source = digests.Narrow(Source, differing), Target = digests.Narrow(Target, differing) };
        var (found, _, _) = await part.RowsAsync(most, percent, all, cancellationToken).ConfigureAwait(false);
        return (found, sums[0].Rows, sums[1].Rows);
    }

    private RowDifferences Found(int most, CsvFile? file) =>
        new([.. Target.Columns.Select(column => column.Name)], [.. Target.Key.Select(column => column.Name)],
            most) { All = file is null ? null : file.Write };

    private async Task<(RowDifferences Found, long SourceRows, long TargetRows)> RowsAsync(int most, double percent,
        Func<CsvFile>? all, CancellationToken cancellationToken)
    {
        (RowDifferences Found, long, long) result = default;
        KeyForm[] compared = [.. Source.Columns.Zip(Target.Columns, (one, other) => CellKeys.FormOf(one.Sort, other.Sort, Zone))];
        await WalkAsync(
            async (source, target) =>
            {
                var file = all?.Invoke();
                await using var closing = (file ?? (IAsyncDisposable)new NoFile()).ConfigureAwait(false);
                var found = Found(most, file);
                var merge = new RowMerge(found, Target.Key.Count, compared, percent, zone: Zone);
                await merge.CompareAsync(source, target, cancellationToken).ConfigureAwait(false);
                await (file?.CompleteAsync() ?? Task.CompletedTask).ConfigureAwait(false);
                result = (found, merge.SourceRows, merge.TargetRows);
            },
            cancellationToken).ConfigureAwait(false);
        return result;
    }

    /// <summary>Goes through both sides in the order of their keys; once more from the beginning where a database orders them
    /// otherwise.</summary>
    public async Task WalkAsync(Func<RowCursor, RowCursor, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await WalkAsync(ordered: true, work, cancellationToken).ConfigureAwait(false);
        }
        catch (KeyOrderException)
        {
            await WalkAsync(ordered: false, work, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WalkAsync(bool ordered, Func<RowCursor, RowCursor, Task> work, CancellationToken cancellationToken)
    {
        var forms = Source.Key.Zip(Target.Key, (one, other) => CellKeys.FormOf(one.Sort, other.Sort, Zone)).ToArray();
        var source = new RowCursor(Rows(Source, ordered, forms, cancellationToken), cancellationToken);
        await using var sourceRows = source.ConfigureAwait(false);
        var target = new RowCursor(Rows(Target, ordered, forms, cancellationToken), cancellationToken);
        await using var targetRows = target.ConfigureAwait(false);
        await work(source, target).ConfigureAwait(false);
    }

    private static IAsyncEnumerable<IReadOnlyList<KeyedRow>> Rows(TableSide side, bool ordered, KeyForm[] forms,
        CancellationToken cancellationToken)
    {
        var rows = side.RowsAsync(ordered, forms, cancellationToken);
        return ordered ? rows : RowSorter.SortAsync(rows, cancellationToken);
    }

    private sealed class NoFile : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => default;
    }
}
