using System.Diagnostics;

namespace NetBatch.Testing;

/// <summary>
/// A PostgreSQL server of its own, in a temporary folder, reached by a Unix socket in it: no port is chosen and nothing
/// of the machine's own servers is touched. It runs as the user postgres where the tests run as root, for it refuses root.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    public const string User = "netbatch";
    public const string Password = "Pg ; = ' \" secret 7";

    private static readonly string? Binaries = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin"))
            .Where(folder => File.Exists(Path.Combine(folder, "initdb"))).OrderByDescending(folder => folder, StringComparer.Ordinal).FirstOrDefault()
        : null;

    private readonly string folder = Directory.CreateTempSubdirectory("netbatch-pg-").FullName;
    private Process? server;

    /// <summary>Why it cannot run here, or null.</summary>
    public static string? Missing { get; } = !OperatingSystem.IsLinux() ? "the tests' PostgreSQL runs on Linux only"
        : Binaries is null ? "PostgreSQL's server is not installed (apt-get install postgresql)"
        : null;

    /// <summary>The connection without its password.</summary>
    public string Connection => $"Host={folder};Username={User};Database=postgres";

    public DatabaseInstance Instance(string name = "pg") => new()
    {
        Id = name,
        Name = name,
        Provider = "postgresql",
        Connection = Connection,
        Credential = new CredentialReference(CredentialSource.Supplied, "pg"),
    };

    public async Task InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        var secret = Path.Combine(folder, "secret");
        await File.WriteAllTextAsync(secret, Password);
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("/bin/chown", ["-R", "postgres", folder]);
        }

        await RunAsync(Own("initdb"), [.. Prefix("initdb"), "-D", $"{folder}/data", "-U", User, $"--pwfile={secret}", "-A", "scram-sha-256", "-E", "UTF8", "--no-locale", "--no-sync"]);
        // The shell ends the server when its own input ends: on Dispose, or because the tests were killed. A parent-death signal would
        // come when the thread ends that started it.
        server = Process.Start(new ProcessStartInfo(
            "/bin/sh",
            ["-c", "\"$@\" & server=$!; read _; kill -INT $server; wait $server", "sh", Own("postgres"), .. Prefix("postgres"), "-D", $"{folder}/data", "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=40", "-c", $"log_directory={folder}", "-c", "logging_collector=on"]) { RedirectStandardInput = true })!;
        for (var attempt = 0; attempt < 100 && !await ReadyAsync(); attempt++)
        {
            await Task.Delay(50);
        }
    }

    public async Task DisposeAsync()
    {
        if (server is not null)
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
            server.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private async Task<bool> ReadyAsync()
    {
        using var asking = Process.Start(new ProcessStartInfo($"{Binaries}/pg_isready", ["-q", "-h", folder]))!;
        await asking.WaitForExitAsync();
        return asking.ExitCode == 0;
    }

    private static string Own(string program) => Environment.IsPrivilegedProcess ? "/usr/bin/setpriv" : $"{Binaries}/{program}";

    private static string[] Prefix(string program) =>
        Environment.IsPrivilegedProcess ? ["--reuid=postgres", "--regid=postgres", "--clear-groups", $"{Binaries}/{program}"] : [];

    private static async Task RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await error}");
        }
    }
}
