using System.Net;
using NetBatch.Platforms;
using NetBatch.Ssh.Shell;
using NetBatch.Ssh.Transport;
using NetBatch.Ssh.Work;

namespace NetBatch.Ssh.Tests.Support;

/// <summary>A connector with one played device behind it.</summary>
internal sealed class Bench
{
    public Bench(Func<FakeChannel, SshRequest, Task> play, string? platform = "cisco_ios", string kind = "command", string args = "{}",
        Func<Device, Device>? device = null)
    {
        var target = new Device { Name = "r1", Address = "192.0.2.1", Platform = platform };
        Device = device?.Invoke(target) ?? target;
        Transport = new FakeTransport(Clock, play);
        Platforms = Shared;
        Connector = new DeviceConnector(Transport, Platforms, _ => new ValueTask<IDisposable>(new Pass(this)), new ShellTimings(),
            Addresses);
        Run = new FakeRun(Device, args, kind) { Time = Clock };
    }

    /// <summary>A device that is sent config lines.</summary>
    public static Bench OfConfig(FakeShell shell, string platform, string args) =>
        new((channel, _) => shell.PlayAsync(channel), platform, "config", args);

    private static readonly PlatformCatalog Shared = PlatformCatalog.Load();

    public static DeviceAddresses Addresses { get; } = new((name, _) => name == "nowhere"
        ? Task.FromException<IPAddress[]>(new System.Net.Sockets.SocketException(11001))
        : Task.FromResult<IPAddress[]>([IPAddress.Parse("192.0.2.7")]));

    public FakeTime Clock { get; } = new();

    public FakeTransport Transport { get; }

    public PlatformCatalog Platforms { get; }

    public DeviceConnector Connector { get; }

    public Device Device { get; }

    public FakeRun Run { get; }

    public int Passes { get; private set; }

    public FakeChannel Channel => Transport.Channels[^1];

    /// <summary>Sends the config lines that its run was given.</summary>
    public void SendConfig() => Sim.Run(
        Clock, () => new ConfigWork(Connector, Platforms, new ConfigChanger(Platforms)).RunAsync(Run, Run.SafeStop));

    /// <summary>Connects, does something, closes; gives what the closing said.</summary>
    public string? InSession(Func<IDeviceSession, Task> work) => Sim.Run(Clock, async () =>
    {
        await using var session = await Connector.ConnectAsync(Run, Device, default);
        try
        {
            await work(session);
        }
        catch
        {
            await session.CloseAsync(default);
            throw;
        }

        return await session.CloseAsync(default);
    });

    /// <summary>One command in a session of its own.</summary>
    public (StepOutcome Outcome, FakeStep Step) Command(string text, params ExpectedAnswer[] answers)
    {
        var step = new FakeStep(text);
        StepOutcome? outcome = null;
        InSession(async session => outcome = await session.RunAsync(new DeviceCommand(text, answers), step, default));
        return (outcome!, step);
    }

    private sealed class Pass(Bench bench) : IDisposable
    {
        public void Dispose() => bench.Passes++;
    }
}
