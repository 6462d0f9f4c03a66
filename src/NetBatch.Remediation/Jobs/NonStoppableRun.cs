using System.Text.Json;

namespace NetBatch.Remediation.Jobs;

/// <summary>A run that no stop and no deadline ends, only the loss of the job: for bringing a device back.</summary>
internal sealed class NonStoppableRun(IRunContext run) : IRunContext
{
    public WorkOrder Order => run.Order;

    public Target Target => run.Target;

    public JsonElement Args => run.Args;

    public TimeProvider Time => run.Time;

    public ISecretResolver Secrets => run.Secrets;

    public CancellationToken SafeStop => run.OwnerLost;

    public CancellationToken OwnerLost => run.OwnerLost;

    public ValueTask EnterAsync(TargetState phase, CancellationToken cancellationToken) => run.EnterAsync(phase, cancellationToken);

    public ValueTask ChildStartedAsync(ChildProcess child, CancellationToken cancellationToken) =>
        run.ChildStartedAsync(child, cancellationToken);

    public ValueTask<IStepRecorder> BeginReadAsync(string command, CancellationToken cancellationToken) =>
        run.BeginReadAsync(command, cancellationToken);

    public ValueTask<IStepRecorder> BeginChangeAsync(string command, CancellationToken cancellationToken) =>
        run.BeginChangeAsync(command, cancellationToken);

    public ValueTask BeforeSendAsync(CancellationToken cancellationToken) => run.BeforeSendAsync(cancellationToken);

    public ValueTask KeepAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        run.KeepAsync(name, content, cancellationToken);

    public ValueTask WarnAsync(string message, CancellationToken cancellationToken) => run.WarnAsync(message, cancellationToken);
}
