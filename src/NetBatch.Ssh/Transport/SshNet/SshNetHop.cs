using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace NetBatch.Ssh.Transport;

/// <summary>One host on the way: dialled, or reached through the one before it, and logged in to.</summary>
internal sealed class SshNetHop(SshTransportOptions options, KnownHostKeys known, KeyFiles files, SshHop hop, SshRequest request)
    : IDisposable
{
    private readonly TaskCompletionSource exchanged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> banner = [];
    private readonly ITranscript? transcript = request.Transcript;
    private ServerGreeting? greeting;
    private Socket? socket;
    private Tunnel? tunnel;
    private OneAnswer? answer;
    private (ErrorCode Code, string Sentence)? verdict;
    private int isCut;

    /// <summary>Ends with the key exchange.</summary>
    public Task Exchanged => exchanged.Task;

    /// <summary>The host's first key, where it was accepted just now.</summary>
    public KnownHostKey? Accepted { get; private set; }

    /// <summary>Whether the TCP connection, or the way through the hop before, was made.</summary>
    public bool Reached { get; private set; }

    public Session Session { get; private set; } = null!;

    public ConnectionInfo Info { get; private set; } = null!;

    /// <summary>What was found wrong on our side: with the host's key, or with what it asked.</summary>
    public (ErrorCode Code, string Sentence)? Verdict => verdict ?? answer?.Refusal;

    /// <summary>What the server said in clear words: before its version, and before the login.</summary>
    public IReadOnlyList<string> Spoken => [.. greeting?.Lines ?? [], .. banner];

    /// <summary>Why the hop before did not let us through, in its words.</summary>
    public string? TunnelRefused => tunnel?.Refused;

    /// <summary>Connects and logs in.</summary>
    /// <param name="before">The hop to go through, or null.</param>
    /// <param name="cancellationToken">Cuts what has no connection yet; afterwards <see cref="Dispose"/> does.</param>
    public async Task ConnectAsync(SshNetHop? before, CancellationToken cancellationToken)
    {
        var settings = HopSettings.Read(hop, options);
        Info = new ConnectionInfo(settings.HostName, settings.Port, settings.User, Methods(settings, cancellationToken))
        {
            // The library's waits end with the socket, which is ours to close at our own limits.
            Timeout = Timeout.InfiniteTimeSpan,
            RetryAttempts = 1,
            ChannelCloseTimeout = TimeSpan.FromMilliseconds(100),
        };
        Info.AuthenticationBanner += (_, said) =>
            banner.AddRange(said.BannerMessage.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Take(20));
        AlgorithmOffer.Apply(Info, settings, known.TypesOf(settings), request.IsBulk);
        transcript?.Connection($"{hop}: connecting to {settings.HostName}:{settings.Port} as '{settings.User}'.");
        if (before is null)
        {
            socket = await HopSocket.DialAsync(settings, options, made => socket = made, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            (socket, var far) = await HopSocket.PairAsync(cancellationToken).ConfigureAwait(false);
            tunnel = new Tunnel(before.Session, far);
            await ConnectorThread.RunAsync(() => tunnel.Open(settings.HostName, settings.Port)).ConfigureAwait(false);
            _ = tunnel.CarryAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
        Reached = true;
        transcript?.Connection(
            $"{hop}: connected to {settings.HostName}:{settings.Port}{(before is null ? "" : " through the hop before")}.");
        greeting = new ServerGreeting(socket);
        await greeting.ExchangeAsync(Info.ClientVersion, cancellationToken).ConfigureAwait(false);
        transcript?.Connection($"{hop}: the server is '{greeting.Identification}'.");
        Session = SshNetInternals.Library.NewSession(Info, greeting);
        Session.HostKeyReceived += (_, shown) => Judge(settings, shown);
        await ConnectorThread.RunAsync(() =>
        {
            Session.Connect();
            return true;
        }).ConfigureAwait(false);
        exchanged.TrySetResult();
        transcript?.Connection(
            $"{hop}: logged in as '{settings.User}' by {hop.Proof}; {Info.CurrentKeyExchangeAlgorithm}, {Info.CurrentHostKeyAlgorithm}, "
                + $"{Info.CurrentServerEncryption}.");
    }

    /// <summary>Closes the connection at once: whoever waits on it is let go. The library's own tidying follows off the path.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isCut, 1) != 0)
        {
            return;
        }

        if (Session is { IsConnected: true } session && socket is { } open && open.Poll(0, SelectMode.SelectWrite))
        {
            SshNetInternals.Library.TrySend(session,
                new Renci.SshNet.Messages.Transport.DisconnectMessage(Renci.SshNet.Messages.Transport.DisconnectReason.ByApplication,
                    "done"));
        }

        socket?.Dispose();
        tunnel?.Dispose();
        if (Session is { } ending)
        {
            _ = DisposeAsync(ending);
        }
    }

    private static async Task DisposeAsync(Session session)
    {
        await ConnectorThread.RunAsync(() =>
        {
            try
            {
                session.Dispose();
            }
            catch (Exception error) when (error is ObjectDisposedException or SshException or SocketException or NullReferenceException)
            {
                // Its socket was taken from it; that is why it is disposed of.
            }

            return true;
        }).ConfigureAwait(false);
    }

    private void Judge(HopSettings settings, HostKeyEventArgs shown)
    {
        var type = AlgorithmOffer.KeyType(shown.HostKeyName);
        if (type == "ssh-rsa" && shown.KeyLength < settings.LeastRsaBits)
        {
            verdict = (ErrorCode.NoCommonAlgorithm,
                $"the host key has {shown.KeyLength} bits, and at least {settings.LeastRsaBits} are asked for; make a longer one on the "
                    + $"device");
        }
        else
        {
            try
            {
                verdict = known.Judge(settings, type, shown.HostKey, key => Accepted = key);
            }
            catch (NetBatchException problem)
            {
                verdict = (problem.Code, problem.Message);
            }

            if (verdict is null && settings.HostKeys == HostKeyPolicy.Any && (hop.Proof == SshProof.Password || hop.Password is not null)
                && known.IsChanged(settings, type, shown.HostKey))
            {
                verdict = (ErrorCode.HostKeyChanged, "the host key is not the one that is known, so that no password is given");
            }
        }

        shown.CanTrust = verdict is null;
        transcript?.Connection($"{hop}: the host key is {type} SHA256:{shown.FingerPrintSHA256}; {verdict?.Sentence ?? "it is trusted"}.");
        if (shown.CanTrust)
        {
            exchanged.TrySetResult();
        }
    }

    private AuthenticationMethod[] Methods(HopSettings settings, CancellationToken cancellationToken)
    {
        switch (hop.Proof)
        {
            case SshProof.Password:
                return Answers(hop.Secret);
            case SshProof.Key:
                return WithAnswers(LoginMethods.OfKeys(settings.User, [Allowed(files.Load(hop.KeyFile!, hop.Secret))]));
            default:
                return WithAnswers(LoginMethods.OfKeys(settings.User, [.. new OwnKeys(files).Of(settings).Select(Allowed)]));
        }

        // The key first; what the server wants beside it answer the password and the code (RFC 4252, 5.1: partial success).
        AuthenticationMethod[] WithAnswers(AuthenticationMethod[] keys) =>
            hop.Password is null && hop.Code is null ? keys : [.. keys, .. Answers(hop.Password)];

        AuthenticationMethod[] Answers(Secret? password)
        {
            // The library asks on a thread of its own, which has nothing else to do until there is an answer.
            answer = new OneAnswer(settings.User, password,
                hop.Code is { } code ? question => code(question, cancellationToken).AsTask().GetAwaiter().GetResult() : null);
            return LoginMethods.OfAnswers(settings.User, password, answer);
        }

        PublicKeyRules Allowed(IPrivateKeySource key) => new(key, name => AlgorithmOffer.MaySign(settings, name));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{request.Device.Name}: {hop}";
}
