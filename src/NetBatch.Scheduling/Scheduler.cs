namespace NetBatch.Scheduling;

/// <summary>
/// Goes through the schedules of a store: one process at a time, by a lease; and for a moment of a schedule one job at
/// most, whoever leads, since the moment's record is kept in the transaction that makes the job.
/// </summary>
/// <param name="runs">What became of the moments.</param>
/// <param name="jobs">Schedules and jobs.</param>
/// <param name="time">The clock.</param>
public sealed class Scheduler(IScheduleStore runs, IScheduledJobs jobs, TimeProvider time)
{
    /// <summary>How often the lease is renewed and the schedules are looked at.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);

    /// <summary>A moment that is longer ago than this was missed.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly HashSet<string> resumed = new(StringComparer.Ordinal);
    private readonly HashSet<string> unreadable = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> changedAhead = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (CronTimes? Times, string? Problem)> times = new(StringComparer.Ordinal);

    /// <summary>Whether this process is the one that goes through the schedules.</summary>
    public bool Leads { get; private set; }

    /// <summary>Goes through the schedules until it is cancelled; then gives the lease up.</summary>
    /// <param name="told">Called for every moment that something became of.</param>
    /// <param name="cancellationToken">Ends it; jobs that it has started go on.</param>
    public async Task RunAsync(Func<ScheduleRun, Task> told, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(told);
        try
        {
            while (true)
            {
                Leads = await runs.LeadAsync(cancellationToken).ConfigureAwait(false);
                var next = Leads ? await TurnAsync(told, cancellationToken).ConfigureAwait(false) : null;
                var wait = next - time.GetUtcNow();
                await Task.Delay(wait < Turn ? wait.Value > TimeSpan.Zero ? wait.Value : TimeSpan.FromMilliseconds(100) : Turn, time,
                    cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how it ends.
        }
        finally
        {
            Leads = false;
            await runs.LeaveAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Looks at every schedule once; those that others wait for come first.</summary>
    /// <returns>When the next is due, or null.</returns>
    private async Task<DateTimeOffset?> TurnAsync(Func<ScheduleRun, Task> told, CancellationToken cancellationToken)
    {
        List<BatchSchedule> schedules = [];
        await foreach (var schedule in jobs.SchedulesAsync(cancellationToken).ConfigureAwait(false))
        {
            schedules.Add(schedule);
        }

        DateTimeOffset? next = null;
        foreach (var schedule in ScheduleOrder.Sort(schedules).Where(one => !one.Disabled))
        {
            if (await LookAsync(schedule, cancellationToken).ConfigureAwait(false) is { } run)
            {
                await told(run).ConfigureAwait(false);
            }

            var due = TimesOf(schedule).Times?.Next(time.GetUtcNow());
            next = due < next || next is null ? due : next;
        }

        return next;
    }

    private async Task<ScheduleRun?> LookAsync(BatchSchedule schedule, CancellationToken cancellationToken)
    {
        var (moments, problem) = TimesOf(schedule);
        if (moments is null)
        {
            var at = time.GetUtcNow();
            var told = new ScheduleRun(schedule.Name, at, ScheduleOutcome.Refused, null, problem, at);
            return unreadable.Add($"{schedule.Name}\n{KeyOf(schedule)}") ? await KeepAsync(told, cancellationToken).ConfigureAwait(false)
                : null;
        }

        var last = await LastAsync(schedule, started: false, cancellationToken).ConfigureAwait(false);
        var job = await LastJobAsync(schedule, cancellationToken).ConfigureAwait(false);
        await ResumeAsync(job, cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow();
        var changed = ChangedAt(schedule, now);
        var since = last is null || last.Due < changed ? changed : last.Due;
        if (Due.Of(schedule, moments, since, now, Grace) is not { } due)
        {
            return null;
        }

        if (due.Passed is { } passed)
        {
            return await KeepAsync(new ScheduleRun(schedule.Name, passed, ScheduleOutcome.Missed, null, due.Note, now), cancellationToken)
                .ConfigureAwait(false);
        }

        if (job is not null && !job.State.IsFinal())
        {
            // What was missed waits for its turn; what is due now is left out, so that jobs do not pile up.
            return due.WasMissed && schedule.Missed == MissedRuns.All ? null : await KeepAsync(
                new ScheduleRun(schedule.Name, due.At, ScheduleOutcome.Overlap, null, $"The job {job.Id} before is still {job.State}.",
                    now), cancellationToken).ConfigureAwait(false);
        }

        try
        {
            var started = await jobs.StartAsync(schedule, due.At, cancellationToken).ConfigureAwait(false);
            return new ScheduleRun(schedule.Name, due.At, ScheduleOutcome.Started, started.Id, due.Note, now);
        }
        catch (NetBatchException refused)
        {
            // Also where another process was quicker: then the moment has its record, and this one is not kept.
            return await KeepAsync(
                new ScheduleRun(schedule.Name, due.At, ScheduleOutcome.Refused, null, $"{refused.Message} {refused.Remedy}".TrimEnd(), now),
                cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ScheduleRun?> KeepAsync(ScheduleRun run, CancellationToken cancellationToken) =>
        await runs.RecordAsync(run, cancellationToken).ConfigureAwait(false) ? run : null;

    /// <summary>When the schedule was changed; where that lies ahead, since the clock was wrong then, when that was seen first.</summary>
    private DateTimeOffset ChangedAt(BatchSchedule schedule, DateTimeOffset now)
    {
        if (schedule.ChangedAt <= now)
        {
            return schedule.ChangedAt;
        }

        if (!changedAhead.TryGetValue(schedule.Name, out var seen) || seen > now)
        {
            changedAhead[schedule.Name] = seen = now;
        }

        return seen;
    }

    /// <summary>A moment that lies ahead was gone through while the clock was wrong: it is not gone through again, and nothing waits for
    /// it.</summary>
    private async Task<ScheduleRun?> LastAsync(BatchSchedule schedule, bool started, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await foreach (var run in runs.ReadAsync(schedule.Name, cancellationToken).ConfigureAwait(false))
        {
            if (started ? run.Outcome == ScheduleOutcome.Started : run.Due <= now)
            {
                return run;
            }
        }

        return null;
    }

    private async Task<BatchJob?> LastJobAsync(BatchSchedule schedule, CancellationToken cancellationToken) =>
        await LastAsync(schedule, started: true, cancellationToken).ConfigureAwait(false) is { JobId: { } id }
            ? await jobs.FindAsync(id, cancellationToken).ConfigureAwait(false)
            : null;

    /// <summary>A job that was cut off with the scheduler before goes on, once; what cannot is for a person.</summary>
    private async Task ResumeAsync(BatchJob? job, CancellationToken cancellationToken)
    {
        if (job is not { State: JobState.Interrupted } || job.Owner is not null || !resumed.Add(job.Id))
        {
            return;
        }

        try
        {
            await jobs.ResumeAsync(job.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (NetBatchException)
        {
            // Its state tells it; the next moment finds it in the way and says so.
        }
    }

    private static string KeyOf(BatchSchedule schedule) => $"{schedule.Cron}\n{schedule.TimeZone}";

    /// <summary>The moments, or why this machine cannot tell them: it lacks the time zone, or an older version took the expression. The
    /// others go on.</summary>
    private (CronTimes? Times, string? Problem) TimesOf(BatchSchedule schedule)
    {
        if (!times.TryGetValue(KeyOf(schedule), out var found))
        {
            try
            {
                found = (CronTimes.Parse(schedule.Cron, schedule.TimeZone), null);
            }
            catch (NetBatchException wrong)
            {
                found = (null, $"{wrong.Message} {wrong.Remedy}".TrimEnd());
            }

            times[KeyOf(schedule)] = found;
        }

        return found;
    }
}
