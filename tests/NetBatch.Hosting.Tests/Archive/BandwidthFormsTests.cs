using NetBatch.Hosting.Tests.Support;

namespace NetBatch.Hosting.Tests.Archive;

/// <summary>What <c>netbatch copy --bandwidth</c> takes; no device is asked, for the file that is to be carried is not there.</summary>
public sealed class BandwidthFormsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("netbatch-bandwidth-").FullName;

    [Theory]
    [InlineData("5MB/s", "There is no file")]
    [InlineData("40Mbit", "There is no file")]
    [InlineData("500000", "There is no file")]
    [InlineData("5Mb", "--bandwidth is '5Mb'.")]
    [InlineData("fast", "--bandwidth is 'fast'.")]
    [InlineData("1kbit", "is 125; it may be 1024 to")]
    public async Task Copy_Bandwidth_IsTakenAsPeopleWriteIt(string bandwidth, string said)
    {
        await using var netbatch = NetBatchProcess.Start(
            ["--store", Path.Combine(folder, "jobs.db"), "copy", Path.Combine(folder, "none.bin"), "--address", "192.0.2.1", "-p", "linux",
                "--bandwidth", bandwidth, "--yes"],
            new Dictionary<string, string> { ["HOME"] = folder });
        (await netbatch.ExitAsync()).ShouldBe(2);
        netbatch.Text.ShouldContain(said);
        netbatch.Text.Contains("40Mbit").ShouldBe(said.StartsWith("--bandwidth", StringComparison.Ordinal), netbatch.Text);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
