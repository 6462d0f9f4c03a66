using NetBatch.Hosting.Tests.Support;

namespace NetBatch.Hosting.Tests.Jobs;

/// <summary>A process that may have few files open says so before anything starts.</summary>
public sealed class OpenFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("netbatch-files-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory(Timeout = 60_000)]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(255)]
    public async Task Jobs_FewerThanTheProgramNeeds_SaysSo(int files)
    {
        var (exit, text) = await RunAsync(files, "jobs");

        (exit, text).ShouldBe((2, $"netbatch: This process may have {files} files open at once; it needs 256, and 8 more for each session.\n"
            + "Raise the limit: 'ulimit -n 4096' in the shell that starts it, LimitNOFILE= in a systemd unit."));
    }

    [Fact(Timeout = 60_000)]
    public async Task Run_MoreSessionsThanFilesAllow_IsRefusedBeforeThereIsAJob()
    {
        var (exit, text) = await RunAsync(300, "run", "show version", "-a", "127.0.0.1:1", "-p", "cisco_ios", "-u", "a", "--credential",
            "env:PATH", "--throttle", "6");

        exit.ShouldBe(2, text);
        text.ShouldContain("may have 300 files open at once");
        (await RunAsync(300, "jobs")).Text.ShouldContain("No job.");
    }

    [Fact(Timeout = 60_000)]
    public async Task Run_NoThrottleSaid_GoesAsWideAsFilesAllow()
    {
        var (exit, text) = await RunAsync(300, "run", "show version", "-a", "127.0.0.1:1", "-p", "cisco_ios", "-u", "a", "--credential",
            "env:PATH", "--retries", "0");

        exit.ShouldBe(1, text);
        text.ShouldContain("1 connection failed");
    }

    private async Task<(int Exit, string Text)> RunAsync(int files, params string[] arguments)
    {
        await using var process = NetBatchProcess.Start(["--store", Path.Combine(folder, "jobs.db"), .. arguments],
            new Dictionary<string, string>(), through: ["prlimit", $"--nofile={files}"]);
        return (await process.ExitAsync(), process.Text);
    }
}
