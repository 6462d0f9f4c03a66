using System.Globalization;
using NetBatch.Ssh.Tests.Support;

namespace NetBatch.Ssh.Tests.Behaviour;

/// <summary>
/// Devices of all makers that behave in ever other ways: without trouble every command is Completed, without a mark, every byte as it
/// was; with trouble the verdict is right, nobody is harmed and no deadline is passed. NETBATCH_BEHAVIOURS says how many are played.
/// </summary>
public sealed class BehaviourTests
{
    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("NETBATCH_BEHAVIOURS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1000;

    [Fact(Timeout = 300_000)]
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

    [Fact(Timeout = 300_000)]
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
            var printed = line.Log is null ? step.Text : step.Text.Replace(line.Log + "\r\n", "", StringComparison.Ordinal);
            return outcome!.Error is { } error ? $"it failed: {error.Message}"
                : said is not null ? $"it is marked: {said}"
                : !device.LoggedOut ? "the login was left open"
                : printed != device.Output ? $"the output is another: {Difference(printed, device.Output)}"
                : null;
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
        ErrorCode expected = behaviour.Trouble switch
        {
            Trouble.Refusal => ErrorCode.CommandRejected,
            Trouble.Cut => ErrorCode.SessionClosed,
            _ => ErrorCode.PromptTimeout,
        };
        return device.Harmed > 0 ? "a question was answered with yes"
            : code != expected ? $"the verdict is {code?.ToString() ?? "Completed"} and not {expected}"
            : bench.Clock.GetUtcNow() - begun > most ? $"it took {bench.Clock.GetUtcNow() - begun}"
            : null;
    }

    private static string Difference(string one, string other)
    {
        var at = one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"at {at} of {other.Length} '{Part(one, at)}' for '{Part(other, at)}'";
    }

    private static string Part(string text, int at) =>
        text[Math.Max(0, at - 10)..Math.Min(text.Length, at + 40)].Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
