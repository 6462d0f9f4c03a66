
namespace NetBatch.Store;

/// <summary>Goes through the jobs that SQL can choose, newest first and page by page, and keeps what is made of a row.</summary>
internal sealed class JobPages(ReaderPool readers, JobFilter filter)
{
    private const int Page = 1000;

    /// <param name="select">What is read, with a WHERE; its first column is the key.</param>
    /// <param name="make">Makes something of a row, or null: the row is left out.</param>
    public IEnumerable<List<T>> Read<T>(string select, Func<Row, T?> make)
        where T : class
    {
        var sql = $"{select}{Where()} AND key < $7 ORDER BY key DESC LIMIT {Page}";
        var ofDevices = filter.Devices.Count == 0 ? null : new DeviceJobs(readers).Keys(filter.Devices);
        for (var before = long.MaxValue; ;)
        {
            var (from, rows, made) = (before, 0, new List<T>());
            var among = ofDevices is null ? "[]" : Among(ofDevices, from);
            readers.Read(database =>
            {
                database.Each(
                    sql,
                    row =>
                    {
                        rows++;
                        before = row.Long(0);
                        if (make(row) is { } one)
                        {
                            made.Add(one);
                        }
                    },
                    Stored.Texts(filter.Ids), Stored.Names(StoredStates()), Stored.Texts(filter.Kinds), filter.Project,
                    filter.Since?.UtcTicks ?? 0L, filter.Before?.UtcTicks ?? long.MaxValue, from, Stored.Numbers(filter.Priorities), among);
                return rows;
            });
            yield return made;
            if (ofDevices is null ? rows < Page : (before = Last(ofDevices, from)) <= 0)
            {
                yield break;
            }
        }
    }

    /// <summary>The next page of a list of keys that is sorted downwards, as JSON.</summary>
    private static string Among(List<long> keys, long before) => $"[{string.Join(',', After(keys, before).Take(Page))}]";

    /// <summary>The key at which the next page of such a list begins; 0: there is none.</summary>
    private static long Last(List<long> keys, long before) => After(keys, before).Skip(Page - 1).FirstOrDefault();

    private static IEnumerable<long> After(List<long> keys, long before)
    {
        var at = keys.BinarySearch(before, Comparer<long>.Create((one, other) => other.CompareTo(one)));
        return keys.Skip(at < 0 ? ~at : at + 1);
    }

    private string Where() => string.Concat(
        filter.Ids.Count == 0 ? "" : " AND id IN (SELECT value FROM texts($1))",
        // The plus signs: the order is that of keys, and an index of states would have to be sorted.
        filter.States.Count == 0 ? "" : " AND +state IN (SELECT value FROM texts($2))",
        filter.Kinds.Count == 0 ? "" : " AND lower(kind) IN (SELECT lower(value) FROM texts($3))",
        filter.Project is null ? "" : " AND strpos(lower(', ' || project || ', '), lower(', ' || $4 || ', ')) > 0",
        filter.Since is null ? "" : " AND created_at >= $5",
        filter.Before is null ? "" : " AND created_at < $6",
        filter.Priorities.Count == 0 ? "" : " AND jobs.priority IN (SELECT value FROM numbers($8))",
        filter.Workflows.Count == 0 ? "" : " AND workflow IS NOT NULL",
        filter.Devices.Count == 0 ? "" : " AND key IN (SELECT value FROM numbers($9))");

    /// <summary>The states in the file that the wanted ones can come from.</summary>
    private IEnumerable<JobState> StoredStates() => filter.States.Contains(JobState.Interrupted)
        ? filter.States.Concat(Enum.GetValues<JobState>().Where(state => state.NeedsOwner() || state == JobState.Pending)).Distinct()
        : filter.States;
}
