namespace NetBatch.Ssh.Files;

/// <summary>Lets so many bytes a second through, however many ask at once.</summary>
/// <param name="bytesPerSecond">From 1.</param>
/// <param name="time">The clock.</param>
internal sealed class BandwidthLimit(long bytesPerSecond, TimeProvider time)
{
    private readonly Lock gate = new();
    private long freeAt = time.GetTimestamp();

    /// <summary>Waits until these bytes may go.</summary>
    public async ValueTask TakeAsync(int bytes, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (gate)
        {
            var now = time.GetTimestamp();
            // What was not used while nobody asked is gone.
            freeAt = Math.Max(freeAt, now) + (long)(bytes * (double)time.TimestampFrequency / bytesPerSecond);
            wait = time.GetElapsedTime(now, freeAt);
        }

        if (wait > TimeSpan.FromMilliseconds(5))
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
