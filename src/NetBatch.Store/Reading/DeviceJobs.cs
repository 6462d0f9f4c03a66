namespace NetBatch.Store;

/// <summary>Which jobs have a target of some name.</summary>
internal sealed class DeviceJobs(ReaderPool readers)
{
    /// <summary>The jobs' keys, greatest first.</summary>
    public List<long> Keys(IReadOnlyList<string> patterns)
    {
        var names = patterns.SelectMany(Names).Distinct(StringComparer.Ordinal).ToArray();
        return [.. readers.Read(database => database.List(
            "SELECT job FROM runs INDEXED BY runs_device WHERE name COLLATE NOCASE IN (SELECT lower(value) FROM texts($1))",
            row => row.Long(0),
            Stored.Texts(names))).Distinct().OrderDescending()];
    }

    /// <summary>
    /// The names that a pattern means. The index holds them in order, ASCII letters of any case as one: the walk begins
    /// where the pattern's fixed beginning stands and jumps from each name to the next one.
    /// </summary>
    private List<string> Names(string pattern)
    {
        var start = new string([.. pattern.TakeWhile(sign => char.IsAscii(sign) && sign is not ('*' or '?'))]);
        return start.Length == pattern.Length ? [pattern]
            : [.. readers.Read(database => database.List(Walk, row => row.Text(0), start))
                .Where(name => Wildcard.Matches(pattern, name))];
    }

    private const string Walk = """
        WITH RECURSIVE walk (name) AS (
            SELECT (SELECT name FROM runs INDEXED BY runs_device WHERE name COLLATE NOCASE >= $1 COLLATE NOCASE
                ORDER BY name COLLATE NOCASE LIMIT 1)
            UNION ALL
            SELECT (SELECT name FROM runs INDEXED BY runs_device WHERE name COLLATE NOCASE > walk.name COLLATE NOCASE
                ORDER BY name COLLATE NOCASE LIMIT 1)
            FROM walk WHERE lower(substr(walk.name, 1, length($1))) = lower($1))
        SELECT name FROM walk WHERE name IS NOT NULL
        """;
}
