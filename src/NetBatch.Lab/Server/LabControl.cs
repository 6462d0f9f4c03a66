using System.Globalization;
using System.Net.Sockets;

namespace NetBatch.Lab.Server;

/// <summary>
/// A socket in the lab's folder by which other processes of the same user (or root) talk to the lab: one line asked, one line answered.
/// Lines: <c>stop</c>, <c>counts [DEVICE]</c>, <c>set DEVICE FAULT</c>, <c>clear DEVICE [FAULT]</c>. Answers begin with <c>ok</c> or
/// <c>error</c>.
/// </summary>
internal sealed class LabControl : IAsyncDisposable
{
    private readonly LabHost lab;
    private readonly Socket listener;
    private readonly CancellationTokenSource ending = new();
    private Task accepting = Task.CompletedTask;

    public LabControl(LabHost lab)
    {
        this.lab = lab;
        listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var path = PathIn(lab.Folder);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        listener.Listen(16);
    }

    public static string PathIn(string folder) => Path.Combine(folder, "control.sock");

    public void Start() => accepting = AcceptAsync();

    /// <summary>Asks the lab of a folder; null: it does not answer.</summary>
    public static async Task<string?> AskAsync(string folder, string line, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(PathIn(folder)), cancellationToken).ConfigureAwait(false);
            using var stream = new NetworkStream(socket);
            using var writer = new StreamWriter(stream, leaveOpen: true) { AutoFlush = true };
            using var reader = new StreamReader(stream, leaveOpen: true);
            await writer.WriteAsync((line + "\n").AsMemory(), cancellationToken).ConfigureAwait(false);
            return await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync().ConfigureAwait(false);
        listener.Dispose();
        await accepting.ConfigureAwait(false);
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                using var socket = await listener.AcceptAsync(ending.Token).ConfigureAwait(false);
                using var stream = new NetworkStream(socket);
                using var reader = new StreamReader(stream, leaveOpen: true);
                using var writer = new StreamWriter(stream, leaveOpen: true) { AutoFlush = true };
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
                limit.CancelAfter(TimeSpan.FromSeconds(2));
                var line = await reader.ReadLineAsync(limit.Token).ConfigureAwait(false) ?? "";
                await writer.WriteAsync((Answer(line) + "\n").AsMemory(), limit.Token).ConfigureAwait(false);
                if (line == "stop")
                {
                    lab.RequestStop();
                }
            }
            catch (Exception exception)
                when (exception is SocketException or IOException or ObjectDisposedException or OperationCanceledException)
            {
                if (ending.IsCancellationRequested)
                {
                    return;
                }
            }
        }
    }

    private string Answer(string line)
    {
        var words = line.Split(' ', 3);
        try
        {
            switch (words)
            {
                case ["stop"]:
                    return "ok";
                case ["counts"]:
                case ["counts", _]:
                    var counts = words.Length == 1 ? lab.Counts : lab.CountsOf(words[1]);
                    return string.Create(CultureInfo.InvariantCulture,
                        $"ok {counts.CurrentConnections} {counts.MaxConnections} {counts.TotalConnections} {counts.CurrentSessions} "
                            + $"{counts.MaxSessions} {counts.TotalSessions} {counts.PendingReverts} {counts.Reverts}");
                case ["set", var device, var fault]:
                    lab.SetFault(device, LabFault.Parse(fault));
                    return "ok";
                case ["clear", var device, .. var kind]:
                    lab.ClearFault(device, kind.Length == 0 ? null : LabFault.Parse(kind[0]).Kind);
                    return "ok";
                default:
                    return "error The lab does not know this request.";
            }
        }
        catch (NetBatchException exception)
        {
            return $"error {exception.Message} {exception.Remedy}".TrimEnd();
        }
    }
}
