namespace NetBatch.Store.Sqlite;

/// <summary>
/// Reads what statistics are made of. Percentiles need every duration, and the index that holds them is read once, from
/// end to end: grouping the same rows by device in SQL would sort them all and take several times as long.
/// </summary>
internal sealed class MeasureReader(ReaderPool readers, JobReader jobs)
{
    /// <summary>Targets that are read at once: an open read keeps the log from being folded into the file.</summary>
    private const int Portion = 100_000;
    private const int LongestName = 256;

    public JobMeasure Read(JobFilter filter, int top, CancellationToken cancellationToken)
    {
        var figures = new MeasureBuilder();
        var keys = new List<long>();
        var targets = 0;
        foreach (var (key, job) in jobs.Keyed(filter))
        {
            figures.Add(job);
            keys.Add(key);
            targets += job.TotalTargets;
            if (targets >= Portion)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Runs(figures, keys);
                keys.Clear();
                targets = 0;
            }
        }

        Runs(figures, keys);
        return figures.Build(filter, top);
    }

    private void Runs(MeasureBuilder figures, List<long> keys) => readers.Read(database =>
    {
        var among = $"[{string.Join(',', keys)}]";
        var buffer = new char[LongestName];
        database.Each(
            """
            SELECT name, state, attempts, ended_at - started_at, connect_time FROM runs INDEXED BY runs_measure
            WHERE ended_at IS NOT NULL AND job IN (SELECT value FROM json_each($1))
            """,
            row =>
            {
                var raw = new RawRow(row.Handle!);
                var name = raw.TryText(0, buffer, out var text) ? text : raw.Text(0);
                figures.Add(name, raw.Enum<TargetState>(1), raw.Int(2), Time(raw, 3), Time(raw, 4));
            },
            among);
        database.Each(
            """
            SELECT error ->> '$.code', COUNT(*) FROM runs INDEXED BY runs_notable
            WHERE state NOT IN ('Pending', 'Completed') AND error IS NOT NULL AND job IN (SELECT value FROM json_each($1)) GROUP BY 1
            """,
            row => figures.AddFailure(row.GetString(0), row.GetInt32(1)),
            among);
        return keys.Count;
    });

    private static TimeSpan? Time(RawRow raw, int column) => raw.IsNull(column) ? null : TimeSpan.FromTicks(raw.Long(column));
}
