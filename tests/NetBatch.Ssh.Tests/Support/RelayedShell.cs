using System.Net.Sockets;

namespace NetBatch.Ssh.Tests.Support;

/// <summary>A login shell of a real sshd that is played by the test: a few lines of Perl carry its terminal to a socket here.</summary>
internal sealed class RelayedShell : IAsyncDisposable
{
    private const string Relay = """
        use IO::Socket::UNIX;
        my $s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or exit 1;
        system("stty", "raw", "-echo");
        my $reader = fork();
        my ($from, $to) = $reader ? ($s, \*STDOUT) : (\*STDIN, $s);
        while (my $n = sysread($from, my $bytes, 65536)) {
            for (my $done = 0; $done < $n;) { $done += syswrite($to, $bytes, $n - $done, $done) // exit 1; }
        }
        if ($reader) { kill "KILL", $reader; } else { shutdown($s, 1); }
        """;

    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Task _serving;

    private RelayedShell(string folder)
    {
        var name = Guid.NewGuid().ToString("N")[..8];
        var (socket, script) = (Path.Combine(folder, name + ".sock"), Path.Combine(folder, name + ".pl"));
        File.WriteAllText(script, Relay);
        _listener.Bind(new UnixDomainSocketEndPoint(socket));
        _listener.Listen();
        if (!OperatingSystem.IsWindows())
        {
            // Whoever logs in may connect.
            File.SetUnixFileMode(socket, (UnixFileMode)0x1FF);
        }

        Command = $"exec /usr/bin/perl {script} {socket}";
        _serving = ServeAsync();
    }

    /// <summary>What sshd runs for a login.</summary>
    public string Command { get; }

    /// <summary>Plays the logins that come from now on.</summary>
    public Func<FakeChannel, Task> Play { get; set; } = _ => Task.CompletedTask;

    /// <summary>Makes one.</summary>
    /// <param name="folder">A folder that every user may enter.</param>
    public static RelayedShell In(string folder) => new(folder);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await _listener.AcceptAsync());
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // Disposed of.
        }
    }

    private async Task CarryAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        await using var channel = new FakeChannel(TimeProvider.System);
        var typed = TypedAsync(stream, channel);
        var played = Play(channel);
        await channel.Output.CopyToAsync(stream);
        socket.Shutdown(SocketShutdown.Send);
        await Task.WhenAll(typed, played).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task TypedAsync(NetworkStream stream, FakeChannel channel)
    {
        try
        {
            await stream.CopyToAsync(channel.Input.AsStream(leaveOpen: true));
        }
        catch (IOException)
        {
            // The login was cut.
        }

        await channel.Input.CompleteAsync();
    }
}
