namespace NetBatch.Store;

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
        // Two columns instead of five: a call for each column of each row would be most of the time.
        database.Each(
            """
            SELECT name,
                CASE state WHEN 'Completed' THEN 0 WHEN 'Failed' THEN 1 WHEN 'ConnectionFailed' THEN 1 WHEN 'OutcomeUnknown' THEN 1 ELSE 2
                    END
                + CASE WHEN attempts > 1 THEN 4 ELSE 0 END
                + (least(greatest(ended_at - started_at, 0) / 10000, 1073741823) << 3)
                + (CASE WHEN connect_time IS NULL THEN 0 ELSE least(greatest(connect_time, 0) / 10000, 536870910) + 1 END << 33)
            FROM runs INDEXED BY runs_measure
            WHERE ended_at IS NOT NULL AND started_at IS NOT NULL AND job IN (SELECT value FROM numbers($1))
            """,
            row =>
            {
                var packed = row.Long(1);
                if ((packed & 3) < 2)
                {
                    figures.Add(
                        row.TryText(0, buffer, out var text) ? text : row.Text(0), (packed & 3) == 0, (packed & 4) != 0,
                        (int)((packed >> 3) & 0x3FFFFFFF), (int)(packed >> 33) - 1);
                }
            },
            among);
        database.Each(
            """
            SELECT json_text(error, 'code'), COUNT(*) FROM runs INDEXED BY runs_notable
            WHERE state NOT IN ('Pending', 'Completed') AND error IS NOT NULL AND job IN (SELECT value FROM numbers($1)) GROUP BY 1
            """,
            row => figures.AddFailure(row.Text(0), row.Int(1)),
            among);
        return keys.Count;
    });
}
