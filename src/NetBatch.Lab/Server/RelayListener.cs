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
    private readonly Socket listener;
    private readonly DeviceConnections connections;
    private readonly IReadOnlyDictionary<int, string> userIds;
    private readonly IReadOnlyDictionary<string, int> privileges;
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentDictionary<int, Task> sessions = new();
    private Task accepting = Task.CompletedTask;
    private int lastSession;

    /// <param name="path">The socket's path.</param>
    /// <param name="connections">Tells which device a session belongs to.</param>
    /// <param name="userIds">Names of those who may bring sessions, by user id.</param>
    /// <param name="privileges">Privilege of each user.</param>
    public RelayListener(string path, DeviceConnections connections, IReadOnlyDictionary<int, string> userIds,
        IReadOnlyDictionary<string, int> privileges)
    {
        this.connections = connections;
        this.userIds = userIds;
        this.privileges = privileges;
        listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        if (!OperatingSystem.IsWindows())
        {
            // The lab's users connect to it; who else does is turned away by user id.
            File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
        }

        listener.Listen(512);
    }

    public void Start() => accepting = AcceptAsync();

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync().ConfigureAwait(false);
        listener.Dispose();
        await accepting.ConfigureAwait(false);
        await Task.WhenAll(sessions.Values).ConfigureAwait(false);
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await listener.AcceptAsync(ending.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }

            var number = ++lastSession;
            var task = ServeAsync(socket, number);
            sessions[number] = task;
            if (task.IsCompleted)
            {
                sessions.TryRemove(number, out _);
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
                if (userIds.TryGetValue(PeerUser(socket), out var user) && await HelloAsync(socket).ConfigureAwait(false) is { } hello)
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
                sessions.TryRemove(number, out _);
            }
        }
    }

    private async Task RunAsync(Socket socket, int number, string user, string[] hello)
    {
        // Fields: user, SSH_CONNECTION (client address, client port, server address, server port), PTY, columns, rows, command or not,
        // command.
        var route = hello[1].Split(' ');
        if (hello.Length < 7 || route.Length != 4 || connections.Find(Number(route[3]), Number(route[1])) is not { } connection)
        {
            return;
        }

        var device = connection.Device;
        var request = new SessionRequest(
            user, privileges.GetValueOrDefault(user, 15), hello[2] == "1", Number(hello[3]), Number(hello[4]),
            hello[5] == "1" ? string.Join('\0', hello[6..]) : null);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ending.Token, connection.Ended);
        device.Counters.Session(open: true);
        try
        {
            var shell = Shells.Open(device, request, number);
            await new SessionRelay(socket, device, connection, shell, request.Terminal, over.Token).RunAsync()
                .ConfigureAwait(false);
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
            var count = await socket.ReceiveAsync(buffer, ending.Token).ConfigureAwait(false);
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

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;
}
