using System.Text.Json;
using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Scheduling;

/// <summary>Three scheduled jobs in a chain, with a change window and notifications: under a fake clock, and for real.</summary>
public sealed class ScheduledChainTests
{
    [Fact]
    public async Task Serve_ChainWithAWindow_UnderAFakeClock_WaitsForBothAndTellsEachEndOnce()
    {
        var folder = Directory.CreateTempSubdirectory("netbatch-chain-").FullName;
        var time = new FakeTime();
        var work = new QuietWork(time);
        await using var hook = Listener.Http();
        await using var mail = Listener.Smtp();
        try
        {
            await using var host = await NetBatchHost.OpenAsync(
                new HostOptions { StorePath = Path.Combine(folder, "jobs.db"), Program = "tests", Time = time, MoreWork = [work] },
                CancellationToken.None);
            await host.Store.Targets.SaveAsync([new Target { Id = "a", Name = "a" }, new Target { Id = "b", Name = "b" }],
                CancellationToken.None);
            await host.Notifications.SaveAsync(
                new() { Name = "hook", Kind = NotificationKind.Webhook, Url = $"http://127.0.0.1:{hook.Port}/", TimeoutSeconds = 60 }, true,
                CancellationToken.None);
            await host.Notifications.SaveAsync(
                new() { Name = "mail", Kind = NotificationKind.Mail, SmtpHost = "127.0.0.1", SmtpPort = mail.Port,
                    From = "netbatch@example.net", To = ["noc@example.net"], TimeoutSeconds = 60 }, true, CancellationToken.None);
            await host.JobTemplates.SaveAsync(
                new() { Name = "quiet", Work = new WorkSpec("quiet", 1, JsonElement.Parse("{}")),
                    Targets = new TargetFilter { Names = ["*"] }, Notify = ["hook"] }, true, CancellationToken.None);

            // All due at one minute past midnight; the middle one's window opens at four past.
            var backup = new BatchSchedule { Name = "1-backup", Cron = "1 0 * * *", TimeZone = "UTC", Template = "quiet" };
            await host.Schedules.SaveAsync(backup, true, CancellationToken.None);
            await host.Schedules.SaveAsync(
                backup with { Name = "2-change", AfterSchedules = ["1-backup"],
                    Window = ChangeWindow.Parse("00:04-01:00", TimeZoneInfo.Utc) }, true, CancellationToken.None);
            await host.Schedules.SaveAsync(backup with { Name = "3-check", AfterSchedules = ["2-change"], Notify = ["mail"] }, true,
                CancellationToken.None);

            using var end = new CancellationTokenSource();
            host.Notices.Start();
            var serving = host.Schedules.RunAsync(_ => Task.CompletedTask, end.Token);
            HashSet<(string, JobState, WaitReason)> seen = [];
            var begin = time.GetUtcNow();
            while (mail.Received.Count == 0 || hook.Received.Count < 3)
            {
                (time.GetUtcNow() - begin).ShouldBeLessThan(TimeSpan.FromMinutes(30),
                    $"the chain hangs: {string.Join("; ", seen)}; {hook.Received.Count} and {mail.Received.Count} told");
                time.Advance(TimeSpan.FromSeconds(1));
                await Task.Delay(10);
                if (time.GetUtcNow() - begin == TimeSpan.FromSeconds(75))
                {
                    // This clock runs a hundred times as fast: a scheduler that is slow in the real one would find the moment long gone.
                    (await Fleet.WithinAsync(TimeSpan.FromSeconds(60), async () =>
                        await host.Store.Schedules.ReadAsync(null, CancellationToken.None).CountAsync() == 3)).ShouldBeTrue();
                }

                await foreach (var job in host.Store.ListAsync(new JobFilter(), CancellationToken.None))
                {
                    seen.Add(((await host.Store.ReadSpecAsync(job.Id, CancellationToken.None)).Origin!.Schedule, job.State,
                        job.WaitReason));
                }
            }

            await end.CancelAsync();
            await serving;
            seen.ShouldContain(("2-change", JobState.Waiting, WaitReason.Window));
            seen.ShouldContain(("3-check", JobState.Waiting, WaitReason.Dependency));
            var jobs = (await host.Store.ListAsync(new JobFilter(), CancellationToken.None).ToListAsync()).OrderBy(job => job.StartedAt)
                .ToArray();
            jobs.Select(job => job.State).ShouldBe([JobState.Completed, JobState.Completed, JobState.Completed]);
            jobs[1].StartedAt!.Value.ShouldBeGreaterThanOrEqualTo(begin.AddMinutes(4));
            jobs[2].StartedAt!.Value.ShouldBeGreaterThanOrEqualTo(jobs[1].EndedAt!.Value);
            (await host.Chains.ReadAsync(jobs[1].Id, CancellationToken.None)).Select(job => job.Depth).ShouldBe([0, 1, 2]);
            hook.Received.Count.ShouldBe(3);
            mail.Received.ShouldHaveSingleItem().ShouldContain(jobs[2].Id);
            (await host.Store.Schedules.ReadAsync(null, CancellationToken.None).ToListAsync()).ShouldAllBe(
                run => run.Outcome == ScheduleOutcome.Started);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>
    /// Real devices, a real clock, the real program: the middle job waits for its window to open (at a full minute, so up to 80 s),
    /// the second of two schedulers is refused, and a third goes on where the first was killed.
    /// </summary>
    [SshdFact]
    public async Task Serve_ChainWithNotifications_ForReal_SurvivesAKill()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 2, CommandDelay = TimeSpan.FromMilliseconds(300) });
        await using var hook = Listener.Http();
        await using var mail = Listener.Smtp();
        await fleet.RunAsync("devices", "import", fleet.Inventory);
        await using var host = await fleet.OpenAsync();
        await host.Notifications.SaveAsync(new() { Name = "hook", Kind = NotificationKind.Webhook, Url = $"http://127.0.0.1:{hook.Port}/" },
            true, CancellationToken.None);
        await host.Notifications.SaveAsync(
            new() { Name = "mail", Kind = NotificationKind.Mail, SmtpHost = "127.0.0.1", SmtpPort = mail.Port,
                From = "netbatch@example.net", To = ["noc@example.net"] }, true, CancellationToken.None);
        await host.JobTemplates.SaveAsync(
            new()
            {
                Name = "look", Work =
                    new WorkSpec("command", 1, JsonSerializer.SerializeToElement(new { commands = new[] { "show version" } })),
                Targets = new TargetFilter { Names = ["r*"] }, Rules = new JobRules { BatchSize = BatchSize.Parse("1") }, Notify = ["hook"],
            }, true, CancellationToken.None);

