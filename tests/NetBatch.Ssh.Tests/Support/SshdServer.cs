using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace NetBatch.Ssh.Tests.Support;

/// <summary>A real sshd on loopback, with its log.</summary>
public sealed class SshdServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log;

    private SshdServer(Process process, int port, ConcurrentQueue<string> log)
    {
        _process = process;
        Port = port;
        _log = log;
    }

    public int Port { get; }

    public IReadOnlyList<string> Log => [.. _log];

    public int Count(string text) => Log.Count(line => line.Contains(text, StringComparison.Ordinal));

    public static async Task<SshdServer> StartAsync(string folder, params string[] config)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            var file = Path.Combine(folder, $"sshd-{Guid.NewGuid():N}.conf");
            await File.WriteAllLinesAsync(file, [$"Port {port}", .. config]);
            var process = new Process
            {
                StartInfo = new ProcessStartInfo(SshdFixture.SshdPath, ["-D", "-e", "-f", file]) { RedirectStandardError = true },
            };
            var log = new ConcurrentQueue<string>();
            var ready = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            process.ErrorDataReceived += (_, line) =>
            {
                if (line.Data is null)
                {
                    ready.TrySetResult(false);
                    return;
                }

                log.Enqueue(line.Data);
                if (line.Data.Contains("Server listening", StringComparison.Ordinal))
                {
                    ready.TrySetResult(true);
                }
            };
            process.Start();
            process.BeginErrorReadLine();
            if (await ready.Task)
            {
                return new SshdServer(process, port, log);
            }

            process.Dispose();
            if (attempt == 10)
            {
                // Somebody else may take the port between our looking and sshd's binding; ten times is no accident.
                throw new InvalidOperationException("sshd does not start: " + string.Join(" | ", log));
            }
        }
    }

    /// <summary>Cuts every connection; the server goes on listening.</summary>
    public async Task CutAsync()
    {
        foreach (var child in await DescendantsAsync(_process.Id))
        {
            await HostProgram.RunAsync("kill", ["-KILL", $"{child}"], check: false);
        }
    }

    private static async Task<IReadOnlyList<int>> DescendantsAsync(int parent)
    {
        List<int> all = [];
        foreach (var child in (await HostProgram.RunAsync("pgrep", ["-P", $"{parent}"], check: false)).Split('\n',
            StringSplitOptions.RemoveEmptyEntries).Select(int.Parse))
        {
            all.AddRange(await DescendantsAsync(child));
            all.Add(child);
        }

        return all;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
