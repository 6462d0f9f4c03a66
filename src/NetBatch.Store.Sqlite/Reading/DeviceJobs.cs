namespace NetBatch.Store.Sqlite;

/// <summary>Which jobs have a target of some name.</summary>
internal sealed class DeviceJobs(ReaderPool readers)
{
    /// <summary>The jobs' keys, greatest first.</summary>
    public List<long> Keys(IReadOnlyList<string> patterns)
    {
        var names = patterns.SelectMany(Names).Distinct(StringComparer.Ordinal).ToArray();
        return readers.Read(database => database.List(
            "SELECT DISTINCT job FROM runs INDEXED BY runs_device WHERE name COLLATE NOCASE IN (SELECT value FROM json_each($1)) ORDER BY job DESC",
            row => row.GetInt64(0),
            Stored.Texts(names)));
    }

    /// <summary>
    /// The names that a pattern means. The index holds them in order, ASCII letters of any case as one: the walk begins
    /// where the pattern's fixed beginning stands and jumps from each name to the next one.
    /// </summary>
    private List<string> Names(string pattern)
    {
        var start = new string([.. pattern.TakeWhile(sign => char.IsAscii(sign) && sign is not ('*' or '?'))]);
        return start.Length == pattern.Length ? [pattern] : readers.Read(database =>
        {
            List<string> names = [];
            var next = database.Scalar("SELECT name FROM runs INDEXED BY runs_device WHERE name COLLATE NOCASE >= $1 ORDER BY name COLLATE NOCASE LIMIT 1", start) as string;
            while (next is not null && next.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                if (Wildcard.Matches(pattern, next))
                {
                    names.Add(next);
                }

                next = database.Scalar("SELECT name FROM runs INDEXED BY runs_device WHERE name COLLATE NOCASE > $1 ORDER BY name COLLATE NOCASE LIMIT 1", next) as string;
            }

            return names;
        });
    }
}
