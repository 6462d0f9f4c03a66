using System.Text.Json;

namespace NetBatch;

/// <summary>The run as its kind of work sees it, in this process: turns calls into numbered reports to the owner.</summary>
internal sealed class RunContext(
    WorkOrder order,
    IRunOwner owner,
    ISecretResolver secrets,
    TimeProvider time,
    ITranscript? transcript,
    CancellationToken safeStop,
    CancellationToken ownerLost) : IRunContext
{
    private int report;
    private int step;

    public WorkOrder Order => order;

    public Target Target => order.Target;

    public JsonElement Args => order.Work.Args;

    public TimeProvider Time => time;

    public ISecretResolver Secrets => secrets;

    public ITranscript? Transcript => transcript;

    public CancellationToken SafeStop => safeStop;

    public CancellationToken OwnerLost => ownerLost;

    /// <summary>The Change that was begun and has not ended, or null.</summary>
    public string? OpenChange { get; set; }

    public bool WasConnected { get; private set; }

    public ValueTask EnterAsync(TargetState phase, CancellationToken cancellationToken)
    {
        if (!phase.IsInFlight())
        {
            throw new ArgumentOutOfRangeException(nameof(phase), phase, "A run enters phases only; its end is told by returning.");
        }

        WasConnected |= phase >= TargetState.Connected;
        return ReportAsync(new PhaseEntered(phase), cancellationToken);
    }

    public ValueTask ChildStartedAsync(ChildProcess child, CancellationToken cancellationToken) =>
        ReportAsync(new ChildStarted(child), cancellationToken);

    public ValueTask KeepAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, StepRecorder.MostBytes, nameof(content));
        return ReportAsync(new DocumentKept(name, content), cancellationToken);
    }

    public ValueTask WarnAsync(string message, CancellationToken cancellationToken) =>
        ReportAsync(new Warned(message), cancellationToken);

    public ValueTask HostKeyAcceptedAsync(KnownHostKey key, CancellationToken cancellationToken) =>
        ReportAsync(new HostKeyAccepted(key), cancellationToken);

    public ValueTask<IStepRecorder> BeginReadAsync(string command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(new StepRecorder(this, ++step, command, StepEffect.Read));
    }

    public async ValueTask<IStepRecorder> BeginChangeAsync(string command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var number = ++step;
        await ReportAsync(new ChangeBegun(number, command), cancellationToken).ConfigureAwait(false);
        OpenChange = command;
        return new StepRecorder(this, number, command, StepEffect.Change);
    }

    public ValueTask BeforeSendAsync(CancellationToken cancellationToken) =>
        OpenChange is null ? ValueTask.CompletedTask : owner.ConfirmAsync(cancellationToken);

    public ValueTask EndAsync(TargetState state, RunError? error) =>
        ReportAsync(new AttemptEnded(state, error), CancellationToken.None);

    public ValueTask ReportAsync(RunEvent what, CancellationToken cancellationToken) =>
        owner.ReportAsync(
            what with { Number = order.Number, Attempt = order.Attempt, Report = ++report },
            cancellationToken);
}
