namespace NetBatch.Scheduling;

/// <summary>
/// Sends the notifications that jobs leave in the store when they end or pause by themselves. It has its own queue and its own time, and
/// nothing that it does, or fails to do, reaches a job.
/// </summary>
/// <param name="notices">What is to be sent.</param>
/// <param name="find">A definition by name, or null.</param>
/// <param name="job">A job by id, or null.</param>
/// <param name="secrets">Where secrets come from.</param>
/// <param name="time">The clock.</param>
/// <param name="changes">What a job found changed, without secrets; null: nobody asks.</param>
public sealed class Notifier(
    INoticeStore notices, Func<string, CancellationToken, Task<BatchNotification?>> find,
    Func<string, CancellationToken, Task<BatchJob?>> job, ISecretResolver secrets, TimeProvider time,
    Func<BatchJob, CancellationToken, Task<IReadOnlyList<ConfigVersionComparison>>>? changes = null) : IDisposable
{
    private const int AtOnce = 4;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan WithoutSecret = TimeSpan.FromSeconds(30);

    private readonly NoticeSender sender = new(secrets);

    /// <summary>Sends what is due until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (await SendDueAsync(cancellationToken).ConfigureAwait(false) == 0)
                {
                    await Task.Delay(Poll, time, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how it ends; what was not sent stays for the next process.
        }
    }

    /// <summary>Sends what is due now, so far as the time reaches: the last thing before a process ends.</summary>
    public async Task FlushAsync(TimeSpan most)
    {
        using var limit = new CancellationTokenSource(most, time);
        try
        {
            while (await SendDueAsync(limit.Token).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // The rest stays for the next process.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => sender.Dispose();

    private async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        IReadOnlyList<Notice> due;
        try
        {
            due = await notices.TakeAsync(AtOnce, cancellationToken).ConfigureAwait(false);
        }
        catch (NetBatchException)
        {
            return 0; // The store is busy or full; its jobs tell that, not this.
        }

        await Task.WhenAll(due.Select(notice => OneAsync(notice, cancellationToken))).ConfigureAwait(false);
        return due.Count;
    }

    private async Task OneAsync(Notice notice, CancellationToken cancellationToken)
    {
        var (state, error, counts) = await TryAsync(notice, cancellationToken).ConfigureAwait(false);
        var tries = notice.Tries + (counts ? 1 : 0);
        var pause = !counts ? cancellationToken.IsCancellationRequested ? TimeSpan.Zero : WithoutSecret
            : FirstPause * Math.Pow(2, Math.Min(tries - 1, 10));
        try
        {
            await notices.EndAsync(
                notice with { Tries = tries }, state, error, time.GetUtcNow() + (pause < LongestPause ? pause : LongestPause),
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (NetBatchException)
        {
            // It stays taken by this process, and is another's when this one has ended.
        }
    }

    /// <returns>What became of it, what went wrong, and whether that counts as a try.</returns>
    private async Task<(NoticeState State, string? Error, bool Counts)> TryAsync(Notice notice, CancellationToken cancellationToken)
    {
        BatchNotification? how = null;
        try
        {
            how = await find(notice.Name, cancellationToken).ConfigureAwait(false);
            var ended = await job(notice.JobId, cancellationToken).ConfigureAwait(false);
            if (how is null || ended is null)
            {
                return (NoticeState.Failed, how is null ? $"There is no notification '{notice.Name}' any more." : "The job was removed.",
                    false);
            }

            var found = notice.Ended == JobState.Paused || changes is null ? []
                : await changes(ended, cancellationToken).ConfigureAwait(false);
            if (!Wants(how, notice, found.Count > 0))
            {
                return (NoticeState.NotWanted, null, false);
            }

            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(how.TimeoutSeconds), time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            await sender.SendAsync(how, NoticeText.Of(notice, ended, found), both.Token).ConfigureAwait(false);
            return (NoticeState.Sent, null, false);
        }
        catch (OperationCanceledException)
        {
            return cancellationToken.IsCancellationRequested
                ? (NoticeState.Pending, notice.Error, false)
                : Again(how!, notice, $"It took longer than {how!.TimeoutSeconds} s.");
        }
        catch (NoticeFailure failure)
        {
            return failure.IsHere ? (NoticeState.Pending, failure.Message, false) : Again(how!, notice, failure.Message);
        }
        catch (NetBatchException trouble)
        {
            // The store or the source of a secret, not the receiver: it is tried again, here or by another process.
            return (NoticeState.Pending, trouble.Message, false);
        }
#pragma warning disable CA1031 // Whatever is wrong with a receiver, or with this code, is no matter of the job's.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            return (NoticeState.Failed, $"{defect.GetType().Name} while it was sent.", true);
        }
    }

    private static (NoticeState State, string? Error, bool Counts) Again(BatchNotification how, Notice notice, string error) =>
        (notice.Tries + 1 >= how.MostTries ? NoticeState.Failed : NoticeState.Pending, error, true);

    private static bool Wants(BatchNotification how, Notice notice, bool changed) =>
        how.On.DefaultIfEmpty(NotificationEvent.End).Any(one => one switch
    {
        NotificationEvent.Pause => notice.Ended == JobState.Paused,
        _ when notice.Ended == JobState.Paused => false,
        NotificationEvent.Change => changed,
        NotificationEvent.Breaker => notice.EndReason == EndReason.Breaker,
        NotificationEvent.Failure =>
            notice.Ended is JobState.Failed or JobState.Partial || notice.EndReason is EndReason.Dependency or EndReason.Breaker,
        _ => true,
    });
}
