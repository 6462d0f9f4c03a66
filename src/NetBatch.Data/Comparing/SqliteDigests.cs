using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace NetBatch.Data.Comparing;

/// <summary>SQLite's rows are hashed here, as they lie in the file.</summary>
internal sealed class SqliteDigests : Digests
{
    private readonly SqliteDigest digest = new(new RowPrint(), new RowPrint());

    /// <summary>What adds up both sides; null: a row has more values than a function takes.</summary>
    public static SqliteDigests? Between(TableSide source, TableSide target) =>
        new[] { source, target }.All(side => side.All.Count() <= raw.sqlite3_limit(
            ((SqliteConnection)side.Session.Connection).Handle, raw.SQLITE_LIMIT_FUNCTION_ARG, -1)) ? new SqliteDigests() : null;

    public override Task<TableDigest> ReadAsync(TableSide side, CancellationToken cancellationToken) =>
        side.Session.WorkAsync(cut => Task.FromResult(Read(side, cut)), cancellationToken);

    public override TableSide Narrow(TableSide side, IReadOnlyList<int> segments)
    {
        var wanted = new bool[TableDigest.Segments];
        foreach (var segment in segments)
        {
            wanted[segment] = true;
        }

        return side with { Wanted = reader => wanted[digest.SegmentOf(reader, side.Key.Count)] };
    }

    private TableDigest Read(TableSide side, CancellationToken cancellationToken)
    {
        using var encoding = side.Session.Command("PRAGMA encoding");
        var isUtf8 = (string?)encoding.ExecuteScalar() == "UTF-8";
        var values = string.Join(", ", Enumerable.Range(0, side.All.Count()).Select(index => FormattableString.Invariant($"nb_{index}")));
        using var command = side.Session.Command($"SELECT {SqliteDigest.Function}({values}) FROM ({side.Query(ordered: false)})");
        return digest.Read((SqliteCommand)command, side.Key.Count, isUtf8, cancellationToken);
    }
}
