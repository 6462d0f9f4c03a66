using System.Collections.Concurrent;
using System.Globalization;
using NetBatch.Platforms;
using NetBatch.Ssh.Shell;
using NetBatch.Ssh.Tests.Support;

namespace NetBatch.Ssh.Tests.Behaviour;

/// <summary>
/// The behaviours of <see cref="BehaviourTests"/> behind a real sshd and over a real connection, in the time of the clock on the wall.
/// NETBATCH_SSHD_BEHAVIOURS says how many are played; a third of them are in trouble.
/// </summary>
[Collection("sshd")]
public sealed class SshdBehaviourTests(SshdFixture sshd)
{
    private const int Lanes = 4;
    private static readonly Trouble[] Troubles = [Trouble.Refusal, Trouble.Question, Trouble.Hang, Trouble.Cut];

    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("NETBATCH_SSHD_BEHAVIOURS"), NumberStyles.None, CultureInfo.InvariantCulture,
            out var count) ? count : 26;

    [SshdFact(Timeout = 900_000)]
    public async Task RunAsync_DevicesBehindSshd_EndAsTheyDoInMemory()
    {
        var seeds = new ConcurrentQueue<int>(Enumerable.Range(1, Count));
        var failed = new ConcurrentBag<string>();

        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(async _ =>
        {
            await using var shell = RelayedShell.In(sshd.Shared);
            await using var server = await SshdServer.StartAsync(sshd.Folder, [.. sshd.PasswordConfig(), $"ForceCommand {shell.Command}"]);
            await using var bench = new TransportBench(sshd, TransportKind.InProcess);
            while (seeds.TryDequeue(out var seed))
            {
                if (await PlayAsync(seed, shell, server.Port, bench) is { } wrong)
                {
                    failed.Add(wrong);
                }
            }
        }));

        failed.ShouldBeEmpty();
    }

    private static async Task<string?> PlayAsync(int seed, RelayedShell shell, int port, TransportBench bench)
    {
        var line = VendorLine.All[seed % VendorLine.All.Count];
        var drawn = Behaviour.Draw(seed, seed % 3 == 0 ? Troubles[seed / 3 % Troubles.Length] : Trouble.None);
        // Nobody waits half a minute here: what a long thought does is seen under the fake clock.
        var behaviour = drawn with
        {
            Thinks = TimeSpan.FromMilliseconds(Math.Min(drawn.Thinks.TotalMilliseconds, 400)),
            Pause = TimeSpan.FromMilliseconds(Math.Min(drawn.Pause.TotalMilliseconds, 2)),
            Chunk = drawn.Chunk is > 0 and < 8 ? 8 : drawn.Chunk,
        };
        var device = new BehavingDevice(line, behaviour);
        shell.Play = device.PlayAsync;
        var target = bench.Device(port) with { Platform = line.Platform };
        var run = new FakeRun(target, kind: "command") { Known = { ["main"] = SshdFixture.Password } };
        run.Order = run.Order with { StepTimeout = TimeSpan.FromSeconds(12) };
        var connector = new DeviceConnector(bench.Transport, PlatformCatalog.BuiltIn, _ => new ValueTask<IDisposable>(new MemoryStream()),
            new ShellTimings(), Bench.Addresses);
        var step = new FakeStep(line.Read);
        RunError? error;
        string? mark = null;
        try
        {
            await using var session = await connector.ConnectAsync(run, target, default);
            error = (await session.RunAsync(new DeviceCommand(line.Read), step, default)).Error;
            mark = await session.CloseAsync(default);
        }
        catch (NetBatchException problem)
        {
            error = problem.ToRunError();
        }

        var wrong = behaviour.Trouble == Trouble.None
            ? BehaviourJudge.Untroubled(line, device, error, mark, step.Text)
            : BehaviourJudge.Troubled(device, behaviour, error?.Code);
        return wrong is null ? null : $"{line} with seed {seed}, {behaviour.Trouble}: {wrong} {error?.Message}";
    }
}
