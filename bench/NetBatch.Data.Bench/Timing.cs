using System.Diagnostics;

namespace NetBatch.Data.Bench;

/// <summary>Times something again and again.</summary>
internal static class Timing
{
    /// <summary>Processor time of this process for each of the last times that were measured: what a busy machine does not
    /// change.</summary>
    public static TimeSpan Processor { get; private set; }

    /// <summary>The median, after three times that do not count.</summary>
    public static async Task<TimeSpan> MedianAsync(int times, Func<Task> work)
    {
        List<TimeSpan> all = [];
        var processor = TimeSpan.Zero;
        for (var time = -3; time < times; time++)
        {
            processor = time == 0 ? Environment.CpuUsage.TotalTime : processor;
            var since = Stopwatch.GetTimestamp();
            await work();
            if (time >= 0)
            {
                all.Add(Stopwatch.GetElapsedTime(since));
            }
        }

        Processor = (Environment.CpuUsage.TotalTime - processor) / times;
        all.Sort();
        return all[all.Count / 2];
    }
}
