using System.Globalization;
using NetBatch.Ssh.Tests.Support;

namespace NetBatch.Ssh.Tests.Behaviour;

/// <summary>
/// Devices of all makers that behave in ever other ways: without trouble every command is Completed, without a mark, every byte as it
/// was; with trouble the verdict is right, nobody is harmed and no deadline is passed. NETBATCH_BEHAVIOURS says how many are played.
/// </summary>
public sealed class BehaviourTests
{
    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("NETBATCH_BEHAVIOURS"), NumberStyles.None, CultureInfo.InvariantCulture,
            out var count) ? count : 600;

    [Fact(Timeout = 1_800_000)]
    public Task RunAsync_DevicesWithoutTrouble_AreCompletedWithEveryByte() => Task.Run(() =>
    {
        var failed = new List<string>();
        for (var seed = 1; seed <= Count; seed++)
        {
            var line = VendorLine.All[seed % VendorLine.All.Count];
            var behaviour = Behaviour.Draw(seed, Trouble.None);
            if (Without(line, behaviour) is { } wrong)
            {
                failed.Add($"{line} with seed {seed}: {wrong}");
            }
        }

        failed.ShouldBeEmpty();
    });

    [Fact(Timeout = 1_800_000)]
    public Task RunAsync_DevicesWithTrouble_AreNeverCompletedAndNeverHarmed() => Task.Run(() =>
    {
        var failed = new List<string>();
        Trouble[] troubles = [Trouble.Refusal, Trouble.Question, Trouble.Hang, Trouble.Cut];
        for (var seed = 1; seed <= Count; seed++)
        {
            var line = VendorLine.All[seed % VendorLine.All.Count];
            var behaviour = Behaviour.Draw(seed, troubles[seed / VendorLine.All.Count % troubles.Length]);
            if (With(line, behaviour) is { } wrong)
            {
                failed.Add($"{line} with seed {seed}, {behaviour.Trouble}: {wrong}");
            }
        }

        failed.ShouldBeEmpty();
    });

    private static string? Without(VendorLine line, Behaviour behaviour)
    {
        var device = new BehavingDevice(line, behaviour);
        var bench = new Bench((channel, _) => device.PlayAsync(channel), line.Platform);
        try
        {
            var step = new FakeStep(line.Read);
            StepOutcome? outcome = null;
            var said = bench.InSession(async session => outcome = await session.RunAsync(new DeviceCommand(line.Read, []), step, default));
            return BehaviourJudge.Untroubled(line, device, outcome!.Error, said, step.Text);
        }
        catch (Exception problem) when (problem is NetBatchException or InvalidOperationException)
        {
            return problem.Message;
        }
    }

    private static string? With(VendorLine line, Behaviour behaviour)
    {
        var device = new BehavingDevice(line, behaviour);
        var bench = new Bench((channel, _) => device.PlayAsync(channel), line.Platform);
        var begun = bench.Clock.GetUtcNow();
        ErrorCode? code = null;
        try
        {
            code = bench.Command(line.Read).Outcome.Error?.Code;
        }
        catch (NetBatchException problem)
        {
            code = problem.Code;
        }
        catch (InvalidOperationException stuck)
        {
            return stuck.Message;
        }

        // Login, preparing, the answer's beginning, a step's silence, the way out.
        var most = TimeSpan.FromSeconds(30 + 30 + 60 + 60);
        return BehaviourJudge.Troubled(device, behaviour, code)
            ?? (bench.Clock.GetUtcNow() - begun > most ? $"it took {bench.Clock.GetUtcNow() - begun}" : null);
    }
}
