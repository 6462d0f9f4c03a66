using System.Management.Automation;
using System.Runtime.InteropServices;
using System.Text;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>The process of a detached job: how it is started, and what it does.</summary>
public static class DetachedOwner
{
    private const string Script = "own.ps1";

    /// <summary>Runs a kept job until this process has nothing to do with it any more. Called by the module's script for that
    /// process.</summary>
    /// <param name="secrets">The supplied secrets as JSON, from the standard input.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="storePath">The store's file.</param>
    public static async Task RunAsync(string secrets, string jobId, string storePath)
    {
        if (!OperatingSystem.IsWindows())
        {
            // Where no program put it in a session of its own it does so itself; it fails where it leads one already.
            _ = SetSession();
        }

        var host = await HostRegistry.OfProcess.OpenAsync(storePath, null, CancellationToken.None);
        using (var input = new MemoryStream(Encoding.UTF8.GetBytes(secrets)))
        {
            await Detached.ReadSecretsAsync(input, host.Secrets, CancellationToken.None);
        }

        await host.Jobs.RunAsync(jobId, null, false, CancellationToken.None);
        if (host.Jobs.Running(jobId) is { } running)
        {
            using var end = new CancellationTokenSource();
            var watch = MemoryWatch.RunAsync(host, jobId, null, end.Token);
            // A paused job keeps its process: only this one has its secrets.
            await running;
            await end.CancelAsync();
            await watch;
        }
    }

    /// <summary>The command line of such a process: program first; no secret is in it.</summary>
    internal static IReadOnlyList<string> CommandLine(string jobId, string storePath)
    {
        // At the module's root; this assembly lies in bin, or below it where it is one that was compiled for this system.
        var folder = Path.GetDirectoryName(typeof(DetachedOwner).Assembly.Location)!;
        while (!File.Exists(Path.Combine(folder, Script)))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new FileNotFoundException($"The module has lost its file {Script}.", Script);
        }

        return [.. Shell(), "-NoProfile", "-NonInteractive", "-File", Path.Combine(folder, Script), jobId, storePath];
    }

    [DllImport("libc", EntryPoint = "setsid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetSession();

    private static IReadOnlyList<string> Shell()
    {
        var home = Path.GetDirectoryName(typeof(PSObject).Assembly.Location)!;
        var own = Environment.ProcessPath ?? "";
        return Path.GetFileNameWithoutExtension(own).ToLowerInvariant() switch
        {
            "pwsh" => [own],
            "dotnet" => [own, Path.Combine(home, "pwsh.dll")],
            // Another program that hosts PowerShell, such as an editor's.
            _ when File.Exists(Path.Combine(home, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh")) =>
                [Path.Combine(home, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh")],
            _ => ["pwsh"],
        };
    }
}
