namespace NetBatch.Scheduling;

/// <summary>Schedules that others wait for, before those.</summary>
public static class ScheduleOrder
{
    /// <summary>In the order in which they can be started; names decide among equals.</summary>
    public static IReadOnlyList<BatchSchedule> Sort(IReadOnlyList<BatchSchedule> schedules)
    {
        ArgumentNullException.ThrowIfNull(schedules);
        var byName = schedules.ToDictionary(one => one.Name, StringComparer.OrdinalIgnoreCase);
        return [.. schedules.OrderBy(one => Depth(one, byName, 0)).ThenBy(one => one.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>A sentence on a schedule that would wait for itself in the end, or null.</summary>
    public static string? Circle(BatchSchedule schedule, IReadOnlyList<BatchSchedule> others)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(others);
        var byName = others.ToDictionary(one => one.Name, StringComparer.OrdinalIgnoreCase);
        byName[schedule.Name] = schedule;
        return Depth(schedule, byName, 0) > byName.Count ? $"The schedule '{schedule.Name}' would wait for itself in the end." : null;
    }

    private static int Depth(BatchSchedule schedule, Dictionary<string, BatchSchedule> byName, int at) =>
        at > byName.Count ? at
            : (schedule.AfterSchedules ?? []).Select(name =>
                byName.TryGetValue(name, out var before) ? Depth(before, byName, at + 1) + 1 : 0).DefaultIfEmpty().Max();
}
