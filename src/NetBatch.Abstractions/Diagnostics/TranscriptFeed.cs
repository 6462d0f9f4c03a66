namespace NetBatch;

/// <summary>Carries transcripts, while they are made, to whoever listens; nothing is made for it while nobody does.</summary>
public sealed class TranscriptFeed
{
    private readonly Lock gate = new();
    private Action<TranscriptEntry>? listeners;

    /// <summary>Whether anybody listens. Attempts that began before are not told of.</summary>
    public bool IsHeard => Volatile.Read(ref listeners) is not null;

    /// <summary>Listens from now on, until what it gives is disposed.</summary>
    /// <param name="listener">Is called for each line, from any thread; must neither wait nor throw.</param>
    public IDisposable Listen(Action<TranscriptEntry> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        lock (gate)
        {
            listeners += listener;
        }

        return new Listening(this, listener);
    }

    internal void Post(TranscriptEntry line) => Volatile.Read(ref listeners)?.Invoke(line);

    private sealed class Listening(TranscriptFeed feed, Action<TranscriptEntry> listener) : IDisposable
    {
        public void Dispose()
        {
            lock (feed.gate)
            {
                feed.listeners -= listener;
            }
        }
    }
}
