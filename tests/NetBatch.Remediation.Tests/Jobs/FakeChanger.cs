using System.Text.Json;
using NetBatch.Remediation.Jobs;

namespace NetBatch.Remediation.Tests.Jobs;

/// <summary>A device that is only its config: keeps what it is told, and takes lines by prediction.</summary>
internal sealed class FakeChanger(ConfigTree running) : IConfigChanger, IRunContext
{
    public ConfigTree Running { get; set; } = running;

    public List<string> Sent { get; } = [];

    public List<string> Warnings { get; } = [];

    /// <summary>What each step around the change does to the device.</summary>
    public Action<SafetyStep> OnStep { get; init; } = _ => { };

    /// <summary>What sending ends with in place of taking the lines, or null.</summary>
    public Func<Exception?> OnSend { get; init; } = () => null;

    /// <summary>The names of the changes that a step was carried out for.</summary>
    public List<string?> Named { get; } = [];

    /// <summary>What a step is on the device.</summary>
    public Func<ConfigChange, string> Word { get; init; } = _ => throw new NotSupportedException();

    public WorkOrder Order => throw new NotSupportedException();

    public Target Target => throw new NotSupportedException();

    public JsonElement Args => default;

    public TimeProvider Time => TimeProvider.System;

    public ISecretResolver Secrets => throw new NotSupportedException();

    public CancellationToken SafeStop => CancellationToken.None;

    public CancellationToken OwnerLost => CancellationToken.None;

    public ValueTask BeforeSendAsync(CancellationToken cancellationToken) => default;

    public Task SendAsync(IRunContext run, IDeviceSession session, ConfigChange change, CancellationToken cancellationToken)
    {
        if (OnSend() is { } end)
        {
            return Task.FromException(end);
        }

        Sent.AddRange(change.Lines);
        Running = ConfigEngine.Predict(Running, ConfigTree.Parse(ConfigLines.Text(change.Lines), Running.Platform));
        return Task.CompletedTask;
    }

    public Task<StepOutcome> RunSafetyStepAsync(IRunContext run, IDeviceSession session, ConfigChange change, SafetyStep step)
    {
        Sent.Add(step.ToString());
        Named.Add(change.Mark);
        OnStep(step);
        return Task.FromResult(new StepOutcome());
    }

    public ValueTask WarnAsync(string message, CancellationToken cancellationToken)
    {
        Warnings.Add(message);
        return default;
    }

    public ConfigCapabilities Means(Device device) => throw new NotSupportedException();

    public IEnumerable<WorkProblem> Problems(IReadOnlyList<Target> targets, ConfigChange change) => throw new NotSupportedException();

    public IReadOnlyList<PlannedStep> Plan(Device device, ConfigChange change) => throw new NotSupportedException();

    public IReadOnlyList<string> Commands(Device device, ConfigChange change, SafetyStep step) => [Word(change)];

    public ValueTask EnterAsync(TargetState phase, CancellationToken cancellationToken) => default;

    public ValueTask ChildStartedAsync(ChildProcess child, CancellationToken cancellationToken) => default;

    public ValueTask<IStepRecorder> BeginReadAsync(string command, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<IStepRecorder> BeginChangeAsync(string command, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask KeepAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => default;
}
