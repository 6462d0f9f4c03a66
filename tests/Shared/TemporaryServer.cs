using System.Diagnostics;

namespace NetBatch.Testing;

/// <summary>A database server of the tests' own, in a temporary folder; it ends with the tests.</summary>
/// <param name="sort">How its folder's name begins.</param>
public abstract class TemporaryServer(string sort) : IAsyncLifetime
{
    private Process? server;

    protected string Folder { get; } = Directory.CreateTempSubdirectory($"netbatch-{sort}-").FullName;

    public abstract Task InitializeAsync();

    public async Task DisposeAsync()
    {
        await EndAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Ends the server, where it runs.</summary>
    protected async Task EndAsync()
    {
        if (server is not null)
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
            server.Dispose();
            server = null;
        }
    }

    /// <summary>
    /// Starts the server below a shell that ends it when its own input ends: on Dispose, or because the tests were killed.
    /// A parent-death signal would come when the thread ends that started it.
    /// </summary>
    /// <param name="signal">What ends it: TERM, INT.</param>
    /// <param name="command">Program and arguments.</param>
    protected void Start(string signal, params IEnumerable<string> command) =>
        server = Process.Start(new ProcessStartInfo(
            "/bin/sh", ["-c", $"\"$@\" >/dev/null 2>&1 & server=$!; read _; kill -{signal} $server; wait $server", "sh", .. command])
            { RedirectStandardInput = true })!;

    protected static async Task RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true,
                WorkingDirectory = "/" })!;
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await error}");
        }
    }
}
