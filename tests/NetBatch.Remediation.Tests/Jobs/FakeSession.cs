using System.Text;

namespace NetBatch.Remediation.Tests.Jobs;

/// <summary>A session that shows what a fake device runs, and is good for nothing else.</summary>
internal sealed class FakeSession(FakeChanger device) : IDeviceSession
{
    /// <summary>How often the config was shown.</summary>
    public int Shown { get; private set; }

    public string HostName => "r1";

    public bool HasCandidate => false;

    public async Task<StepOutcome> RunAsync(DeviceCommand command, IStepRecorder output, CancellationToken cancellationToken)
    {
        Shown++;
        await output.WriteAsync(Encoding.UTF8.GetBytes(string.Join('\n', device.Running.Lines()) + "\nend\n"), cancellationToken);
        return new StepOutcome();
    }

    public Task RaisePrivilegeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<StepOutcome> EnterConfigAsync(IStepRecorder output, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<StepOutcome> ConfigureAsync(DeviceCommand line, IStepRecorder output, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<StepOutcome> CommitAsync(IStepRecorder output, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> AbortAsync(IStepRecorder output, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StepOutcome> LeaveConfigAsync(IStepRecorder output, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<StepOutcome> SaveAsync(IStepRecorder output, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string?> CloseAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public ValueTask DisposeAsync() => default;
}
