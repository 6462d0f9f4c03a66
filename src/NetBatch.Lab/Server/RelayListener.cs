using System.Globalization;
using System.Net.Sockets;
using System.Collections.Concurrent;
using System.Text;
using NetBatch.Lab.Cli;
using NetBatch.Lab.Platforms;

namespace NetBatch.Lab.Server;

/// <summary>Takes the sessions that sshd's login shells bring, and runs each on its device.</summary>
internal sealed class RelayListener : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly FrontConnections _connections;
    private readonly IReadOnlyDictionary<int, string> _userIds;
    private readonly IReadOnlyDictionary<string, int> _privileges;
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<int, Task> _sessions = new();
    private Task _accepting = Task.CompletedTask;
    private int _lastSession;

    /// <param name="path">The socket's path.</param>
    /// <param name="connections">Tells which device a session belongs to.</param>
    /// <param name="userIds">Names of those who may bring sessions, by user id.</param>
    /// <param name="privileges">Privilege of each user.</param>
    public RelayListener(string path, FrontConnections connections, IReadOnlyDictionary<int, string> userIds, IReadOnlyDictionary<string, int> privileges)
    {
        _connections = connections;
        _userIds = userIds;
        _privileges = privileges;
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        if (!OperatingSystem.IsWindows())
        {
            // The lab's users connect to it; who else does is turned away by user id.
            File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
        }

        _listener.Listen(512);
    }

    public void Start() => _accepting = AcceptAsync();

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        await Task.WhenAll(_sessions.Values).ConfigureAwait(false);
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync(_ending.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }

            var number = ++_lastSession;
            var task = ServeAsync(socket, number);
            _sessions[number] = task;
            if (task.IsCompleted)
            {
                _sessions.TryRemove(number, out _);
            }
        }
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        await Task.Yield();
        using (socket)
        {
            try
            {
                if (_userIds.TryGetValue(PeerUser(socket), out var user) && await HelloAsync(socket).ConfigureAwait(false) is { } hello)
                {
                    await RunAsync(socket, number, user, hello).ConfigureAwait(false);
                }
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // The client has gone.
            }
            finally
            {
                _sessions.TryRemove(number, out _);
            }
        }
    }

    private async Task RunAsync(Socket socket, int number, string user, string[] hello)
    {
        // Fields: user, SSH_CONNECTION (client address, client port, server address, server port), PTY, columns, rows, command or not, command.
        var route = hello[1].Split(' ');
        if (hello.Length < 7 || route.Length != 4 || _connections.Find(Number(route[3]), Number(route[1])) is not { } connection)
        {
            return;
        }

        var device = connection.Device;
        var request = new SessionRequest(
            user, _privileges.GetValueOrDefault(user, 15), hello[2] == "1", Number(hello[3]), Number(hello[4]), hello[5] == "1" ? string.Join('\0', hello[6..]) : null);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token, connection.Ended);
        device.Counters.Session(open: true);
        try
        {
            await new SessionPump(socket, device, connection, Shells.Open(device, request, number), request.Terminal, over.Token).RunAsync().ConfigureAwait(false);
        }
        finally
        {
            device.Counters.Session(open: false);
        }
    }

    private async Task<string[]?> HelloAsync(Socket socket)
    {
        var head = new byte[4];
        if (!await FillAsync(socket, head).ConfigureAwait(false))
        {
            return null;
        }

        var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(head);
        if (length is < 0 or > 4_000_000)
        {
            return null;
        }

        var body = new byte[length];
        return await FillAsync(socket, body).ConfigureAwait(false) ? Encoding.UTF8.GetString(body).Split('\0') : null;
    }

    private async Task<bool> FillAsync(Socket socket, Memory<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var count = await socket.ReceiveAsync(buffer, _ending.Token).ConfigureAwait(false);
            if (count == 0)
            {
                return false;
            }

            buffer = buffer[count..];
        }

        return true;
    }

    /// <summary>The user id of the process at the other end: SO_PEERCRED (17) of SOL_SOCKET (1), see unix(7).</summary>
    private static int PeerUser(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[12];
        socket.GetRawSocketOption(1, 17, credentials);
        return BitConverter.ToInt32(credentials[4..]);
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;
}
