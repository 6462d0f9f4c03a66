using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace NetBatch.Lab.Server;

/// <summary>
/// The lab's sshd processes: one with the host key that the lab's known_hosts file names, one with another key. A keeper process
/// starts them and cleans up when the lab is gone, even when it was killed.
/// </summary>
internal sealed class SshServer : IAsyncDisposable
{
    private readonly string folder;
    private readonly Process keeper;

    private SshServer(string folder, Process keeper, int port, int otherPort)
    {
        this.folder = folder;
        this.keeper = keeper;
        Port = port;
        OtherPort = otherPort;
    }

    /// <summary>Port of the sshd that has the known host key.</summary>
    public int Port { get; }

    /// <summary>Port of the sshd that has another host key.</summary>
    public int OtherPort { get; }

    /// <summary>Where the server program is, or an error that tells how to get it.</summary>
    public static string Program()
    {
        foreach (var place in (string[])["/usr/sbin/sshd", "/usr/local/sbin/sshd", "/sbin/sshd", "/usr/bin/sshd"])
        {
            if (File.Exists(place))
            {
                return place;
            }
        }

        throw LabErrors.Unusable("The lab needs OpenSSH's server and it is not installed.", "Run: apt-get install openssh-server");
    }

    /// <summary>Makes keys, the configuration and the users, and starts both servers.</summary>
    /// <param name="folder">The lab's folder.</param>
    /// <param name="lab">The lab's name.</param>
    /// <param name="users">Users to make; empty: the account that runs the lab, by key.</param>
    /// <param name="allowJump">Whether the servers forward to loopback ports.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<SshServer> StartAsync(string folder, string lab, IReadOnlyList<LabUser> users, bool allowJump,
        CancellationToken cancellationToken)
    {
        var program = Program();
        var relay = Path.Combine(folder, "relay.pl");
        await WriteAsync(relay, Resource("relay.pl").Replace("@SOCKET@", Path.Combine(folder, "relay.sock"), StringComparison.Ordinal),
            0b111_101_101, cancellationToken).ConfigureAwait(false);
        var keeperScript = Path.Combine(folder, "keeper.pl");
        await WriteAsync(keeperScript, Resource("keeper.pl"), 0b110_100_100, cancellationToken).ConfigureAwait(false);

        foreach (var key in (string[])["host_key", "other_host_key", "client_key"])
        {
            var (status, error) =
                await Tool.RunAsync("/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "netbatch-lab", "-f",
                    Path.Combine(folder, key)], null, cancellationToken).ConfigureAwait(false);
            if (status != 0)
            {
                throw LabErrors.Unusable($"ssh-keygen made no key: {error.Trim()}");
            }
        }

        File.Copy(Path.Combine(folder, "client_key.pub"), Path.Combine(folder, "authorized_keys"));
        if (Environment.IsPrivilegedProcess)
        {
            // sshd's separated part lives in this folder; where no init system made it, it is made here and stays, as other servers may use
            // it.
            Directory.CreateDirectory("/run/sshd");
        }

        var keeper = StartKeeper(keeperScript, folder, lab, users);
        try
        {
            if (users.Count > 0)
            {
                await Accounts.CreateAsync(lab, relay, users, cancellationToken).ConfigureAwait(false);
            }

            var port = await StartOneAsync(keeper, program, folder, "host_key", users, allowJump, cancellationToken).ConfigureAwait(false);
            var other = await StartOneAsync(keeper, program, folder, "other_host_key", users, allowJump, cancellationToken)
                .ConfigureAwait(false);
            return new SshServer(folder, keeper, port, other);
        }
        catch
        {
            await EndAsync(keeper).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>What the servers have logged.</summary>
    public async Task<IReadOnlyList<string>> ReadLogAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.log"))
        {
            lines.AddRange(await File.ReadAllLinesAsync(file, cancellationToken).ConfigureAwait(false));
        }

        return lines;
    }

    /// <summary>Ends the servers, removes users and folder. The lab's sockets must be closed by now.</summary>
    public async ValueTask DisposeAsync() => await EndAsync(keeper).ConfigureAwait(false);

    private static async Task EndAsync(Process keeper)
    {
        keeper.StandardInput.Close();
        await keeper.WaitForExitAsync().ConfigureAwait(false);
        keeper.StandardOutput.Dispose();
        keeper.Dispose();
    }

    private static Process StartKeeper(string script, string folder, string lab, IReadOnlyList<LabUser> users)
    {
        var keeper = new Process
        {
            StartInfo = new ProcessStartInfo("/usr/bin/perl", [script, folder, Accounts.Mark(lab), .. users.Select(user => user.Name)])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
                WorkingDirectory = "/",
            },
        };
        keeper.Start();
        return keeper;
    }

    private static async Task<int> StartOneAsync(Process keeper, string program, string folder, string hostKey,
        IReadOnlyList<LabUser> users, bool allowJump, CancellationToken cancellationToken)
    {
        // sshd takes no listening socket and no port 0, so a port that is free now is tried; where it was taken meanwhile, another one.
        var log = Path.Combine(folder, $"{hostKey}.log");
        for (var tries = 0; tries < 20; tries++)
        {
            var port = FreePort();
            var config = Path.Combine(folder, $"{hostKey}.conf");
            await WriteAsync(config,
                await SshServerConfig.BuildAsync(program, folder, hostKey, port, users, allowJump, cancellationToken).ConfigureAwait(false),
                0b110_000_000, cancellationToken).ConfigureAwait(false);
            await keeper.StandardInput.WriteAsync($"sshd {program} {config} {log}\n".AsMemory(), cancellationToken).ConfigureAwait(false);
            await keeper.StandardInput.FlushAsync(cancellationToken).ConfigureAwait(false);
            var answer = await keeper.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false);
            if (answer?.StartsWith("pid ", StringComparison.Ordinal) != true)
            {
                throw LabErrors.Unusable("The lab's keeper process ended at its start.", "It needs /usr/bin/perl (Debian: perl-base).");
            }

            if (await ListensAsync(int.Parse(answer.AsSpan(4), CultureInfo.InvariantCulture), port, log, cancellationToken)
                .ConfigureAwait(false))
            {
                return port;
            }
        }

        var text = File.Exists(log) ? await File.ReadAllTextAsync(log, cancellationToken).ConfigureAwait(false) : "";
        throw LabErrors.Unusable($"sshd did not start: {text.Trim().Split('\n')[^1]}");
    }

    private static async Task<bool> ListensAsync(int pid, int port, string log, CancellationToken cancellationToken)
    {
        var listening = $"Server listening on 127.0.0.1 port {port}.";
        for (var tries = 0; tries < 400; tries++)
        {
            if (File.Exists(log)
                && (await File.ReadAllTextAsync(log, cancellationToken).ConfigureAwait(false)).Contains(listening,
                    StringComparison.Ordinal))
            {
                return true;
            }

            if (ProcessTable.StartOf(pid) is null)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken).ConfigureAwait(false);
        }

        return false;
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(SshServer).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    /// <summary>Writes a file with the mode that sshd wants to see.</summary>
    internal static async Task WriteAsync(string path, string text, int mode, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(path, text, cancellationToken).ConfigureAwait(false);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)mode);
        }
    }
}