        // With the next minute that leaves time to start the scheduler: no schedule comes more closely.
        var due = TimeProvider.System.GetUtcNow().AddSeconds(20);
        due = new DateTimeOffset(due.Ticks - (due.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(1);
        var opens = due.AddSeconds(20 + 60 - ((due.Second + 20) % 60));
        var first = new BatchSchedule { Name = "first", Cron = $"{due.Minute} {due.Hour} {due.Day} {due.Month} *", TimeZone = "UTC",
            Template = "look", Missed = MissedRuns.Once };
        await host.Schedules.SaveAsync(first, true, CancellationToken.None);
        await host.Schedules.SaveAsync(
            first with { Name = "second", AfterSchedules = ["first"],
                Window = ChangeWindow.Parse($"{opens:HH:mm}-{opens.AddHours(2):HH:mm}", TimeZoneInfo.Utc) }, true, CancellationToken.None);
        await host.Schedules.SaveAsync(first with { Name = "third", AfterSchedules = ["second"], Notify = ["mail"] }, true,
            CancellationToken.None);

        await using var killed = fleet.Start("serve");
        await killed.LineAsync(line =>
            line.StartsWith("first", StringComparison.Ordinal) && line.Contains("Started batch_", StringComparison.Ordinal));
        await using var other = fleet.Start("serve");
        (await other.ExitAsync()).ShouldBe(2);
        other.Text.ShouldContain($"gone through by process {killed.Id}");
        await killed.LineAsync(line => line.StartsWith("third", StringComparison.Ordinal));
        await killed.KillAsync();

        await using var collector = Listener.Http();
        await using var serve = fleet.Start("serve", "--telemetry", $"http://localhost:{collector.Port}");
        (await Fleet.WithinAsync(TimeSpan.FromSeconds(150), () => mail.Received.Count > 0 && hook.Received.Count >= 3)).ShouldBeTrue(
            serve.Text);
        serve.Terminate();
        (await serve.ExitAsync()).ShouldBeOneOf(0, 130);

        var jobs = (await host.JobsAsync()).OrderBy(job => job.StartedAt).ToArray();
        jobs.Select(job => job.State).ShouldBe([JobState.Completed, JobState.Completed, JobState.Completed]);
        jobs[1].StartedAt!.Value.ShouldBeGreaterThanOrEqualTo(
            new DateTimeOffset(opens.Ticks - (opens.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero), "not before its window");
        (await fleet.RunAsync("events", jobs[1].Id)).Text.ShouldContain("Waiting (Window)");
        hook.Received.Count.ShouldBe(3, "each end is told once");
        var traces = string.Concat(collector.Received.Where(one => one.StartsWith("POST /v1/traces", StringComparison.Ordinal)));
        string[] seen = ["job", "batch", "target", "connection", "step", "netbatch.command", jobs[2].Id, "show version"];
        seen.ShouldAllBe(word => traces.Contains(word, StringComparison.Ordinal));
        collector.Received.ShouldContain(one => one.StartsWith("POST /v1/metrics", StringComparison.Ordinal)
            && one.Contains("netbatch.attempt.duration", StringComparison.Ordinal));
        mail.Received.ShouldHaveSingleItem().ShouldContain(jobs[2].Id);
        (await fleet.RunAsync("notification", "log", jobs[2].Id)).Text.ShouldContain("Sent");
        (await fleet.RunAsync("schedule", "runs")).Text.ShouldContain(jobs[0].Id);
        (await fleet.IntegrityAsync()).ShouldBe("ok");
    }

    /// <summary>Work that takes ten seconds of the clock and touches nothing.</summary>
    private sealed class QuietWork(TimeProvider time) : WorkKind
    {
        public override string Name => "quiet";

        public override string TargetKind => "target";

        public override IReadOnlyList<WorkOption> Options => [];

        public override IReadOnlyList<PlannedStep> Plan(JsonElement args, Target target) => [new("wait", StepEffect.Read)];

        public override async Task RunAsync(IRunContext run, CancellationToken cancellationToken)
        {
            await run.EnterAsync(TargetState.Executing, cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(10), time, cancellationToken);
        }
    }
}
