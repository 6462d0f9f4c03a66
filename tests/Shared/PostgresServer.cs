using System.Diagnostics;

namespace NetBatch.Testing;

/// <summary>
/// A PostgreSQL server of its own, in a temporary folder, reached by a Unix socket in it: no port is chosen and nothing
/// of the machine's own servers is touched. It runs as the user postgres where the tests run as root, for it refuses root.
/// </summary>
public sealed class PostgresServer() : TemporaryServer("pg")
{
    public const string User = "netbatch";
    public const string Password = "Pg ; = ' \" secret 7";

    private static readonly string? Binaries = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin"))
            .Where(folder => File.Exists(Path.Combine(folder, "initdb"))).OrderByDescending(folder => folder, StringComparer.Ordinal)
            .FirstOrDefault()
        : null;

    /// <summary>Why it cannot run here, or null.</summary>
    public static string? Missing { get; } = !OperatingSystem.IsLinux() ? "the tests' PostgreSQL runs on Linux only"
        : Binaries is null ? "PostgreSQL's server is not installed (apt-get install postgresql)"
        : null;

    /// <summary>Whether it keeps what it says it has kept, as a store's must, and lets every role of its socket in without a
    /// password.</summary>
    public bool IsOfAStore { get; init; }

    /// <summary>The folder of its socket.</summary>
    public string Socket => Folder;

    /// <summary>The connection without its password.</summary>
    public string Connection => $"Host={Folder};Username={User};Database=postgres";

    public DatabaseInstance Instance(string name = "pg") => new()
    {
        Id = name,
        Name = name,
        Provider = "postgresql",
        Connection = Connection,
        Credential = new CredentialReference(CredentialSource.Supplied, "pg"),
    };

    public override async Task InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        var secret = Path.Combine(Folder, "secret");
        await File.WriteAllTextAsync(secret, Password);
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("/bin/chown", ["-R", "postgres", Folder]);
        }

        await RunAsync(Own("initdb"), [.. Prefix("initdb"), "-D", $"{Folder}/data", "-U", User, $"--pwfile={secret}", "-A",
            IsOfAStore ? "trust" : "scram-sha-256", "-E", "UTF8", "--no-locale", "--no-sync"]);
        await StartAsync();
    }

    /// <summary>Ends it as a power cut would, and starts it again: <c>pg_ctl restart -m immediate</c>.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task StopAsync()
    {
        var pid = (await File.ReadAllLinesAsync($"{Folder}/data/postmaster.pid"))[0];
        await RunAsync("/bin/kill", ["-QUIT", pid]);
        await EndAsync();
    }

    /// <summary>Puts another server in its place, with nothing in it.</summary>
    public async Task ReplaceAsync()
    {
        await StopAsync();
        Directory.Delete($"{Folder}/data", recursive: true);
        await InitializeAsync();
    }

    /// <summary>Starts it and waits until it answers.</summary>
    public async Task StartAsync()
    {
        Start(
            "INT",
            [
                Own("postgres"), .. Prefix("postgres"), "-D", $"{Folder}/data", "-k", Folder, "-c", "listen_addresses=", "-c",
                $"fsync={(IsOfAStore ? "on" : "off")}", "-c", $"max_connections={(IsOfAStore ? 200 : 40)}", "-c",
                $"log_directory={Folder}", "-c", "logging_collector=on",
            ]);
        for (var attempt = 0; attempt < 100 && !await ReadyAsync(); attempt++)
        {
            await Task.Delay(50);
        }
    }

    private async Task<bool> ReadyAsync()
    {
        using var asking = Process.Start(new ProcessStartInfo($"{Binaries}/pg_isready", ["-q", "-h", Folder]))!;
        await asking.WaitForExitAsync();
        return asking.ExitCode == 0;
    }

    private static string Own(string program) => Environment.IsPrivilegedProcess ? "/usr/bin/setpriv" : $"{Binaries}/{program}";

    private static string[] Prefix(string program) =>
        Environment.IsPrivilegedProcess ? ["--reuid=postgres", "--regid=postgres", "--clear-groups", $"{Binaries}/{program}"] : [];
}
