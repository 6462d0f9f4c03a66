namespace NetBatch.Ssh.Tests.Support;

/// <summary>Users, keys and servers that the tests of a collection share. Needs root and openssh-server.</summary>
public sealed class SshdFixture : IAsyncLifetime
{
    public const string SshdPath = "/usr/sbin/sshd";

    // Blanks, quotes, a backslash and bytes beyond ASCII: all that a shell script on the way could spoil.
    public const string Password = "P 'w\"d\\n $HOME `x` Á\u00e9\u0401 #1";
    public const string JumpPassword = "jump-Secret-77";
    public const string Passphrase = "key phrase Ü";

    private readonly string _tag = Guid.NewGuid().ToString("N")[..6];

    /// <summary>Why these tests cannot be run here, or null.</summary>
    public static string? Missing { get; } =
        !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess ? "needs Linux and root, to make users for sshd"
        : !File.Exists(SshdPath) ? "needs openssh-server"
        : null;

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"netbatch-sshd-{Guid.NewGuid():N}");

    /// <summary>A folder that the users may write to.</summary>
    public string Shared => Path.Combine(Folder, "shared");

    public string User => $"nbt{_tag}u";

    public string JumpUser => $"nbt{_tag}j";

    public string ExpiredUser => $"nbt{_tag}e";

    public string Key => Path.Combine(Folder, "key");

    public string LockedKey => Path.Combine(Folder, "locked-key");

    /// <summary>Takes passwords and keys, without PAM.</summary>
    public SshdServer Server { get; private set; } = null!;

    /// <summary>Another one, for jumps.</summary>
    public SshdServer Jump { get; private set; } = null!;

    public string[] BaseConfig(string hostKey = "host1") =>
    [
        "ListenAddress 127.0.0.1",
        $"HostKey {Folder}/{hostKey}",
        "PidFile none",
        "LogLevel VERBOSE",
        "KexAlgorithms curve25519-sha256",
        "StrictModes no",
        $"AuthorizedKeysFile {Folder}/authorized_keys",
        "MaxStartups 1000",
        "MaxAuthTries 6",
        "UseDNS no",
        "PrintMotd no",
        "PrintLastLog no",
    ];

    public string[] PasswordConfig(string hostKey = "host1") =>
        [.. BaseConfig(hostKey), "UsePAM no", "PasswordAuthentication yes", "KbdInteractiveAuthentication no"];

    public async Task InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        Directory.CreateDirectory("/run/sshd");
        Directory.CreateDirectory(Shared);
        await HostProgram.RunAsync("chmod", ["777", Shared]);
        foreach (var key in new[] { "host1", "host2", "key" })
        {
            await HostProgram.RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(Folder, key)]);
        }

        await HostProgram.RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", Passphrase, "-a", "1", "-f", LockedKey]);
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "authorized_keys"),
            await File.ReadAllTextAsync(Key + ".pub") + await File.ReadAllTextAsync(LockedKey + ".pub"));
        await AddUserAsync(User, Password);
        await AddUserAsync(JumpUser, JumpPassword);
        await AddUserAsync(ExpiredUser, Password);
        await HostProgram.RunAsync("chage", ["-d", "0", ExpiredUser]);
        Server = await SshdServer.StartAsync(Folder, PasswordConfig());
        Jump = await SshdServer.StartAsync(Folder, PasswordConfig("host2"));
    }

    public async Task DisposeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        await Server.DisposeAsync();
        await Jump.DisposeAsync();
        foreach (var user in new[] { User, JumpUser, ExpiredUser })
        {
            await HostProgram.RunAsync("userdel", [user], check: false);
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static async Task AddUserAsync(string name, string password)
    {
        // Few rounds: the tests are not about the cost of a hash. dash as login shell: no start-up files.
        var hash = await HostProgram.RunAsync("perl", ["-e", "my $p = <STDIN>; print crypt($p, '$5$rounds=1000$netbatch$')"], password);
        await HostProgram.RunAsync("useradd", ["-M", "-d", "/", "-s", "/bin/dash", "-p", hash, name]);
    }
}

[CollectionDefinition("sshd")]
public sealed class SshdUsers : ICollectionFixture<SshdFixture>;
