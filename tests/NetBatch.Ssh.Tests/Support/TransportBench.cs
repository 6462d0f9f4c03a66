using System.Text;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Tests.Support;

/// <summary>A transport with folders of its own, and the requests that the tests make of it.</summary>
internal sealed class TransportBench : IAsyncDisposable
{
    private readonly SshdFixture _sshd;

    public TransportBench(SshdFixture sshd, TransportKind kind, HostKeyPolicy? hostKeys = null, string userConfig = "",
        double keepAlive = 15)
    {
        _sshd = sshd;
        Folder = Path.Combine(sshd.Folder, Guid.NewGuid().ToString("N")[..8]);
        Directory.CreateDirectory(Folder);
        File.WriteAllText(UserConfig, userConfig);
        Transport = Transports.Make(kind, new SshTransportOptions
        {
            KnownHostsFile = KnownHosts,
            RuntimeFolder = Runtime,
            UserConfigFile = UserConfig,
            SystemConfigFile = "",
            HostKeys = hostKeys,
            KeepAlive = TimeSpan.FromSeconds(keepAlive),
            KeepAliveCount = 2,
        });
    }

    public string Folder { get; }

    public string Runtime => Path.Combine(Folder, "run");

    public string KnownHosts => Path.Combine(Folder, "known_hosts");

    public string UserConfig => Path.Combine(Folder, "user_config");

    public ISshTransport Transport { get; }

    /// <summary>The session folders that are there now.</summary>
    public IReadOnlyList<string> SessionFolders =>
        Directory.Exists(Runtime) ? [.. Directory.EnumerateDirectories(Runtime).SelectMany(Directory.EnumerateDirectories)] : [];

    public Device Device(int? port = null, CredentialReference? credential = null) => new()
    {
        Name = "r1",
        Address = "127.0.0.1",
        Port = port ?? _sshd.Server.Port,
        Credential = credential ?? Supplied(),
    };

    public CredentialReference Supplied(string name = "main", string? user = null) =>
        new(CredentialSource.Supplied, name, user ?? _sshd.User);

    public SshRequest Request(Device? device = null, string? command = null, ISecretResolver? secrets = null, double connect = 10,
        double login = 30) => new()
    {
        Device = device ?? Device(),
        Secrets = secrets ?? new SecretBox(
            ("main", new Secret(null, SshdFixture.Password)),
            ("jump", new Secret(_sshd.JumpUser, SshdFixture.JumpPassword)),
            (_sshd.LockedKey, new Secret(null, SshdFixture.Passphrase))),
        Command = command,
        Terminal = command is null,
        ConnectTimeout = TimeSpan.FromSeconds(connect),
        LoginTimeout = TimeSpan.FromSeconds(login),
    };

    public Task<ISshChannel> OpenAsync(SshRequest request) => Transport.OpenAsync(request, CancellationToken.None);

    /// <summary>Runs one command by an exec channel.</summary>
    public async Task<(string Output, SshEnding Ending)> RunAsync(SshRequest request)
    {
        await using var channel = await OpenAsync(request);
        var output = await ReadAsync(channel);
        return (output, await channel.Ending);
    }

    public async Task<NetBatchException> FailAsync(SshRequest request)
    {
        var error = await Should.ThrowAsync<NetBatchException>(async () => await (await OpenAsync(request)).DisposeAsync());
        error.Message.ShouldNotContain(SshdFixture.Password);
        error.Message.ShouldNotContain(SshdFixture.JumpPassword);
        return error;
    }

    /// <summary>Reads to the end, or until a text has come.</summary>
    public static async Task<string> ReadAsync(ISshChannel channel, string? until = null)
    {
        var text = new StringBuilder();
        while (until is null || !text.ToString().Contains(until, StringComparison.Ordinal))
        {
            var read = await channel.Output.ReadAsync();
            foreach (var piece in read.Buffer)
            {
                text.Append(Encoding.UTF8.GetString(piece.Span));
            }

            channel.Output.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        return text.ToString();
    }

    public async ValueTask DisposeAsync() => await ((IAsyncDisposable)Transport).DisposeAsync();
}
