using System.Diagnostics;
using NetBatch.Reliability.Tests.StoreFaults;
using NetBatch.Store.Sqlite;

namespace NetBatch.Reliability.Tests.Crowds;

/// <summary>Job after job on a store that many others use as well, and a look at theirs.</summary>
internal static class BusyProcess
{
    /// <summary>Says READY, waits for the end of its input, then works until the time is over and says how many jobs it went
    /// through.</summary>
    public static async Task<int> RunAsync(string path, TimeSpan time)
    {
        await using var store = await SqliteJobStore.OpenAsync(new SqliteStoreOptions { Path = path }, default);
        Console.WriteLine("READY");
        await Console.In.ReadLineAsync();
        var jobs = 0;
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < time; jobs++)
        {
            var job = new PaperJob(path, targets: 1) { Patience = TimeSpan.FromMinutes(5) };
            await job.RunAsync(store);
            var ended = await store.GetAsync(job.Id!, default);
            if (ended.State != JobState.Completed || job.Paper.Count != ended.TotalTargets * PaperWork.Lines.Length)
            {
                throw new InvalidOperationException($"{ended} after {job.Paper.Count} lines");
            }

            if (jobs % 10 == 0)
            {
                _ = await store.ListAsync(new JobFilter(), default).Take(50).ToListAsync();
            }
        }

        Console.WriteLine($"DONE {jobs}");
        return 0;
    }
}
