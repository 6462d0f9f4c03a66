namespace NetBatch.Ssh.Transport;

/// <summary>
/// Bounds how many targets of this process are between launch and the end of their authentication. Key exchanges are the costly part of a
/// session: hundreds at once make each of them late, a few at a time make all of them quick. Waiting here is before
/// launch, so it counts toward no timeout. First come, first served.
/// </summary>
public sealed class HandshakeGate : IDisposable
{
    private readonly SemaphoreSlim places;

    /// <summary>Makes a gate.</summary>
    /// <param name="limit">How many at once, at least 1; null: four for each processor.</param>
    public HandshakeGate(int? limit = null)
    {
        Limit = limit ?? (4 * Environment.ProcessorCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(Limit, 1, nameof(limit));
        places = new SemaphoreSlim(Limit, Limit);
    }

    /// <summary>How many may be inside at once.</summary>
    public int Limit { get; }

    /// <summary>How many are inside now.</summary>
    public int Inside => Limit - places.CurrentCount;

    /// <summary>Waits for a place; disposing the result gives it back.</summary>
    /// <param name="cancellationToken">Stops waiting; no place is taken then.</param>
    public async ValueTask<Releaser> EnterAsync(CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Releaser(places);
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();

    /// <summary>A place in the gate. Disposing it more than once gives it back once.</summary>
    public sealed class Releaser : IDisposable
    {
        private SemaphoreSlim? places;

        internal Releaser(SemaphoreSlim places) => this.places = places;

        /// <inheritdoc/>
        public void Dispose() => Interlocked.Exchange(ref places, null)?.Release();
    }
}
