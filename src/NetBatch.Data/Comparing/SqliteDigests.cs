namespace NetBatch.Data.Comparing;

/// <summary>SQLite's rows are hashed here, as they lie in the file.</summary>
internal sealed class SqliteDigests : Digests
{
    private readonly SqliteDigest digest = new(new RowPrint(), new RowPrint());

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
        using var command = side.Session.Command(side.Query(ordered: false));
        using var reader = command.ExecuteReader();
        return digest.Read(reader, side.Key.Count, cancellationToken);
    }
}
