using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NetBatch.Frr.Tests.Support;

/// <summary>An sshd with logins of its own, and routers behind it: what lab.sh makes and takes away again.</summary>
internal sealed class SshLab : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly StringBuilder _said = new();
    private readonly string _tag = "nbf" + Guid.NewGuid().ToString("N")[..5];
    private Process? _script;
    private int _port;

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"netbatch-frr-{Guid.NewGuid():N}");

    public string Key => Path.Combine(Folder, "key");

    /// <summary>The system's name of a login.</summary>
    public string Login(string name) => _tag + name;

    /// <summary>A file of a router.</summary>
    public string FileOf(int router, string name) => Path.Combine(Folder, $"r{router}", name);

    /// <summary>Starts it; the folder must hold what lab.sh asks for.</summary>
    /// <param name="routers">How many routers.</param>
    /// <param name="logins">Name, shell and groups of each login; each has an address of its own.</param>
    public async Task StartAsync(int routers, params (string Name, string Shell, string Groups)[] logins)
    {
        // Addresses that nobody else listens on: the port is free there whatever else this machine runs.
        var net = $"127.{Random.Shared.Next(16, 250)}.{Random.Shared.Next(1, 250)}";
        _addresses = logins.Select((login, index) => (login.Name, Address: $"{net}.{index + 1}"))
            .ToDictionary(pair => pair.Name, pair => pair.Address);
        _port = FreePort(_addresses.Values.First());
        Directory.CreateDirectory(Folder);
        await File.WriteAllLinesAsync(
            Path.Combine(Folder, "sshd.conf"),
            [
                $"Port {_port}", .. _addresses.Values.Select(address => $"ListenAddress {address}"),
                $"HostKey {Folder}/host", "PidFile none", "StrictModes no", $"AuthorizedKeysFile {Folder}/authorized_keys",
                "UsePAM no", "PasswordAuthentication no", "KbdInteractiveAuthentication no", "UseDNS no", "PrintMotd no", "PrintLastLog no",
                $"AllowUsers {string.Join(' ', logins.Select(login => Login(login.Name)))}",
            ]);
        // A session of its own: Ctrl+C in the terminal of the tests must not end it before they have.
        _script = new Process
        {
            StartInfo = new ProcessStartInfo(
                "setsid",
                [
                    "sh", Path.Combine(AppContext.BaseDirectory, "Support", "lab.sh"), Folder, _tag, $"{routers}",
                    .. logins.Select(login => $"{Login(login.Name)}={login.Shell}={login.Groups}"),
                ])
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            },
        };
        _script.ErrorDataReceived += (_, line) =>
        {
            lock (_said)
            {
                _said.AppendLine(line.Data);
            }
        };
        _script.Start();
        _script.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(Patience);
        if (await _script.StandardOutput.ReadLineAsync(limit.Token) != "ready")
        {
            await _script.WaitForExitAsync(limit.Token);
            throw new InvalidOperationException($"lab.sh ended with {_script.ExitCode}: {_said}");
        }
    }

    /// <summary>The device that a login reaches.</summary>
    public Device Device(string login, string platform, DeviceChannel? channel = null) => new()
    {
        Name = login,
        Address = _addresses[login],
        Port = _port,
        Platform = platform,
        Channel = channel,
        Credential = new CredentialReference(CredentialSource.Key, Key, Login(login)),
    };

    public async ValueTask DisposeAsync()
    {
        if (_script is null)
        {
            return;
        }

        using var limit = new CancellationTokenSource(Patience);
        _script.StandardInput.Close();
        await _script.WaitForExitAsync(limit.Token);
        _script.Dispose();
    }

    private Dictionary<string, string> _addresses = [];

    private static int FreePort(string address)
    {
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
