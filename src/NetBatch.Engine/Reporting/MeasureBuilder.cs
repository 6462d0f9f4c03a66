using System.Runtime.InteropServices;

namespace NetBatch;

/// <summary>Makes figures of jobs and runs that are handed to it one by one, in memory that grows with devices, not with runs, but for 8 bytes each.</summary>
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

    /// <summary>Counts a target of a job. What neither completed nor failed says nothing of the device and is passed over.</summary>
    /// <param name="device">Its name.</param>
    /// <param name="state">How it ended.</param>
    /// <param name="attempts">How often it was begun.</param>
    /// <param name="duration">How long its last attempt took, or null.</param>
    /// <param name="connect">How long the session took to open, or null.</param>
    public void Add(ReadOnlySpan<char> device, TargetState state, int attempts, TimeSpan? duration, TimeSpan? connect)
    {
        var completed = state == TargetState.Completed;
        if (!completed && !state.IsFailure())
        {
            return;
        }

        ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(devices.GetAlternateLookup<ReadOnlySpan<char>>(), device, out _);
        sums.Retried += attempts > 1 ? 1 : 0;
        sums.Completed += completed ? 1 : 0;
        sums.Failures += completed ? 0 : 1;
        if (duration is { } took)
        {
            durations.Add(Milliseconds(took));
            if (completed)
            {
                sums.Ticks += took.Ticks;
                sums.Longest = Math.Max(sums.Longest, took.Ticks);
            }
        }

        if (connect is { } opened)
        {
            connects.Add(Milliseconds(opened));
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
            Slowest = [.. devices.Where(one => one.Value.Completed > 0).OrderByDescending(one => one.Value.Mean).ThenBy(one => one.Key, StringComparer.Ordinal).Take(top).Select(Device)],
            Flakiest =
            [
                .. devices.Where(one => one.Value is { Completed: > 0, Unsteady: > 0 })
                    .OrderByDescending(one => one.Value.Unsteady).ThenBy(one => one.Value.Completed).ThenBy(one => one.Key, StringComparer.Ordinal)
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

    private static int Milliseconds(TimeSpan time) => (int)Math.Clamp(time.TotalMilliseconds, 0, int.MaxValue);

    private static IReadOnlyList<CountOf> Counted(IEnumerable<CountOf> all) =>
        [.. all.OrderByDescending(one => one.Count).ThenBy(one => one.Name, StringComparer.Ordinal)];

    private static DeviceMeasure Device(KeyValuePair<string, Sums> one) => new()
    {
        Device = one.Key,
        Runs = one.Value.Completed + one.Value.Failures,
        Completed = one.Value.Completed,
        Failures = one.Value.Failures,
        Retried = one.Value.Retried,
        MeanDuration = TimeSpan.FromTicks(one.Value.Mean),
        MaxDuration = TimeSpan.FromTicks(one.Value.Longest),
    };

    private struct Sums
    {
        public int Completed;
        public int Failures;
        public int Retried;
        public long Ticks;
        public long Longest;

        public readonly long Mean => Completed == 0 ? 0 : Ticks / Completed;

        public readonly int Unsteady => Failures + Retried;
    }
}
