using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using NATS.Client.Core;

namespace NetBatch.Cluster.Link;

/// <summary>The link over a NATS server (https://docs.nats.io): core NATS, at most once.</summary>
public sealed class NatsLink : IClusterLink
{
    // Messages that may wait for a connection that writes slowly; more are lost and come again.
    private const int MostWaiting = 10_000;

    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(300);

    private readonly NatsConnection connection;
    private readonly X509Certificate2? authority;
    private readonly CancellationTokenSource ended = new();
    private readonly Channel<(string Subject, ReadOnlyMemory<byte> Bytes)> waiting =
        Channel.CreateBounded<(string, ReadOnlyMemory<byte>)>(
            new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });
    private readonly List<Task> going = [];

    private NatsLink(ClusterFile file, string name, NatsAuthOpts login, string? inbox)
    {
        authority = X509Certificate2.CreateFromPem(file.Authority);
        // Each by name, since what the client does by itself is meant for other uses.
        connection = new NatsConnection(NatsOpts.Default with
        {
            Url = file.Url,
            Name = name,
            AuthOpts = login,
            TlsOpts = new NatsTlsOpts
            {
                Mode = TlsMode.Require,
                ConfigureClientAuthentication = options =>
                {
                    options.RemoteCertificateValidationCallback = null;
                    options.CertificateChainPolicy = new X509ChainPolicy
                    {
                        TrustMode = X509ChainTrustMode.CustomRootTrust,
                        RevocationMode = X509RevocationMode.NoCheck, // The authority is the cluster's own and publishes no lists.
                    };
                    options.CertificateChainPolicy.CustomTrustStore.Add(authority);
                    return ValueTask.CompletedTask;
                },
            },
            InboxPrefix = inbox ?? "_INBOX",
            SubPendingChannelFullMode = BoundedChannelFullMode.Wait,
            PingInterval = TimeSpan.FromSeconds(2),
            MaxPingOut = 2,
            IgnoreAuthErrorAbort = true,
            PublishTimeoutOnDisconnected = true,
            CommandTimeout = TimeSpan.FromSeconds(5),
            ConnectTimeout = TimeSpan.FromSeconds(15),
            RetryOnInitialConnect = true,
            ReconnectWaitMin = TimeSpan.FromMilliseconds(100),
            ReconnectWaitMax = TimeSpan.FromSeconds(2),
            MaxReconnectRetry = -1,
        });
        going.Add(Task.Run(SendAsync));
    }

    /// <inheritdoc/>
    public bool IsConnected => connection.ConnectionState == NatsConnectionState.Open;

    /// <summary>Connects by the key of a file; where the server is not there it goes on trying.</summary>
    /// <param name="file">Where to and who.</param>
    /// <param name="name">What the connection is called at the server.</param>
    public static NatsLink Open(ClusterFile file, string name)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new NatsLink(file, name, new NatsAuthOpts { NKey = NKeys.PublicOf(file.Seed), Seed = file.Seed }, null);
    }

    /// <summary>Connects as one who has no key yet and wants to be let in.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="user">The server's user for that.</param>
    /// <param name="password">Its password.</param>
    /// <param name="inbox">Where answers go.</param>
    internal static NatsLink OpenToJoin(ClusterFile file, string user, string password, string inbox) =>
        new(file, user, new NatsAuthOpts { Username = user, Password = password }, inbox);

    /// <summary>Asks, and gives the answer.</summary>
    /// <exception cref="OperationCanceledException">Nobody answered in time.</exception>
    internal async Task<byte[]> AskAsync(string subject, byte[] asking, TimeSpan most, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(most);
        while (true)
        {
            try
            {
                var answer = await connection.RequestAsync<byte[], byte[]>(subject, asking,
                    replyOpts: new NatsSubOpts { Timeout = AnswerTime }, cancellationToken: late.Token).ConfigureAwait(false);
                answer.EnsureSuccess();
                if (answer.Data is { Length: > 0 } said)
                {
                    return said;
                }
            }
            catch (Exception problem) when (problem is NatsException or IOException && !late.IsCancellationRequested)
            {
                // Who answers is just being started, or the server reads its files anew.
            }

            await Task.Delay(AskAgain, late.Token).ConfigureAwait(false);
        }
    }

    /// <summary>Answers what is asked from now on, one after the other.</summary>
    internal async Task AnswerAsync(string subject, Func<ReadOnlyMemory<byte>, Task<byte[]>> answer, CancellationToken cancellationToken)
    {
        var subscription = await connection.SubscribeCoreAsync<byte[]>(subject, cancellationToken: cancellationToken).ConfigureAwait(false);
        going.Add(Task.Run(async () =>
        {
            try
            {
                await foreach (var message in subscription.Msgs.ReadAllAsync(ended.Token).ConfigureAwait(false))
                {
                    await message.ReplyAsync(await answer(message.Data ?? []).ConfigureAwait(false), cancellationToken: ended.Token)
                        .ConfigureAwait(false);
                }
            }
            catch (Exception lost) when (lost is OperationCanceledException or NatsException)
            {
                // The link is disposed, or who asked has gone.
            }
            finally
            {
                await subscription.DisposeAsync().ConfigureAwait(false);
            }
        }, CancellationToken.None));
    }

    /// <inheritdoc/>
    public void Publish(string subject, ReadOnlyMemory<byte> bytes)
    {
        if (IsConnected)
        {
            waiting.Writer.TryWrite((subject, bytes));
        }
    }

    /// <inheritdoc/>
    public async Task SubscribeAsync(string subject, Action<string, ReadOnlyMemory<byte>> hear, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hear);
        var subscription = await connection.SubscribeCoreAsync<byte[]>(subject, cancellationToken: cancellationToken).ConfigureAwait(false);
        going.Add(Task.Run(async () =>
        {
            try
            {
                await foreach (var message in subscription.Msgs.ReadAllAsync(ended.Token).ConfigureAwait(false))
                {
                    hear(message.Subject, message.Data ?? []);
                }
            }
            catch (OperationCanceledException)
            {
                // The link is disposed.
            }
            finally
            {
                await subscription.DisposeAsync().ConfigureAwait(false);
            }
        }, CancellationToken.None));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await Task.WhenAny(going[0], Task.Delay(TimeSpan.FromSeconds(1))).ConfigureAwait(false); // What was said last.
        await ended.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(going).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await connection.DisposeAsync().ConfigureAwait(false);
        authority?.Dispose();
        ended.Dispose();
    }

    private async Task SendAsync()
    {
        try
        {
            await foreach (var (subject, bytes) in waiting.Reader.ReadAllAsync(ended.Token).ConfigureAwait(false))
            {
                if (!IsConnected)
                {
                    continue; // Said too late it would say what is no more so.
                }

                try
                {
                    await connection.PublishAsync(subject, bytes, cancellationToken: ended.Token).ConfigureAwait(false);
                }
                catch (Exception lost) when (lost is NatsException or IOException)
                {
                    // As good as lost on the way.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The link is disposed.
        }
    }
}
