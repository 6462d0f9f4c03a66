namespace NetBatch.Ssh.Work;

/// <summary>What cuts a begun change: the loss of the job at once, a stop only when its grace is over.</summary>
internal sealed class SafePoint : IDisposable
{
    /// <summary>So long a begun change may take to its safe point after a stop.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource cut;
    private readonly ITimer timer;
    private readonly CancellationTokenRegistration registration;
    private readonly IRunContext run;

    /// <param name="run">The run.</param>
    /// <param name="stops">False: a stop never cuts; the step has a limit of its own.</param>
    public SafePoint(IRunContext run, bool stops = true)
    {
        this.run = run;
        cut = CancellationTokenSource.CreateLinkedTokenSource(run.OwnerLost);
        timer = run.Time.CreateTimer(_ => cut.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        registration = stops ? run.SafeStop.Register(() => timer.Change(Grace, Timeout.InfiniteTimeSpan)) : default;
    }

    /// <summary>Cuts.</summary>
    public CancellationToken Cut => cut.Token;

    /// <summary>Whether a stop was asked for.</summary>
    public bool IsStopping => run.SafeStop.IsCancellationRequested;

    /// <summary>Whether the grace is over, and not the job lost.</summary>
    public bool IsOver => cut.IsCancellationRequested && !run.OwnerLost.IsCancellationRequested;

    /// <inheritdoc/>
    public void Dispose()
    {
        registration.Dispose();
        timer.Dispose();
        cut.Dispose();
    }
}
