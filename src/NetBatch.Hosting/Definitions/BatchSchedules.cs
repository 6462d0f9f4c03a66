using System.Text.Json;
using NetBatch.Scheduling;

namespace NetBatch.Hosting;

/// <summary>The schedules of a store: kept, listed, and gone through.</summary>
public sealed class BatchSchedules : BatchDefinitions<BatchSchedule>
{
    private readonly NetBatchHost host;

    internal BatchSchedules(NetBatchHost host)
        : base(host.Store.Definitions, host.Me,
            new("schedule", "schedule", "Get-BatchSchedule (netbatch schedule list)",
                "Register-BatchSchedule (netbatch schedule register)")) =>
        this.host = host;

    /// <summary>Goes through the schedules until it is cancelled. Its jobs run in this process, and stop with it at their safe
    /// points.</summary>
    /// <param name="told">Called for every moment that something became of.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.JobOwned"/>: another living process does so already.</exception>
    public async Task RunAsync(Func<ScheduleRun, Task> told, CancellationToken cancellationToken)
    {
        await LeadAsync(cancellationToken).ConfigureAwait(false);
        await new Scheduler(host.Store.Schedules, new ScheduledJobs(host, this), host.Options.Time).RunAsync(told, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Makes this process the one that goes through the schedules.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.JobOwned"/>: another living process does so already.</exception>
    public async Task LeadAsync(CancellationToken cancellationToken)
    {
        if (!await host.Store.Schedules.LeadAsync(cancellationToken).ConfigureAwait(false))
        {
            var leader = await host.Store.Schedules.LeaderAsync(cancellationToken).ConfigureAwait(false) ?? "another process";
            throw new NetBatchException(ErrorCode.JobOwned,
                $"The schedules of '{host.Store.Location}' are gone through by {leader} already.",
                "One scheduler for a store is enough; end that one first.");
        }
    }

    /// <summary>The definition for a native scheduler, which then needs no process of NetBatch's to wait: it runs the template
    /// itself.</summary>
    /// <param name="schedule">The schedule; it is checked and not kept.</param>
    /// <param name="format">For which scheduler.</param>
    /// <param name="program">The command line's program, its words.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="NetBatchException">What is wrong with the schedule, or what that scheduler cannot say.</exception>
    public async Task<IReadOnlyList<NativeFile>> EmitAsync(BatchSchedule schedule, NativeScheduler format, IReadOnlyList<string> program,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(program);
        await DemandUsableAsync(schedule, cancellationToken).ConfigureAwait(false);
        if (schedule.AfterSchedules is { Count: > 0 })
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, "A native scheduler does not know the job of another schedule.",
                "Leave AfterSchedules to netbatch serve.");
        }

        List<string> command = [.. program, "run", "--quiet", "--yes", "--job-template", schedule.Template, "--name", schedule.Name,
            "--store", host.Store.Location];
        foreach (var (name, value) in schedule.Parameters)
        {
            foreach (var one in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [value])
            {
                command.AddRange(["--parameter", $"{name}={(one.ValueKind == JsonValueKind.String ? one.GetString() : one.GetRawText())}"]);
            }
        }

        if (schedule.Window is { } window)
        {
            command.AddRange(["--window", window.ToString()]);
        }

        foreach (var name in schedule.Notify ?? [])
        {
            command.AddRange(["--notify", name]);
        }

        return NativeSchedule.Write(format, schedule, command);
    }

    /// <summary>Schedules without what is known of their moments.</summary>
    internal IAsyncEnumerable<BatchSchedule> PlainAsync(CancellationToken cancellationToken) => PlainAsync([], cancellationToken);

