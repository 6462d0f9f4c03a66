using System.Diagnostics;

namespace NetBatch.Archive.Tests;

/// <summary>A folder of a test's own, and the installed git in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("netbatch-archive-").FullName;

    public string Write(string name, string text)
    {
        var file = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>Runs git as a user would, and gives what it wrote; an exit code of more than 1 is a failure.</summary>
    public Task<string> GitAsync(params string[] arguments) => GitAsync(Path, null, arguments);

    public static async Task<string> GitAsync(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true,
            RedirectStandardError = true };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBeLessThan(2, $"git {string.Join(' ', arguments)}: {await error}");
        return output;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
