using System.Runtime.InteropServices;

namespace NetBatch;

/// <summary>Makes figures of jobs and runs that are handed to it one by one, in memory that grows with devices, not with runs, but for 8
/// bytes each.</summary>
public sealed class MeasureBuilder
{
    private readonly Dictionary<JobState, int> states = [];
    private readonly Dictionary<string, int> kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> failures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Sums> devices = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<int> durations = [];
    private readonly List<int> connects = [];
    private TargetCounts counts = TargetCounts.None;
    private int jobs;

    /// <summary>Counts a job.</summary>
    public void Add(BatchJob job)
    {
        jobs++;
        CollectionsMarshal.GetValueRefOrAddDefault(states, job.State, out _)++;
        CollectionsMarshal.GetValueRefOrAddDefault(kinds, job.Kind, out _)++;
        counts = counts.Plus(job.Counts);
    }

    /// <summary>Counts a target of a job that completed or failed; what else became of it says nothing of the device.</summary>
    /// <param name="device">Its name.</param>
    /// <param name="completed">Whether it completed.</param>
    /// <param name="retried">Whether it needed more than one attempt.</param>
    /// <param name="duration">How long its last attempt took, in milliseconds.</param>
    /// <param name="connect">How long the session took to open, in milliseconds; less than 0: it was never open.</param>
    public void Add(ReadOnlySpan<char> device, bool completed, bool retried, int duration, int connect)
    {
        ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(devices.GetAlternateLookup<ReadOnlySpan<char>>(), device, out _);
        sums.Retried += retried ? 1 : 0;
        sums.Completed += completed ? 1 : 0;
        sums.Failures += completed ? 0 : 1;
        durations.Add(duration);
        if (completed)
        {
            sums.Milliseconds += duration;
            sums.Longest = Math.Max(sums.Longest, duration);
        }

        if (connect >= 0)
        {
            connects.Add(connect);
        }
    }

    /// <summary>Counts an error code.</summary>
    public void AddFailure(string code, int count) => CollectionsMarshal.GetValueRefOrAddDefault(failures, code, out _) += count;

    /// <summary>The figures.</summary>
    /// <param name="filter">What chose the jobs: its window stands in the figures.</param>
    /// <param name="top">How many devices the lists hold at most.</param>
    public JobMeasure Build(JobFilter filter, int top)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var judged = counts.Completed + counts.Failures;
        return new JobMeasure
        {
            Since = filter.Since,
            Before = filter.Before,
            Jobs = jobs,
            ByState = Counted(states.Select(one => new CountOf(one.Key.ToString(), one.Value))),
            ByKind = Counted(kinds.Select(one => new CountOf(one.Key, one.Value))),
            Counts = counts,
            SuccessRate = judged == 0 ? null : 100.0 * counts.Completed / judged,
            Duration = Spread(durations),
            ConnectTime = Spread(connects),
            Failures = Counted(failures.Select(one => new CountOf(one.Key, one.Value))),
            Slowest = [.. devices.Where(one => one.Value.Completed > 0).OrderByDescending(one => one.Value.Mean)
                .ThenBy(one => one.Key, StringComparer.Ordinal).Take(top).Select(Device)],
            Flakiest =
            [
                .. devices.Where(one => one.Value is { Completed: > 0, Unsteady: > 0 })
                    .OrderByDescending(one => one.Value.Unsteady).ThenBy(one => one.Value.Completed)
                    .ThenBy(one => one.Key, StringComparer.Ordinal)
                    .Take(top).Select(Device),
            ],
        };
    }

    /// <summary>The smallest value that so many percent of all do not exceed (nearest rank).</summary>
    internal static TimeSpread Spread(List<int> milliseconds)
    {
        if (milliseconds.Count == 0)
        {
            return TimeSpread.None;
        }

        milliseconds.Sort();
        TimeSpan At(int percent) => TimeSpan.FromMilliseconds(milliseconds[(int)((((long)milliseconds.Count * percent) + 99) / 100) - 1]);
        return new TimeSpread(milliseconds.Count, At(50), At(95), At(100));
    }

    private static IReadOnlyList<CountOf> Counted(IEnumerable<CountOf> all) =>
        [.. all.OrderByDescending(one => one.Count).ThenBy(one => one.Name, StringComparer.Ordinal)];

    private static DeviceMeasure Device(KeyValuePair<string, Sums> one) => new()
    {
        Device = one.Key,
        Runs = one.Value.Completed + one.Value.Failures,
        Completed = one.Value.Completed,
        Failures = one.Value.Failures,
        Retried = one.Value.Retried,
        MeanDuration = TimeSpan.FromMilliseconds(one.Value.Mean),
        MaxDuration = TimeSpan.FromMilliseconds(one.Value.Longest),
    };

    private struct Sums
    {
        public int Completed;
        public int Failures;
        public int Retried;
        public long Milliseconds;
        public int Longest;

        public readonly long Mean => Completed == 0 ? 0 : Milliseconds / Completed;

        public readonly int Unsteady => Failures + Retried;
    }
}
