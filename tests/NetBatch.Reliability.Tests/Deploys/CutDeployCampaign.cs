using NetBatch.Hosting;
using NetBatch.Hosting.Tests.Remediations;
using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;
using NetBatch.Reliability.Tests.Support;

namespace NetBatch.Reliability.Tests.Deploys;

/// <summary>
/// A deploy on every platform, whose session is cut or goes silent at any of the commands that it sends: it is taken back, or completed,
/// or its outcome is unknown and the device stays locked.
/// </summary>
public sealed class CutDeployCampaign
{
    private const int AtOnce = 12;

    /// <summary>What is silent takes minutes: many are silent together, and only where there is time.</summary>
    private const int SilentAtOnce = 48;

    private static readonly TimeSpan TimeForSilence = TimeSpan.FromMinutes(10);

    private static readonly string[] Platforms =
        ["cisco_ios", "cisco_ios", "cisco_nxos", "cisco_iosxr", "arista_eos", "juniper_junos"];

    private static readonly JobRules Rules = new()
    {
        BatchSize = BatchSize.Parse("0"), RetryCount = 0, StepTimeout = TimeSpan.FromSeconds(2), TargetTimeout = TimeSpan.FromSeconds(60),
    };

    private static readonly ApplyOptions Options = new() { CommitTimeout = TimeSpan.FromSeconds(5), SaveTimeout = TimeSpan.FromSeconds(5) };

    // Every second IOS device has what its own timer needs.
    private static readonly string[] Archive = ["archive", " path flash:archive"];

    [SshdFact]
    public async Task Deploys_CutAtEachStep_AreTakenBackOrCompletedOrUnknownAndLocked()
    {
        var steps = await StepsAsync();
        Queue<CutStep[]>? left = null;
        await Campaign.RunAsync("cut deploys", async round =>
        {
            if (left is not { Count: > 0 })
            {
                var silent = Campaign.Time > TimeForSilence ? Shuffled(round, steps, CutStep.Silences) : [];
                var cuts = Shuffled(round, steps, CutStep.Cuts);
                // All of them again, in another order, is no further step.
                round.Tried("steps to try", left is null ? cuts.Length + silent.Length : 0);
                left = new([.. cuts.Chunk(AtOnce), .. silent.Chunk(SilentAtOnce)]);
            }

            await CutAsync(round, left.Dequeue());
        });
    }

    private static CutStep[] Shuffled(Campaign.Round round, IReadOnlyList<CutStep> steps, string[] ways)
    {
        var all = steps.SelectMany(one => ways.Select(way => one with { Way = way })).ToArray();
        round.Random.Shuffle(all);
        return all;
    }

    /// <summary>The commands that a deploy without a fault sends, by platform.</summary>
    private static async Task<IReadOnlyList<CutStep>> StepsAsync()
    {
        await using var bench = await StartAsync(Platforms);
        var computed = await bench.ComputeAsync(Drifted(bench.Running()));
        var before = bench.Lab.DeviceNames.ToDictionary(name => name, name => bench.Lab.Received(name).Count);
        var applied = await bench.ApplyAsync(computed.Id);
        applied.State.ShouldBe(JobState.Completed, await bench.TroubleAsync(applied.Id));
        return [.. bench.Lab.DeviceNames.SelectMany((name, index) => bench.Lab.Received(name).Skip(before[name]).Select(line => line.Text)
            .Where(text => text.Length > 0).Distinct().Select(text => CutStep.Of(index, Platforms[index], text, name, applied.Id)))];
    }

    private static async Task CutAsync(Campaign.Round round, CutStep[] cuts)
    {
        await using var bench = await StartAsync([.. cuts.Select(cut => cut.Platform)], [.. cuts.Select(cut => cut.HasArchive)]);
        var first = bench.Running();
        var intended = Drifted(first);
        var computed = await bench.ComputeAsync(intended);
        var names = bench.Lab.DeviceNames;
        var applied = await bench.Host.Jobs.CreateAsync(
            await bench.Host.Remediations.ApplyAsync(computed.Id, Options, default) with { Rules = Rules }, default);
        for (var index = 0; index < cuts.Length; index++)
        {
            bench.Lab.SetFault(names[index], cuts[index].FaultOf(names[index], applied.Id));
        }

        await bench.Host.Jobs.RunAsync(applied.Id, null, false, default);
        await bench.Host.Jobs.WaitAsync(applied.Id, default).WaitAsync(TimeSpan.FromMinutes(Campaign.IsLong ? 10 : 4));
        foreach (var name in names)
        {
            bench.Lab.ClearFault(name);
        }

        var locked = await bench.LockedAsync();
        foreach (var run in await bench.Host.RunsAsync(applied.Id))
        {
            var cut = cuts[names.ToList().IndexOf(run.Name)];
            var now = bench.Running(run.Name);
            var due = bench.Lab.RevertDueAt(run.Name);
            round.Tried("deploys");
            round.Tried(run.State switch
            {
                TargetState.Completed => "completed",
                TargetState.OutcomeUnknown => "unknown and locked",
                _ => "taken back or not begun",
            });
            var isRight = run.State switch
            {
                // Whole, and nothing on the device takes it back later.
                TargetState.Completed => now != first[run.Name] && now.Contains("10.200.0.99", StringComparison.Ordinal) && due is null,
                TargetState.OutcomeUnknown => locked.Contains(run.Name),
                _ => now == first[run.Name],
            };
            round.Holds(isRight, $"{cut}: {run.State} {run.Error}; changed: {now != first[run.Name]}, goes back by itself: {due}, "
                + $"locked: {locked.Contains(run.Name)}; "
                + $"received {string.Join(" | ", bench.Lab.Received(run.Name).Select(line => line.Text))}");
        }
    }

    private static Task<RemediationBench> StartAsync(string[] platforms, bool[]? archives = null) => RemediationBench.StartAsync(new LabSpec
    {
        Devices = platforms.Length,
        Platforms = platforms,
        ExtraConfig = platforms.Select((platform, index) => (Name: $"r{index + 1}", Has: archives?[index] ?? index == 0))
            .Where(one => one.Has).ToDictionary(one => one.Name, _ => (IReadOnlyList<string>)Archive),
    });

    private static Dictionary<string, string> Drifted(Dictionary<string, string> running) =>
        running.ToDictionary(one => one.Key, one => Drifts.Plain(one.Key, one.Value));
}
