using NetBatch.Scheduling;

namespace NetBatch.Hosting;

/// <summary>Telling of the ends of jobs, apart from the jobs.</summary>
public sealed partial class NetBatchHost
{
    /// <summary>How long the end of a process waits for notifications.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(10);

    private readonly Lock notifying = new();
    private Notifier? notifier;
    private Task notifications = Task.CompletedTask;

    /// <summary>Sends notifications from here on, those too that processes left which have ended.</summary>
    public void StartNotifying()
    {
        lock (notifying)
        {
            if (notifier is null)
            {
                notifier = new Notifier(Store.Notices, Notifications.TryFindAsync, Store.FindAsync, Secrets, Options.Time);
                notifications = notifier.RunAsync(exit.Token);
            }
        }
    }

    /// <summary>Lets what was being sent go, and sends what the last jobs left, for as long as an end may wait.</summary>
    private async Task EndNotifyingAsync()
    {
        if (notifier is { } last)
        {
            await notifications.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await last.FlushAsync(LastWords).ConfigureAwait(false);
            last.Dispose();
        }
    }
}
