using System.Diagnostics;
using System.Text.Json;
using NetBatch.Platforms;
using NetBatch.Ssh.Shell;

namespace NetBatch.Ssh.Bench;

/// <summary>One session that runs the long command once.</summary>
internal static class ShellRun
{
    public static async Task<(long Bytes, TimeSpan Time)> MeasureAsync(PlatformCatalog catalog, ShowTech device)
    {
        var connector = new DeviceConnector(new PipedTransport(device), catalog, _ => new(PipedTransport.Nothing));
        var target = new Device { Name = "r1", Address = "192.0.2.1", Platform = "cisco_ios" };
        var run = new Run(target);
        await using var session = await connector.ConnectAsync(run, target, default);
        var counter = new Counter();
        var start = Stopwatch.GetTimestamp();
        await session.RunAsync(new DeviceCommand("show tech"), counter, default);
        var time = Stopwatch.GetElapsedTime(start);
        await session.CloseAsync(default);
        return (counter.Bytes, time);
    }

    private sealed class Counter : IStepRecorder
    {
        public long Bytes { get; private set; }

        public ValueTask WriteAsync(ReadOnlyMemory<byte> output, CancellationToken cancellationToken)
        {
            Bytes += output.Length;
            return default;
        }

        public ValueTask BeginRowsAsync(RowSet set, CancellationToken cancellationToken) => default;

        public ValueTask WriteRowAsync(ReadOnlyMemory<object?> values, CancellationToken cancellationToken) => default;

        public ValueTask FailRowsAsync(string reason, CancellationToken cancellationToken) => default;

        public ValueTask EndAsync(RunError? error = null, int? exitStatus = null, CancellationToken cancellationToken = default) => default;
    }

    private sealed class Run(Device device) : IRunContext, ISecretResolver
    {
        public ValueTask BeforeSendAsync(CancellationToken cancellationToken) => default;

        public WorkOrder Order { get; } = new()
        {
            JobId = "batch_00000001",
            Work = new WorkSpec("command", 1, JsonDocument.Parse("{}").RootElement),
            Target = device,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            LoginTimeout = TimeSpan.FromSeconds(30),
            StepTimeout = TimeSpan.FromSeconds(60),
        };

        public Target Target => Order.Target;

        public JsonElement Args => Order.Work.Args;

        public TimeProvider Time => TimeProvider.System;

        public ISecretResolver Secrets => this;

        public CancellationToken SafeStop => default;

        public CancellationToken OwnerLost => default;

        public ValueTask EnterAsync(TargetState phase, CancellationToken cancellationToken) => default;

        public ValueTask ChildStartedAsync(ChildProcess child, CancellationToken cancellationToken) => default;

        public ValueTask<IStepRecorder> BeginReadAsync(string command, CancellationToken cancellationToken) => new(new Counter());

        public ValueTask<IStepRecorder> BeginChangeAsync(string command, CancellationToken cancellationToken) => new(new Counter());

        public ValueTask KeepAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => default;

        public ValueTask WarnAsync(string message, CancellationToken cancellationToken) => default;

        public ValueTask<Secret?> ResolveAsync(CredentialReference reference, CancellationToken cancellationToken) => default;
    }
}
