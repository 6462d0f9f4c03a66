namespace NetBatch.Ssh.Work;

/// <summary>What cuts a begun change: the loss of the job at once, a stop only when its grace is over.</summary>
internal sealed class SafePoint : IDisposable
{
    /// <summary>So long a begun change may take to its safe point after a stop.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _cut;
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _registration;
    private readonly IRunContext _run;

    /// <param name="run">The run.</param>
    /// <param name="stops">False: a stop never cuts; the step has a limit of its own.</param>
    public SafePoint(IRunContext run, bool stops = true)
    {
        _run = run;
        _cut = CancellationTokenSource.CreateLinkedTokenSource(run.OwnerLost);
        _timer = run.Time.CreateTimer(_ => _cut.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _registration = stops ? run.SafeStop.Register(() => _timer.Change(Grace, Timeout.InfiniteTimeSpan)) : default;
    }

    /// <summary>Cuts.</summary>
    public CancellationToken Cut => _cut.Token;

    /// <summary>Whether a stop was asked for.</summary>
    public bool IsStopping => _run.SafeStop.IsCancellationRequested;

    /// <summary>Whether the grace is over, and not the job lost.</summary>
    public bool IsOver => _cut.IsCancellationRequested && !_run.OwnerLost.IsCancellationRequested;

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Dispose();
        _timer.Dispose();
        _cut.Dispose();
    }
}
