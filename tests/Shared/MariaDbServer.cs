namespace NetBatch.Testing;

/// <summary>A MariaDB server of its own, in a temporary folder, reached by a Unix socket in it; it ends with the tests.</summary>
public sealed class MariaDbServer() : TemporaryServer("my")
{
    private const string Server = "/usr/sbin/mariadbd";
    private const string Install = "/usr/bin/mariadb-install-db";

    /// <summary>Why it cannot run here, or null.</summary>
    public static string? Missing { get; } = !OperatingSystem.IsLinux() ? "the tests' MariaDB runs on Linux only"
        : !File.Exists(Server) || !File.Exists(Install) ? "MariaDB's server is not installed (apt-get install mariadb-server)"
        : null;

    public string Connection => $"Server={Folder}/socket;Protocol=Unix;Database=test;User ID=root";

    public DatabaseInstance Instance(string name = "my") => new() { Id = name, Name = name, Provider = "mariadb", Connection = Connection };

    public override async Task InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        string[] user = Environment.IsPrivilegedProcess ? ["--user=mysql"] : [];
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("/bin/chown", ["-R", "mysql", Folder]);
        }

        await RunAsync(Install,
            ["--no-defaults", $"--datadir={Folder}/data", "--auth-root-authentication-method=normal", "--skip-name-resolve", .. user]);
        Start(
            "TERM",
            [
                Server, "--no-defaults", $"--datadir={Folder}/data", $"--socket={Folder}/socket", "--skip-networking",
                $"--pid-file={Folder}/pid",
                "--innodb-flush-log-at-trx-commit=0", "--character-set-server=utf8mb4", .. user,
            ]);
        for (var attempt = 0; attempt < 200 && !File.Exists($"{Folder}/socket"); attempt++)
        {
            await Task.Delay(50);
        }

        await RunAsync("/usr/bin/mariadb", ["--no-defaults", $"--socket={Folder}/socket", "-u", "root", "-e",
            "CREATE DATABASE IF NOT EXISTS test; ALTER DATABASE test CHARACTER SET utf8mb4"]);
    }
}
