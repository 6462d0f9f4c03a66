using NetBatch.Scheduling;

namespace NetBatch.Hosting;

/// <summary>Tells of the ends of jobs, apart from the jobs; nothing is sent before <see cref="Start"/>.</summary>
/// <param name="store">Where what is to be sent is kept.</param>
/// <param name="configs">What backups found changed.</param>
/// <param name="notifications">Whom to tell.</param>
/// <param name="secrets">Where secrets come from.</param>
/// <param name="time">The clock.</param>
/// <param name="exit">Ends the sending.</param>
public sealed class NoticeDelivery(IJobStore store, ConfigHistory configs, BatchNotifications notifications, SecretSources secrets,
    TimeProvider time, CancellationToken exit) : IAsyncDisposable
{
    /// <summary>How long the end of a process waits for notifications.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(4);

    private readonly Lock starting = new();
    private Notifier? notifier;
    private Task sending = Task.CompletedTask;

    /// <summary>Sends notifications from here on, those too that processes left which have ended.</summary>
    public void Start()
    {
        lock (starting)
        {
            if (notifier is null)
            {
                notifier = new Notifier(store.Notices, notifications.ApprovedAsync, store.FindAsync, secrets, time, ChangesAsync);
                sending = notifier.RunAsync(exit);
            }
        }
    }

    private async Task<IReadOnlyList<ConfigVersionComparison>> ChangesAsync(BatchJob job, CancellationToken cancellationToken) =>
        job.Kind == "backup"
            ? await configs.ChangesOfAsync(job.Id, includeSecret: false, cancellationToken).ToListAsync(cancellationToken)
                .ConfigureAwait(false) : [];

    /// <summary>Lets what was being sent go, and sends what the last jobs left, for as long as an end may wait.</summary>
    public async ValueTask DisposeAsync()
    {
        if (notifier is { } last)
        {
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await last.FlushAsync(LastWords).ConfigureAwait(false);
            last.Dispose();
        }
    }
}
