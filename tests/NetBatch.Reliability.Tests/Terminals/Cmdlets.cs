namespace NetBatch.Reliability.Tests.Terminals;

/// <summary>The module in a PowerShell of its own: NETBATCH_PWSH says how that is started, NETBATCH_MODULE where the module
/// is.</summary>
internal static class Cmdlets
{
    private static readonly string[] Scripts =
    [
        "Get-BatchJob", "Get-BatchResult J1", "Get-BatchOperation J1", "Get-BatchEvent", "Get-BatchDevice", "Get-BatchPlatform",
        "Watch-BatchJob J1", "Get-BatchJob | Format-List *", "Test-BatchDevice *", "Start-BatchJob 'show version' -Device * -Wait",
    ];

    // A shell's own: nothing is written, or what it writes is not read, or its terminal goes.
    private static readonly string[] Ways = ["| true", "2>&1 | head -n 1", ClosedStream.Pipe, ClosedStream.Terminal];

    /// <summary>Whether a PowerShell and a module are there.</summary>
    public static bool Are => Pwsh is not null && Module is not null;

    private static string? Pwsh => Environment.GetEnvironmentVariable("NETBATCH_PWSH");

    private static string? Module => Environment.GetEnvironmentVariable("NETBATCH_MODULE");

    /// <summary>A command line, and what it loses.</summary>
    public static (string Program, ClosedStream Stream) Draw(Random random, string store, string job)
    {
        var script = $"$env:NETBATCH_HOME = '{Path.GetDirectoryName(store)}'; Import-Module '{Module}'; "
            + Scripts[random.Next(Scripts.Length)].Replace("J1", job, StringComparison.Ordinal);
        var program = $"{Pwsh} -NoProfile -NonInteractive -Command \"{script.Replace("$", "\\$", StringComparison.Ordinal)}\"";
        return (program, new ClosedStream(Ways[random.Next(Ways.Length)], TimeSpan.FromMilliseconds(random.Next(3000))));
    }
}
