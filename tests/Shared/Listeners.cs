using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NetBatch.Testing;

/// <summary>A server of this machine that keeps what it is sent: HTTP POSTs with JSON, or e-mails by SMTP.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly List<string> received = [];
    private readonly Task serving;
    private int refuse;

    private Listener(Func<Listener, StreamReader, StreamWriter, Task> talk)
    {
        listener.Start();
        serving = ServeAsync(talk);
    }

    public static Listener Http() => new(HttpAsync);

    public static Listener Smtp() => new(SmtpAsync);

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What has come so far.</summary>
    public IReadOnlyList<string> Received
    {
        get
        {
            lock (received)
            {
                return [.. received];
            }
        }
    }

    /// <summary>The next so many are answered with an error.</summary>
    public void RefuseNext(int count) => Volatile.Write(ref refuse, count);

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end.Dispose();
    }

    private async Task ServeAsync(Func<Listener, StreamReader, StreamWriter, Task> talk)
    {
        while (!end.IsCancellationRequested)
        {
            var client = await listener.AcceptTcpClientAsync(end.Token);
            _ = TalkAsync(client, talk);
        }
    }

    private async Task TalkAsync(TcpClient client, Func<Listener, StreamReader, StreamWriter, Task> talk)
    {
        using (client)
        {
            // One byte is one sign: lengths are those of the wire.
            using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
            await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
            try
            {
                await talk(this, reader, writer);
            }
            catch (IOException)
            {
                // The other side has gone.
            }
        }
    }

    private bool Keep(string what)
    {
        lock (received)
        {
            received.Add(what);
        }

        return Interlocked.Decrement(ref refuse) < 0;
    }

    private static async Task HttpAsync(Listener server, StreamReader reader, StreamWriter writer)
    {
        while (await reader.ReadLineAsync() is { } request)
        {
            var (length, head) = (0, new StringBuilder(request).Append('\n'));
            while (await reader.ReadLineAsync() is { Length: > 0 } line)
            {
                head.Append(line).Append('\n');
                length = line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)
                    ? int.Parse(line[15..], System.Globalization.CultureInfo.InvariantCulture) : length;
            }

            var body = new char[length];
            await reader.ReadBlockAsync(body);
            var ok = server.Keep(head + "\n" + new string(body));
            await writer.WriteAsync($"HTTP/1.1 {(ok ? "204 No Content" : "503 Service Unavailable")}\r\nContent-Length: 0\r\n\r\n");
        }
    }

    private static async Task SmtpAsync(Listener server, StreamReader reader, StreamWriter writer)
    {
        await writer.WriteLineAsync("220 here");
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.Equals("DATA", StringComparison.OrdinalIgnoreCase))
            {
                await writer.WriteLineAsync("354 go on");
                var mail = new StringBuilder();
                while (await reader.ReadLineAsync() is { } text && text != ".")
                {
                    mail.Append(text).Append('\n');
                }

                await writer.WriteLineAsync(server.Keep(mail.ToString()) ? "250 kept" : "451 not now");
            }
            else if (line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase))
            {
                await writer.WriteLineAsync("221 bye");
                return;
            }
            else
            {
                await writer.WriteLineAsync("250 ok");
            }
        }
    }
}
