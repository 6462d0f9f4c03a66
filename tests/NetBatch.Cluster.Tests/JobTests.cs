using NetBatch.Cluster.Tests.Support;
using NetBatch.Engine.Tests.Support;

namespace NetBatch.Cluster.Tests;

/// <summary>Jobs over workers, one fault at a time.</summary>
public sealed class JobTests
{
    private static readonly Script Reading = new(StepSeconds: 2);
    private static readonly Script Changing = new(Changes: 2, StepSeconds: 2);

    [Fact(Timeout = 60_000)]
    public async Task Job_OverTwoSites_IsDoneByTheWorkersOfEach()
    {
        var sites = new Sites(8, Reading, false, 1);
        await sites.StartAsync("fra1", "ams1");

        (await sites.Job.RunAsync()).ShouldBe(JobState.Completed);

        sites.Job.Store.Runs.ShouldAllBe(run => run.Attempts == 1);
        var placed = sites.Job.Store.Events.OfType<OrderPlaced>().ToArray();
        placed.Length.ShouldBe(8);
        placed.ShouldAllBe(one => one.Worker.Site == (one.Number % 2 == 0 ? "ams" : "fra"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Orders_OfASite_AreSharedAmongItsWorkers()
    {
        var sites = new Sites(16, Reading, false, 1, new JobRules { BatchSize = BatchSize.Parse("16") });
        await sites.StartAsync("fra1", "fra2", "ams1");

        (await sites.Job.RunAsync()).ShouldBe(JobState.Completed);

        var placed = sites.Job.Store.Events.OfType<OrderPlaced>().CountBy(one => one.Worker.Name).ToDictionary();
        placed.ShouldBe(new Dictionary<string, int> { ["fra1"] = 4, ["fra2"] = 4, ["ams1"] = 8 }, ignoreOrder: true);
    }

    [Fact(Timeout = 60_000)]
    public async Task WorkerKilled_WhileReading_ItsTargetsAreReadByAnother()
    {
        var sites = new Sites(8, Reading, false, 2);
        await sites.StartAsync("fra1", "fra2", "ams1");
        await DriveAsync(sites, (5, () => sites.KillWorkerAsync("fra1")));

        sites.Job.Store.State.ShouldBe(JobState.Completed);
        sites.Job.Store.Runs.Count(run => run.Attempts == 2).ShouldBeGreaterThan(0);
    }

    [Fact(Timeout = 60_000)]
    public async Task WorkerKilled_WhileChanging_IsAwayAndThenUnknown()
    {
        var sites = new Sites(4, Changing, true, 3, times: new ClusterTimes { AwayLimit = TimeSpan.FromMinutes(1) });
        await sites.StartAsync("fra1", "fra2", "ams1");
        await DriveAsync(sites, (6, () => sites.KillWorkerAsync("fra1")));

        sites.NothingTwice();
        var unknown = sites.Job.Store.Runs.Where(run => run.State == TargetState.OutcomeUnknown).ToArray();
        unknown.ShouldNotBeEmpty();
        unknown.ShouldAllBe(run => run.Target.SiteOf() == "fra" && run.Attempts == 1);
        sites.Job.Store.Events.OfType<PhaseEntered>().Count(one => one.Phase == TargetState.Away).ShouldBe(unknown.Length);
    }

    [Fact(Timeout = 60_000)]
    public async Task WorkerBegunAnew_AmidAChange_TheOutcomeIsUnknownAtOnce()
    {
        var sites = new Sites(4, Changing, true, 3);
        await sites.StartAsync("fra1", "ams1");
        await DriveAsync(sites, (6, () => sites.KillWorkerAsync("fra1")), (7, () => sites.StartWorkerAsync("fra1")));

        sites.NothingTwice();
        sites.Job.Store.Runs.Count(run => run.State == TargetState.OutcomeUnknown).ShouldBeGreaterThan(0);
        sites.Job.Time.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Cut_OfAMinute_AmidChanges_IsAwayAndThenDone(bool fromHub, bool toHub)
    {
        var sites = new Sites(8, Changing, true, 4);
        await sites.StartAsync("fra1", "ams1");
        await DriveAsync(sites,
            (5.5, () =>
            {
                if (fromHub)
                {
                    sites.Network.Cut("hub1", sites.Life("fra1"));
                }

                if (toHub)
                {
                    sites.Network.Cut(sites.Life("fra1"), "hub1");
                }

                return Task.CompletedTask;
            }),
            (65.5, () =>
            {
                sites.Network.Mend();
                return Task.CompletedTask;
            }));

        sites.Job.Store.State.ShouldBe(JobState.Completed, string.Join('\n', sites.Job.Store.Events));
        sites.NothingTwice();
        sites.Job.Fleet.Sent.Count.ShouldBe(16);
        sites.Job.Store.Events.OfType<PhaseEntered>().ShouldContain(one => one.Phase == TargetState.Away);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6.5)]
    [InlineData(8)]
    public async Task HubKilled_TheNextAdopts_NothingIsUnknownAndNothingTwice(double seconds)
    {
        var sites = new Sites(8, Changing, true, 5);
        await sites.StartAsync("fra1", "ams1");
        Task<JobState>? second = null;
        await DriveAsync(sites, (seconds, async () => second = await sites.NextHubAsync()));
        (await sites.Job.DriveAsync(second!)).ShouldBe(JobState.Completed, string.Join('\n', sites.Job.Store.Events));

        sites.NothingTwice();
        sites.Job.Fleet.Sent.Count.ShouldBe(16);
        sites.Job.Store.Runs.ShouldAllBe(run => run.State == TargetState.Completed);
    }

    [Fact(Timeout = 60_000)]
    public async Task Stop_EndsWhatHasBegunNoChangeWithinSeconds()
    {
        var sites = new Sites(4, new Script(Reads: 100), false, 6);
        await sites.StartAsync("fra1", "ams1");
        DateTimeOffset asked = default;
        await DriveAsync(sites, (8, () =>
        {
            asked = sites.Job.Time.GetUtcNow();
            sites.Job.Store.Ask(JobRequestKind.StopNow);
            return Task.CompletedTask;
        }));

        sites.Job.Store.State.ShouldBe(JobState.Stopped);
        (sites.Job.Time.GetUtcNow() - asked).ShouldBeLessThan(TimeSpan.FromSeconds(3));
    }

    [Fact(Timeout = 60_000)]
    public async Task ShutOut_Worker_GetsNothingMoreAndIsTold()
    {
        var sites = new Sites(8, Reading, false, 7);
        await sites.StartAsync("fra1", "fra2", "ams1");
        await DriveAsync(sites, (4, () =>
        {
            sites.Hub.ShutOut(["fra1"]);
            return Task.CompletedTask;
        }));

        sites.Job.Store.State.ShouldBe(JobState.Completed);
        (await sites.Worker("fra1").Refused).ShouldContain("shut out");
        sites.Job.Store.Events.OfType<OrderPlaced>().Where(one => one.At > sites.Job.Store.Events[0].At.AddSeconds(5))
            .ShouldAllBe(one => one.Worker.Name != "fra1");
    }

    [Fact(Timeout = 60_000)]
    public async Task LockKeys_AreThoseOfTheSite()
    {
        var sites = new Sites(4, Changing, true, 8);
        sites.Job.Fleet.Keys = _ => ["10.0.0.1:22"];
        await sites.StartAsync("fra1", "ams1");

        (await sites.Job.RunAsync()).ShouldBe(JobState.Partial);

        // Two of each site have one address: one of each is locked by the other, and never by the other site's.
        sites.Job.Store.Runs.Where(run => run.State == TargetState.Completed).Select(run => run.Target.SiteOf()).Order()
            .ShouldBe(["ams", "fra"]);
        sites.Job.Store.Runs.Where(run => run.State == TargetState.Failed)
            .ShouldAllBe(run => run.Error!.Message.Contains(run.Target.SiteOf() + "/10.0.0.1:22"));
    }

    /// <summary>Runs the job to the end of its first owner, and does things at moments.</summary>
    private static async Task DriveAsync(Sites sites, params (double Seconds, Func<Task> Act)[] acts)
    {
        var start = sites.Job.Time.GetUtcNow();
        var next = 0;
        var running = sites.Job.Runner.RunAsync(sites.Job.Store.Take(), null, default);
        await sites.Job.DriveAsync(running, () =>
        {
            while (next < acts.Length && sites.Job.Time.GetUtcNow() - start >= TimeSpan.FromSeconds(acts[next].Seconds))
            {
                acts[next++].Act().GetAwaiter().GetResult();
            }
        });
        next.ShouldBe(acts.Length, "the job was over before everything had happened");
    }
}
