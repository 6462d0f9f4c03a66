using System.Diagnostics;
using System.Globalization;

namespace NetBatch.Store.Sqlite.Tests;

/// <summary>
/// Several processes that write to one store as fast as they can: none fails, and none starves. Four for five seconds, or, where
/// NETBATCH_CAMPAIGN says a number of hours, fifty for so long.
/// </summary>
public sealed class FairnessTests : StoreTest
{
    [Fact]
    public async Task ManyProcesses_WriteAtOnce_NoneFailsAndTheSlowestHasHalfOfTheMedian()
    {
        var hours = double.TryParse(Environment.GetEnvironmentVariable("NETBATCH_CAMPAIGN"), CultureInfo.InvariantCulture, out var given)
            ? given : 0;
        var (processes, seconds) = hours > 0 ? (50, hours * 3600) : (4, 5);
        var all = Enumerable.Range(0, processes).Select(_ => Start(seconds)).ToArray();
        try
        {
            foreach (var one in all)
            {
                (await one.StandardOutput.ReadLineAsync()).ShouldBe("READY", await ErrorsAsync(one));
            }

            foreach (var one in all)
            {
                one.StandardInput.Close();
            }

            List<int> done = [];
            foreach (var one in all)
            {
                var said = await one.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(seconds + 120));
                said.ShouldNotBeNull(await ErrorsAsync(one)).ShouldStartWith("DONE ");
                done.Add(int.Parse(said[5..], CultureInfo.InvariantCulture));
            }

            done.Sort();
            done[0].ShouldBeGreaterThanOrEqualTo(done[done.Count / 2] / 2, string.Join(' ', done));
            (await Store.CountAsync(new JobFilter { States = [JobState.Completed] }, default)).ShouldBe(done.Sum());
            (await Store.CountAsync(new JobFilter(), default)).ShouldBe(done.Sum());
        }
        finally
        {
            foreach (var one in all)
            {
                one.Kill();
                one.Dispose();
            }
        }
    }

    private Process Start(double seconds) => Process.Start(new ProcessStartInfo(
        "dotnet", ["exec", typeof(Program).Assembly.Location, "busy", File, seconds.ToString(CultureInfo.InvariantCulture)])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>What it said where it has ended; nothing while it runs.</summary>
    private static async Task<string> ErrorsAsync(Process process) => process.HasExited ? await process.StandardError.ReadToEndAsync() : "";
}
