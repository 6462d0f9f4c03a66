using System.Runtime.CompilerServices;

namespace NetBatch.Data.Comparing;

/// <summary>
/// Puts the rows of one side in the order of their keys where its database has another order: runs of rows are sorted in memory,
/// kept in files that are gone when they are closed, and merged.
/// </summary>
internal static class RowSorter
{
    private const int RowsInMemory = 50_000;
    private const int PieceRows = 512;
    private const int BufferSize = 1 << 16;

    public static async IAsyncEnumerable<IReadOnlyList<KeyedRow>> SortAsync(
        IAsyncEnumerable<IReadOnlyList<KeyedRow>> pieces, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<FileStream> files = [];
        try
        {
            List<KeyedRow> held = [];
            await foreach (var piece in pieces.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                held.AddRange(piece);
                if (held.Count >= RowsInMemory)
                {
                    files.Add(Spill(held));
                    held.Clear();
                }
            }

            held.Sort(ByKey);
            foreach (var piece in Merge([.. files.Select(Rows), held]).Chunk(PieceRows))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return piece;
            }
        }
        finally
        {
            foreach (var file in files)
            {
                await file.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static IEnumerable<KeyedRow> Merge(IReadOnlyList<IEnumerable<KeyedRow>> runs)
    {
        var waiting = new PriorityQueue<IEnumerator<KeyedRow>, KeyedRow>(Comparer<KeyedRow>.Create(ByKey));
        foreach (var run in runs)
        {
            var rows = run.GetEnumerator();
            if (rows.MoveNext())
            {
                waiting.Enqueue(rows, rows.Current);
            }
        }

        while (waiting.TryDequeue(out var rows, out var row))
        {
            yield return row;
            if (rows.MoveNext())
            {
                waiting.Enqueue(rows, rows.Current);
            }
        }
    }

    private static FileStream Spill(List<KeyedRow> rows)
    {
        rows.Sort(ByKey);
        var file = TemporaryFile.Open(BufferSize);
        using var writer = new BinaryWriter(file, System.Text.Encoding.UTF8, leaveOpen: true);
        foreach (var row in rows)
        {
            writer.Write(row.Key.Length);
            CellFile.Write(writer, row.Key);
            writer.Write(row.Cells.Length);
            CellFile.Write(writer, row.Cells);
        }

        writer.Flush();
        return file;
    }

    private static IEnumerable<KeyedRow> Rows(FileStream file)
    {
        file.Position = 0;
        using var reader = new BinaryReader(file, System.Text.Encoding.UTF8, leaveOpen: true);
        while (file.Position < file.Length)
        {
            yield return new KeyedRow(CellFile.Read(reader, reader.ReadInt32()), CellFile.Read(reader, reader.ReadInt32()));
        }
    }

    private static int ByKey(KeyedRow one, KeyedRow other) => CellKeys.Compare(one.Key, other.Key);
}
