using System.Diagnostics;

namespace NetBatch.Data.Bench;

/// <summary>Times something again and again.</summary>
internal static class Timing
{
    /// <summary>The median, after three times that do not count.</summary>
    public static async Task<TimeSpan> MedianAsync(int times, Func<Task> work)
    {
        List<TimeSpan> all = [];
        for (var time = -3; time < times; time++)
        {
            var since = Stopwatch.GetTimestamp();
            await work();
            if (time >= 0)
            {
                all.Add(Stopwatch.GetElapsedTime(since));
            }
        }

        all.Sort();
        return all[all.Count / 2];
    }
}
