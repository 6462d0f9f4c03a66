using System.Diagnostics;

namespace NetBatch.Testing;

/// <summary>A MariaDB server of its own, in a temporary folder, reached by a Unix socket in it; it ends with the tests.</summary>
public sealed class MariaDbServer : IAsyncLifetime
{
    private const string Server = "/usr/sbin/mariadbd";
    private const string Install = "/usr/bin/mariadb-install-db";

    private readonly string folder = Directory.CreateTempSubdirectory("netbatch-my-").FullName;
    private Process? server;

    /// <summary>Why it cannot run here, or null.</summary>
    public static string? Missing { get; } = !OperatingSystem.IsLinux() ? "the tests' MariaDB runs on Linux only"
        : !File.Exists(Server) || !File.Exists(Install) ? "MariaDB's server is not installed (apt-get install mariadb-server)"
        : null;

    public string Connection => $"Server={folder}/socket;Protocol=Unix;Database=test;User ID=root";

    public DatabaseInstance Instance(string name = "my") => new() { Id = name, Name = name, Provider = "mariadb", Connection = Connection };

    public async Task InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        string[] user = Environment.IsPrivilegedProcess ? ["--user=mysql"] : [];
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("/bin/chown", ["-R", "mysql", folder]);
        }

        await RunAsync(Install, ["--no-defaults", $"--datadir={folder}/data", "--auth-root-authentication-method=normal", "--skip-name-resolve", .. user]);
        // The shell ends the server when its own input ends: on Dispose, or because the tests were killed.
        server = Process.Start(new ProcessStartInfo(
            "/bin/sh",
            [
                "-c", "\"$@\" >/dev/null 2>&1 & server=$!; read _; kill -TERM $server; wait $server", "sh", Server, "--no-defaults", $"--datadir={folder}/data", $"--socket={folder}/socket",
                "--skip-networking", $"--pid-file={folder}/pid", "--innodb-flush-log-at-trx-commit=0", "--character-set-server=utf8mb4", .. user,
            ]) { RedirectStandardInput = true })!;
        for (var attempt = 0; attempt < 200 && !File.Exists($"{folder}/socket"); attempt++)
        {
            await Task.Delay(50);
        }

        await RunAsync("/usr/bin/mariadb", ["--no-defaults", $"--socket={folder}/socket", "-u", "root", "-e", "CREATE DATABASE IF NOT EXISTS test; ALTER DATABASE test CHARACTER SET utf8mb4"]);
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
