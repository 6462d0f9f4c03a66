namespace NetBatch.Cluster.Link;

/// <summary>Carries messages between hubs and workers, at most once, and in order within a subject only. Another carrier needs these
/// three members.</summary>
public interface IClusterLink : IAsyncDisposable
{
    /// <summary>Sends a message, where there is a connection; where there is none it is lost, and never sent later.</summary>
    /// <param name="subject">Where to.</param>
    /// <param name="bytes">At most 256 KiB.</param>
    void Publish(string subject, ReadOnlyMemory<byte> bytes);

    /// <summary>Hears messages from now on, until the link is disposed.</summary>
    /// <param name="subject">Of this subject, or of those below it where it ends with <c>.&gt;</c>.</param>
    /// <param name="hear">Called with subject and bytes, one message after the other; must not wait.</param>
    /// <param name="cancellationToken">Stops waiting for the subscription.</param>
    Task SubscribeAsync(string subject, Action<string, ReadOnlyMemory<byte>> hear, CancellationToken cancellationToken);

    /// <summary>Whether there is a connection now.</summary>
    bool IsConnected { get; }
}
