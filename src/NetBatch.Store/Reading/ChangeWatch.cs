namespace NetBatch.Store;

/// <summary>Waits for a job to change, in this process or in another.</summary>
internal sealed class ChangeWatch(ReaderPool readers, ChangeSignals signals, TimeProvider time, TimeSpan poll)
{
    public ChangeMark Mark(string jobId)
    {
        // First the local count: a commit between the two reads makes the mark old, never new.
        var local = signals.Count(jobId);
        return new ChangeMark(local, Stored(jobId) ?? throw StoreErrors.NotFound(jobId));
    }

    public async Task WaitAsync(string jobId, ChangeMark mark, TimeSpan most, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            var changed = signals.After(jobId, mark.Local);
            var left = most - time.GetElapsedTime(begun);
            if (changed.IsCompleted || left <= TimeSpan.Zero || Stored(jobId) != mark.Stored)
            {
                return;
            }

            using var look = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(changed, Task.Delay(left < poll ? left : poll, time, look.Token)).ConfigureAwait(false);
            await look.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private long? Stored(string jobId) =>
        readers.Read(database => database.Scalar("SELECT changes FROM jobs WHERE id = $1 AND removed = 0", jobId)) as long?;
}
