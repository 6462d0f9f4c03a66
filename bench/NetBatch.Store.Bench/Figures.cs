namespace NetBatch.Store.Bench;

/// <summary>A job's live report, and statistics over a week and over all.</summary>
internal static class Figures
{
    private const string Percentile = """
        SELECT duration FROM (SELECT (ended_at - started_at) / 10000 AS duration, ROW_NUMBER() OVER (ORDER BY ended_at - started_at) AS rank,
            COUNT(*) OVER () AS all_of_them FROM runs WHERE ended_at IS NOT NULL AND state IN ('Completed', 'Failed', 'ConnectionFailed'))
        WHERE rank IN (all_of_them / 2, all_of_them * 95 / 100, all_of_them)
        """;

    public static async Task MeasureAsync(IJobStore store, string path)
    {
        var reader = new StatusReader(store, TimeProvider.System);
        var status = await Timing.BestAsync(async () => await reader.ReadAsync("batch_00001388", true, default));
        Timing.Tell("status of a job, every device", status, TimeSpan.FromMilliseconds(50), "raw scan",
            await Timing.RawAsync(path, "SELECT * FROM runs WHERE job = 5000"));

        var week = new JobFilter { Since = DateTimeOffset.UtcNow.AddDays(-7) };
        var last = await Timing.BestAsync(async () => await store.MeasureAsync(week, 10, default));
        Timing.Tell("measure: 7 days", last, TimeSpan.FromSeconds(1), "raw scan",
            await Timing.RawAsync(path,
                "SELECT job, name, state, attempts, started_at, ended_at, connect_time FROM runs WHERE job > 9664"));

        var all = await Timing.BestAsync(async () => await store.MeasureAsync(new JobFilter(), 10, default), 3);
        Timing.Tell("measure: all 1,000,000 runs", all, TimeSpan.FromSeconds(1), "percentiles in SQL",
            await Timing.RawAsync(path, Percentile));
    }
}
