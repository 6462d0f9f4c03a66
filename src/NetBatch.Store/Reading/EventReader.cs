using System.Runtime.CompilerServices;

namespace NetBatch.Store;

/// <summary>Reads the audit trail over all jobs: what their histories tell, and who removed which.</summary>
internal sealed class EventReader(ReaderPool readers)
{
    private const int Page = 1000;

    public async IAsyncEnumerable<BatchEvent> ReadAsync(EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var sql = Sql(filter);
        for (var after = Begin(filter); ;)
        {
            var from = after;
            var page = readers.Read(database => database.List(
                sql,
                row => (Sequence: row.Long(0), Event: Wanted(filter, row.Text(3), row.Text(6)) ? Event(row) : null),
                from, filter.Since?.UtcTicks ?? 0L, filter.Before?.UtcTicks ?? long.MaxValue, Stored.Texts(filter.JobIds),
                Stored.Texts(filter.Whats)));
            foreach (var (sequence, found) in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                after = sequence;
                if (found is not null)
                {
                    yield return found;
                }
            }

            if (page.Count < Page)
            {
                yield break;
            }
        }
    }

    private static string Sql(EventFilter filter)
    {
        var limits = string.Concat(
            filter.Since is null ? "" : " AND at >= $2",
            filter.Before is null ? "" : " AND at < $3",
            filter.Whats.Count == 0 ? "" : " AND lower(what) IN (SELECT lower(value) FROM texts($5))");
        var jobs = filter.JobIds.Count == 0 ? "" : " AND id IN (SELECT value FROM texts($4))";
        var index = filter.JobIds.Count == 0 ? "NOT INDEXED" : "INDEXED BY history_job";
        return $"""
            SELECT sequence, at, id, name, what, text, who FROM history {index} JOIN jobs ON key = history.job
            WHERE sequence > $1 AND removed = 0{limits}{jobs}
            UNION ALL
            SELECT sequence, at, id, name, what, text, who FROM (SELECT sequence, at, job AS id, name, 'removed' AS what, text, who FROM
                removals) AS gone
            WHERE sequence > $1{limits}{jobs}
            ORDER BY 1 LIMIT {Page}
            """;
    }

    /// <summary>Where a window begins in the order of events, so that what lies before is not read.</summary>
    private long Begin(EventFilter filter) => filter.Since is not { } since || filter.JobIds.Count > 0 ? filter.After : Math.Max(
        filter.After,
        readers.Read(database => database.Number(
            "SELECT least(COALESCE((SELECT MIN(sequence) FROM history WHERE at >= $1), $2), COALESCE((SELECT MIN(sequence) FROM removals "
                + "WHERE at >= $1), $2))",
            since.UtcTicks, long.MaxValue)) - 1);

    private static bool Wanted(EventFilter filter, string name, string who) =>
        Wildcard.MatchesAny(filter.Names, name) && (filter.Users.Count == 0 || JobReader.IsBy(filter.Users, who.Split(' ')[0]));

    private static BatchEvent Event(Row row)
    {
        var who = Who.Read(row.Text(6));
        return new BatchEvent
        {
            Sequence = row.Long(0),
            At = row.Time(1),
            JobId = row.Text(2),
            JobName = row.Text(3),
            What = row.Text(4),
            Text = row.Text(5),
            User = who?.User ?? "",
            Host = who?.Host ?? "",
            Program = who?.Program ?? "",
            ProcessId = who?.ProcessId,
        };
    }
}
