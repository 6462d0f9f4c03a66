using System.Diagnostics;

namespace NetBatch.Ssh.Tests.Support;

/// <summary>Runs small system programs for the tests' set-up.</summary>
internal static class HostProgram
{
    public static async Task<string> RunAsync(string program, string[] arguments, string input = "", bool check = true)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(info)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 || !check
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {process.ExitCode}: {await errors}");
    }
}
