using System.Runtime.CompilerServices;
using System.Text.Json;

namespace NetBatch.Store;

/// <summary>Reads what runs keep beside their outputs: rows, documents, and the arguments of single targets. One content at a
/// time.</summary>
internal sealed class ContentReader(ReaderPool readers)
{
    private const int Page = 500;

    public JsonElement? ReadArgs(string jobId, int number)
    {
        var found = readers.Read(database => database.First<byte[]?>(
            "SELECT codec, length, bytes FROM target_args WHERE job = $1 AND number = $2", row => Unpack(row, 0),
            StoreContext.KeyOf(database, jobId), number));
        return found is null ? null : JsonElement.Parse(found);
    }

    public async IAsyncEnumerable<RowChunk> ReadRowsAsync(RowFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var job = readers.Read(database => StoreContext.KeyOf(database, filter.JobId));
        var sql = string.Concat(
            "SELECT s.number, s.step, s.key, s.attempt, s.row_set, r.batch, r.name, COALESCE(t.command, ''), "
                + "COALESCE(NULLIF(json_text(r.target, 'id'), ''), r.name)",
            filter.SetsOnly ? ", COALESCE(t.rows, (SELECT CAST(SUM(count) AS bigint) FROM rows WHERE row_set = s.key), 0)" : ", 0",
            " FROM row_sets s JOIN runs r ON r.job = s.job AND r.number = s.number",
            " LEFT JOIN steps t ON t.job = s.job AND t.number = s.number AND t.attempt = s.attempt AND t.step = s.step",
            " WHERE s.job = $1 AND (s.number, s.step) > ($2, $3)",
            filter.Attempt is null ? " AND s.attempt = r.attempts" : " AND s.attempt = $4",
            filter.Step is null ? "" : " AND s.step = $5",
            filter.Numbers.Count == 0 ? "" : " AND s.number IN (SELECT value FROM numbers($6))",
            filter.Batches.Count == 0 ? "" : " AND r.batch IN (SELECT value FROM numbers($7))",
            filter.CompletedOnly ? " AND r.state = 'Completed'" : "",
            $" ORDER BY s.number, s.step LIMIT {Page}");
        var sets = new SetMemory();
        for (var (number, step) = (0, 0); ;)
        {
            var (fromNumber, fromStep) = (number, step);
            var page = readers.Read(database => database.List(
                sql,
                row => (Key: row.Long(2), Chunk: new RowChunk
                {
                    JobId = filter.JobId,
                    Number = row.Int(0),
                    Step = row.Int(1),
                    Attempt = row.Int(3),
                    Set = sets.Read(row.Text(4)),
                    Batch = row.Int(5),
                    Name = row.Text(6),
                    Command = row.Text(7),
                    TargetId = row.Text(8),
                    Count = (int)Math.Min(row.Long(9), int.MaxValue),
                }),
                job, fromNumber, fromStep, filter.Attempt, filter.Step, Stored.Numbers(filter.Numbers), Stored.Numbers(filter.Batches)));
            foreach (var (key, set) in page)
            {
                (number, step) = (set.Number, set.Step);
                if (!Wildcard.MatchesAny(filter.Names, set.Name) || !Wildcard.MatchesAny(filter.Commands, set.Command))
                {
                    continue;
                }

                foreach (var chunk in filter.SetsOnly ? [set] : ReadChunks(key, set))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return chunk;
                }
            }

            if (page.Count < Page)
            {
                yield break;
            }
        }
    }

    public async IAsyncEnumerable<RunDocument> ReadDocumentsAsync(DocumentFilter filter,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var job = readers.Read(database => StoreContext.KeyOf(database, filter.JobId));
        var documents = readers.Read(database => database.List(
            string.Concat(
                "SELECT d.number, d.document, MAX(d.attempt), r.name FROM documents d JOIN runs r ON r.job = d.job AND r.number = "
                    + "d.number WHERE d.job = $1",
                filter.Documents.Count == 0 ? "" : " AND d.document IN (SELECT value FROM texts($2))",
                filter.Numbers.Count == 0 ? "" : " AND d.number IN (SELECT value FROM numbers($3))",
                " GROUP BY d.number, d.document, r.name ORDER BY d.number, d.document"),
            row => (Number: row.Int(0), Document: row.Text(1), Attempt: row.Int(2), Name: row.Text(3)),
            job, Stored.Texts(filter.Documents), Stored.Numbers(filter.Numbers)));
        foreach (var (number, document, attempt, name) in documents)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Wildcard.MatchesAny(filter.Names, name))
            {
                var content = readers.Read(database => database.First(
                    "SELECT codec, length, bytes FROM documents WHERE job = $1 AND number = $2 AND attempt = $3 AND document = $4",
                    row => Unpack(row, 0), job, number, attempt, document));
                // Removed while it was read: it is gone like the rest of the job.
                if (content is not null)
                {
                    yield return new RunDocument(filter.JobId, number, name, attempt, document, content);
                }
            }
        }
    }

    /// <summary>The pieces of one set; where it has none, the set alone, since no row is a result, too.</summary>
    private IEnumerable<RowChunk> ReadChunks(long key, RowChunk set)
    {
        var any = false;
        for (var after = 0L; ;)
        {
            var from = after;
            var next = readers.Read(database => database.First<(long Key, int Count, byte[] Bytes)?>(
                "SELECT key, count, codec, length, bytes FROM rows WHERE row_set = $1 AND key > $2 ORDER BY key LIMIT 1",
                row => (row.Long(0), row.Int(1), Unpack(row, 2)), key, from));
            if (next is not { } chunk)
            {
                break;
            }

            any = true;
            after = chunk.Key;
            yield return set with { Count = chunk.Count, Content = chunk.Bytes };
        }

        if (!any)
        {
            yield return set;
        }
    }

    /// <summary>Sets that were read: most targets of a job have the same.</summary>
    private sealed class SetMemory
    {
        private readonly Dictionary<string, RowSet> known = new(StringComparer.Ordinal);

        public RowSet Read(string stored) => known.TryGetValue(stored, out var set) ? set : known[stored] = StoredForm.ReadRowSet(stored);
    }

    private static byte[] Unpack(Row row, int column)
    {
        var content = new byte[row.Int(column + 1)];
        OutputCodec.Unpack(row.Int(column), row.Bytes(column + 2), content);
        return content;
    }
}
