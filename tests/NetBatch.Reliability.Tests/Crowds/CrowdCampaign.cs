using System.Diagnostics;
using System.Globalization;
using NetBatch.Reliability.Tests.Support;
using NetBatch.Store.Sqlite;

namespace NetBatch.Reliability.Tests.Crowds;

/// <summary>Fifty processes on one store, six in the short mode: no error, no update lost, nobody starves.</summary>
public sealed class CrowdCampaign
{
    private static int Processes => Campaign.IsLong ? 50 : 6;

    [Fact]
    public async Task Processes_OnOneStore_NoneFailsAndTheSlowestHasHalfOfTheMedian()
    {
        // All of the time is one round's, but for the start and the end of so many processes.
        var work = Campaign.IsLong ? Campaign.Time * 0.9 : TimeSpan.FromSeconds(4);
        await Campaign.RunAsync("processes on one store", async round =>
        {
            var folder = Directory.CreateTempSubdirectory("netbatch-crowd-").FullName;
            var path = Path.Combine(folder, "netbatch.db");
            var program = AsShipped(folder);
            var all = Enumerable.Range(0, Processes).Select(_ => Start(program, path, work)).ToArray();
            try
            {
                // They begin together.
                foreach (var one in all)
                {
                    var ready = await one.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
                    round.Holds(ready == "READY", $"a process does not begin: {ready}");
                }

                foreach (var one in all)
                {
                    one.StandardInput.Close();
                }

                var done = (await Task.WhenAll(all.Select(one => JobsOfAsync(one, round)))).Order().ToArray();
                round.Tried($"jobs of {Processes} processes", done.Sum());
                round.Tried("jobs of the median process", done[done.Length / 2]);
                round.Tried("jobs of the slowest process", done[0]);
                // In a few seconds beside other tests the machine is measured as much as the store.
                round.Holds(Campaign.IsLong ? done[0] >= done[done.Length / 2] / 2 : done[0] > 0, $"some starve: {string.Join(' ', done)}");
                await using var store = await SqliteJobStore.OpenAsync(new SqliteStoreOptions { Path = path }, default);
                round.Holds(await store.CountAsync(new JobFilter(), default) == done.Sum(), "a job is lost");
                round.Holds(await store.CountAsync(new JobFilter { States = [JobState.Completed] }, default) == done.Sum(),
                    "a job has not ended");
            }
            finally
            {
                foreach (var one in all)
                {
                    one.Kill();
                    one.Dispose();
                }

                Directory.Delete(folder, recursive: true);
            }

            async Task<int> JobsOfAsync(Process one, Campaign.Round round)
            {
                var said = await one.StandardOutput.ReadLineAsync().WaitAsync(work + TimeSpan.FromSeconds(120));
                if (said?.StartsWith("DONE ", StringComparison.Ordinal) == true)
                {
                    return int.Parse(said[5..], CultureInfo.InvariantCulture);
                }

                round.Found($"a process failed: {said} {await one.StandardError.ReadToEndAsync()}");
                return 0;
            }
        });
    }

    /// <summary>A folder of this assembly's program with what is shipped compiled ahead of time, where that was built: a process that
    /// compiles all of it at first use takes two seconds of a processor, and fifty of them would measure little else.</summary>
    private static string AsShipped(string folder)
    {
        var own = typeof(Program).Assembly.Location;
        if (Environment.GetEnvironmentVariable("NETBATCH_PROGRAM") is not { } shipped)
        {
            return own;
        }

        var into = Directory.CreateDirectory(Path.Combine(folder, "program")).FullName;
        foreach (var file in new DirectoryInfo(AppContext.BaseDirectory).EnumerateFileSystemInfos())
        {
            var ready = Path.Combine(Path.GetDirectoryName(shipped)!, file.Name);
            File.CreateSymbolicLink(Path.Combine(into, file.Name), file is FileInfo && File.Exists(ready) ? ready : file.FullName);
        }

        return Path.Combine(into, Path.GetFileName(own));
    }

    private static Process Start(string program, string path, TimeSpan work) => Process.Start(new ProcessStartInfo(
        "dotnet", ["exec", program, path, work.TotalSeconds.ToString(CultureInfo.InvariantCulture)])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        // As the program's own settings say.
        Environment = { ["DOTNET_TieredPGO"] = "0" },
    })!;
}
