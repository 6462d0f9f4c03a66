namespace NetBatch.Scheduling;

/// <summary>What is to be done for a schedule now.</summary>
/// <param name="At">The moment that a job is due for.</param>
/// <param name="WasMissed">Whether nobody was there at that moment.</param>
/// <param name="Passed">The last of moments that are left out, or null; then nothing is due before that was kept.</param>
/// <param name="Note">A sentence on what was missed, or null.</param>
internal sealed record Due(DateTimeOffset At, bool WasMissed, DateTimeOffset? Passed, string? Note)
{
    /// <summary>More moments than this are not looked at one by one: a schedule of every minute that nobody went through for a
    /// week.</summary>
    private const int MostLooked = 10_000;

    /// <summary>By the schedule's policy for what was missed; null: nothing is due.</summary>
    public static Due? Of(BatchSchedule schedule, CronTimes times, DateTimeOffset since, DateTimeOffset now, TimeSpan grace)
    {
        List<DateTimeOffset> moments = [];
        for (var next = times.Next(Later(since, now - TimeSpan.FromDays(3660))); next <= now; next = times.Next(next.Value))
        {
            moments.Add(next.Value);
            if (moments.Count == MostLooked)
            {
                // Only the last ones can matter.
                moments.RemoveRange(0, MostLooked / 2);
            }
        }

        var missed = moments.Where(moment => now - moment > grace).ToArray();
        var onTime = moments.Skip(missed.Length).Cast<DateTimeOffset?>().FirstOrDefault();
        if (missed.Length == 0)
        {
            return onTime is { } at ? new Due(at, false, null, null) : null;
        }

        var told = missed.Length == 1 ? $"Nobody went through the schedules at {missed[0]:u}."
            : $"Nobody went through the schedules for {missed.Length} moments from {missed[0]:u} to {missed[^1]:u}.";
        return schedule.Missed switch
        {
            MissedRuns.Once when onTime is null => new Due(missed[^1], true, null, told),
            MissedRuns.All when missed.Length > schedule.MostMissed =>
                new Due(default, true, missed[^(schedule.MostMissed + 1)], $"{told} Only the last {schedule.MostMissed} are made up for."),
            MissedRuns.All => new Due(missed[0], true, null, told),
            _ => new Due(default, true, missed[^1], told),
        };
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
