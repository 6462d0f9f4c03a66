namespace NetBatch.Scheduling;

/// <summary>Tries a notification out: sends one message that says that it is a test, now and once.</summary>
public static class NotificationTrial
{
    /// <summary>Sends the message and tells what came of it; what goes wrong on the way is told, not thrown.</summary>
    /// <param name="how">The notification.</param>
    /// <param name="secrets">Where secrets come from.</param>
    /// <param name="by">Who tries it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="OperationCanceledException">It was given up by the caller.</exception>
    public static async Task<NotificationTest> SendAsync(BatchNotification how, ISecretResolver secrets, Requester by, TimeProvider time,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(how);
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(time);
        var begun = time.GetTimestamp();
        using var sender = new NoticeSender(secrets);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(how.TimeoutSeconds), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var answer = await sender.SendAsync(how, NoticeText.Test(how.Name, by, time.GetUtcNow()), both.Token).ConfigureAwait(false);
            return new(how.Name, how.Kind, true, answer, null, time.GetElapsedTime(begun));
        }
        catch (Exception failure) when (failure is NoticeFailure or NetBatchException)
        {
            return Failed(failure.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed($"It took longer than {how.TimeoutSeconds} s.");
        }

        NotificationTest Failed(string why) => new(how.Name, how.Kind, false, null, why, time.GetElapsedTime(begun));
    }
}
