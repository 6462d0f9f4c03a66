using System.Globalization;

namespace NetBatch.Ssh.Transport;

/// <summary>
/// Follows the client's log (LogLevel DEBUG1, by -E to a FIFO of its own, so that neither a banner nor a remote
/// program's error output can pass for it). All ssh processes of a connection write to it, one hop after the other.
/// </summary>
internal sealed class SshLog(int hops, ITranscript? transcript = null)
{
    private const int MostLines = 60;
    private const string Greeting = "debug1: kex_exchange_identification: banner line ";
    private const string ServerKey = "debug1: Server host key: ";
    private const string Exit = "debug1: Exit status ";

    private readonly Lock gate = new();
    private readonly List<LogLine> lines = [];
    private readonly List<string> greeting = [];
    private readonly List<KnownHostKey> accepted = [];
    private (string Type, string Print) shown = ("", "");
    private readonly TaskCompletionSource first = NewSource();
    private readonly TaskCompletionSource keyExchanged = NewSource();
    private readonly TaskCompletionSource authenticated = NewSource();
    private readonly TaskCompletionSource entered = NewSource();
    private int exchanges;
    private int passed;
    private bool reached;

    /// <summary>Ends when the client has opened its log.</summary>
    public Task FirstLine => first.Task;

    /// <summary>Ends when the target's key exchange is done.</summary>
    public Task KeyExchanged => keyExchanged.Task;

    /// <summary>Ends when the target has accepted the login.</summary>
    public Task Authenticated => authenticated.Task;

    /// <summary>Ends when the client has asked for the session and needs none of its files any more.</summary>
    public Task Entered => entered.Task;

    /// <summary>How many hops have accepted the login; also the index of the hop that is being talked to.</summary>
    public int Passed => Volatile.Read(ref passed);

    /// <summary>Whether the TCP connection to the first hop was made.</summary>
    public bool Reached => Volatile.Read(ref reached);

    /// <summary>The client's last word on the channel: the remote exit status, -1 where the server sent none; null where it had no last
    /// word.</summary>
    public int? ExitStatus { get; private set; }

    /// <summary>Whether the server said that a signal ended the remote command.</summary>
    public bool Signalled { get; private set; }

    /// <summary>What the client said, without its debug lines.</summary>
    public IReadOnlyList<LogLine> Lines
    {
        get
        {
            lock (gate)
            {
                return [.. lines];
            }
        }
    }

    /// <summary>What the server said before its version, where gear that is full says so (RFC 4253, section 4.2).</summary>
    public IReadOnlyList<string> Greetings
    {
        get
        {
            lock (gate)
            {
                return [.. greeting];
            }
        }
    }

    /// <summary>Reads until every client has closed the log.</summary>
    public async Task FollowAsync(Stream log)
    {
        using var reader = new StreamReader(log);
        try
        {
            while (await reader.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) is { } line)
            {
                Take(line.TrimEnd('\r'));
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The channel was disposed of while the log was being read.
        }
    }

    internal void Take(string line)
    {
        first.TrySetResult();
        transcript?.Connection(line);
        if (line.StartsWith("debug", StringComparison.Ordinal))
        {
            TakeDebug(line);
        }
        else if (line.StartsWith("Authenticated to ", StringComparison.Ordinal) && Passed < hops)
        {
            if (Interlocked.Increment(ref passed) == hops)
            {
                keyExchanged.TrySetResult();
                authenticated.TrySetResult();
            }
        }
        else if (line.Length > 0)
        {
            lock (gate)
            {
                // sshconnect.c: "Permanently added '%.200s' (%s) to the list of known hosts."
                if (line.IndexOf("Permanently added '", StringComparison.Ordinal) is >= 0 and var at
                    && line[(at + 19)..].Split('\'') is [var host, ..])
                {
                    accepted.Add(new KnownHostKey(host, shown.Type, shown.Print, IsPinned: false));
                }

                if (lines.Count == MostLines)
                {
                    lines.RemoveAt(0);
                }

                lines.Add(new LogLine(Passed, line));
            }
        }
    }

    /// <summary>First keys that the client has accepted and kept.</summary>
    public IReadOnlyList<KnownHostKey> Accepted
    {
        get
        {
            lock (gate)
            {
                return [.. accepted];
            }
        }
    }

    private void TakeDebug(string line)
    {
        if (line.StartsWith(ServerKey, StringComparison.Ordinal) && line[ServerKey.Length..].Split(' ') is [var type, var print])
        {
            shown = (type, print);
            return;
        }

        if (line.StartsWith(Greeting, StringComparison.Ordinal))
        {
            lock (gate)
            {
                if (greeting.Count < MostLines)
                {
                    greeting.Add(line[(line.IndexOf(": ", Greeting.Length, StringComparison.Ordinal) + 2)..]);
                }
            }

            return;
        }

        if (line.StartsWith(Exit, StringComparison.Ordinal)
            && int.TryParse(line.AsSpan(Exit.Length), CultureInfo.InvariantCulture, out var status))
        {
            ExitStatus = status;
            return;
        }

        switch (line)
        {
            case "debug1: client_input_channel_req: channel 0 rtype exit-signal reply 0":
                Signalled = true;
                break;
            case "debug1: SSH2_MSG_NEWKEYS received" when Passed < hops:
                if (++exchanges == hops)
                {
                    keyExchanged.TrySetResult();
                }

                break;
            case "debug1: Connection established.":
                Volatile.Write(ref reached, true);
                break;
            case "debug1: Entering interactive session." when Passed == hops:
                entered.TrySetResult();
                break;
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>A line of the client's log.</summary>
/// <param name="Hop">Index of the hop that was being talked to.</param>
/// <param name="Text">The line.</param>
internal sealed record LogLine(int Hop, string Text);