    /// <summary>The complete job of a schedule for a moment.</summary>
    internal async Task<JobSpec> SpecAsync(BatchSchedule schedule, DateTimeOffset due, CancellationToken cancellationToken)
    {
        var spec = await host.JobTemplates.SpecAsync(schedule.Template, schedule.Parameters, cancellationToken).ConfigureAwait(false);
        List<string> on = [];
        foreach (var name in schedule.AfterSchedules ?? [])
        {
            var before = await host.Store.Schedules.ReadAsync(name, cancellationToken)
                .FirstOrDefaultAsync(run => run.Due <= due, cancellationToken).ConfigureAwait(false);
            on.Add(before is { Outcome: ScheduleOutcome.Started, JobId: { } id } ? id : throw new NetBatchException(
                ErrorCode.DependencyFailed,
                before is null ? $"The schedule '{name}' before has started no job yet."
                    : $"The schedule '{name}' before started no job for {before.Due:u} ({before.Outcome}). {before.Note}".TrimEnd()));
        }

        string[] notify = [.. (spec.Notify ?? []).Concat(schedule.Notify ?? []).Distinct(StringComparer.OrdinalIgnoreCase)];
        return spec with
        {
            Origin = new ScheduleOrigin(schedule.Name, due),
            Notify = notify.Length > 0 ? notify : null,
            Rules = spec.Rules with
            {
                Window = schedule.Window ?? spec.Rules.Window,
                DependsOn = on.Count > 0 ? on : null,
                After = on.Count > 0 ? schedule.After : default,
            },
        };
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Problems(BatchSchedule definition) =>
        definition.MostMissed is < 1 or > 100 ? [$"MostMissed is {definition.MostMissed}; it may be 1 to 100."] : [];

    /// <inheritdoc/>
    protected override JsonElement Write(BatchSchedule definition) => JsonElement.Parse(definition.ToJson());

    /// <inheritdoc/>
    protected override BatchSchedule Read(Definition kept) => BatchSchedule.FromJson(kept.Content.GetRawText());

    /// <inheritdoc/>
    protected override async Task<BatchSchedule> PreparedAsync(BatchSchedule definition, CancellationToken cancellationToken)
    {
        await DemandUsableAsync(definition, cancellationToken).ConfigureAwait(false);
        return definition;
    }

    /// <summary>The schedule with its last and its next moment.</summary>
    protected override async Task<BatchSchedule> CompleteAsync(BatchSchedule definition, CancellationToken cancellationToken)
    {
        return definition with
        {
            NextDue = NextOf(definition),
            LastRun = await host.Store.Schedules.ReadAsync(definition.Name, cancellationToken).FirstOrDefaultAsync(cancellationToken)
                .ConfigureAwait(false),
        };
    }

    private DateTimeOffset? NextOf(BatchSchedule schedule)
    {
        try
        {
            var next = schedule.Disabled ? null : CronTimes.Parse(schedule.Cron, schedule.TimeZone).Next(host.Options.Time.GetUtcNow());
            return next is null ? null : TimeZoneInfo.ConvertTime(next.Value, Zones.Find(schedule.TimeZone));
        }
        catch (NetBatchException)
        {
            // Taken by an older version, or where another time zone was known. It can still be seen, changed and removed; the scheduler
            // says why it never comes.
            return null;
        }
    }

    private async Task DemandUsableAsync(BatchSchedule schedule, CancellationToken cancellationToken)
    {
        if (CronTimes.Parse(schedule.Cron, schedule.TimeZone).Next(host.Options.Time.GetUtcNow()) is null)
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument, $"The cron expression '{schedule.Cron}' has no moment to come.",
                "Look at its day of month and month: there is no 31st of February.");
        }

        var filled = await host.JobTemplates.FillAsync(schedule.Template, schedule.Parameters, cancellationToken).ConfigureAwait(false);
        if (!filled.ChoosesTargets)
        {
            throw new NetBatchException(
                ErrorCode.NoTargets, $"The template '{filled.Template.Name}' chooses no devices, and nobody is there to name some.",
                "Give the template devices (Set-BatchJobTemplate -Device).");
        }

        if (filled.Pipelines is not null)
        {
            // Unlike devices, which may yet come into the inventory, a pipeline that cannot be run tonight is a mistake now.
            host.Jobs.Preview(await host.JobTemplates.SpecAsync(filled, cancellationToken).ConfigureAwait(false));
        }

        // One that comes after itself is told as the circle that it is, below.
        await EnsureKnownAsync([.. (schedule.AfterSchedules ?? []).Where(
            name => !name.Equals(schedule.Name, StringComparison.OrdinalIgnoreCase))], cancellationToken).ConfigureAwait(false);
        var others = await PlainAsync(cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (ScheduleOrder.Circle(schedule, others) is { } circle)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, circle);
        }

        await host.Notifications.EnsureKnownAsync(schedule.Notify, cancellationToken).ConfigureAwait(false);
    }
}
