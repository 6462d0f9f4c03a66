using System.Diagnostics;
using Microsoft.Data.Sqlite;
using NetBatch.Store.Tests;

namespace NetBatch.Store.Sqlite.Tests;

/// <summary>Processes that are killed and stopped in the middle of their writes.</summary>
public sealed class CrashTests : StoreTest
{
    private const int Targets = 8;

    private const string OpenChanges =
        """
        SELECT EXISTS (SELECT 1 FROM intents i
        JOIN attempts a ON a.job = i.job AND a.number = i.number AND a.attempt = i.attempt AND a.ended_at IS NULL)
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(400)]
    public async Task Kill_OwnerInTheMiddleOfWrites_LosesNothingAcknowledgedAndLeavesNothingHalf(int lines)
    {
        var job = await CreateAsync(Targets);
        using var victim = Start("own", job.Id);
        var said = await ReadAsync(victim, lines);
        victim.Kill();
        await foreach (var line in Lines(victim))
        {
            said.Add(line);
        }

        // Its output ends before it has quite gone.
        await victim.WaitForExitAsync();
        Peek("PRAGMA integrity_check").ShouldBe("ok");
        (await JobAsync(job.Id)).State.ShouldBe(JobState.Interrupted);
        await using var owner = (await Store.TakeAsync(job.Id, Me, false, default)).ShouldNotBeNull();

        var attempts = await ListAsync(Store.ReadAttemptsAsync(job.Id, null, default));
        var results = await ResultsAsync(new ResultFilter { JobId = job.Id, AllAttempts = true });
        foreach (var line in said)
        {
            var words = line.Split(' ');
            var (number, attempt) = (int.Parse(words[1]), int.Parse(words[2]));
            var kept = attempts.Single(one => one.Number == number && one.Attempt == attempt);
            var result = results.SingleOrDefault(one => one.Number == number && one.Attempt == attempt);
            switch (words[0])
            {
                case "STEP":
                    result.ShouldNotBeNull(line).Output.ShouldBe($"output {number} {attempt}");
                    break;
                case "ENDED":
                    (kept.State, kept.Error?.Code).ShouldBe((TargetState.Failed, ErrorCode.WorkFailed), line);
                    break;
                default:
                    if (result is null)
                    {
                        kept.State.ShouldBe(TargetState.OutcomeUnknown, line);
                        owner.OpenChanges.ShouldContain(number);
                    }

                    break;
            }
        }

        // The counts agree with what they count.
        var counts = TargetCounts.None;
        await foreach (var run in Store.ReadRunsAsync(job.Id, new RunFilter(), default))
        {
            counts = counts.With(run.State, 1);
        }

        (await JobAsync(job.Id)).Counts.ShouldBe(counts);
        (await Store.ReadBatchesAsync(job.Id, default))[0].Counts.ShouldBe(counts);
    }

    [Fact]
    public async Task Continue_OwnerThatWasStoppedAndReplaced_IsRefused()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var job = await CreateAsync(1);
        using var victim = Start("own", job.Id);
        await ReadAsync(victim, 20);
        await StopBetweenChangesAsync(victim);
        try
        {
            (await Store.TakeAsync(job.Id, Me, false, default)).ShouldBeNull("it lives, and ten seconds have not passed");
            Time.Advance(TimeSpan.FromSeconds(10));
            await using var owner = (await Store.TakeAsync(job.Id, Me, false, default)).ShouldNotBeNull();
            var attempts = await ListAsync(Store.ReadAttemptsAsync(job.Id, null, default));
            await SignalAsync("CONT", victim.Id);
            var rest = new List<string>();
            await foreach (var line in Lines(victim))
            {
                rest.Add(line);
            }

            rest[^1].ShouldBe("LOST");
            (await ListAsync(Store.ReadAttemptsAsync(job.Id, null, default))).ShouldBe(attempts);
        }
        finally
        {
            victim.Kill();
        }
    }

    [Fact]
    public async Task WaitForChangeAsync_InAnotherProcess_SeesTheChange()
    {
        var job = await CreateAsync();
        using var watcher = Start("watch", job.Id);
        (await ReadAsync(watcher, 1)).ShouldBe(["READY"]);
        await Store.RequestAsync(job.Id, JobRequestKind.PauseNow, Me, default);
        (await ReadAsync(watcher, 1)).ShouldBe(["CHANGED"]);
    }

    /// <summary>
    /// A process that is stopped within a commit keeps the file's write lock until it goes on or dies, and nobody can
    /// take anything; this one writes nearly all the time, so the moment between two commits has to be met. One that is
    /// stopped within a change is taken from only where a person says so: the moment is one without an open change, too.
    /// </summary>
    private async Task StopBetweenChangesAsync(Process process)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        for (; ;)
        {
            await SignalAsync("STOP", process.Id);
            // The lock itself is asked, past the provider, which would wait for it.
            var code = SQLitePCL.raw.sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE; ROLLBACK");
            if (code == SQLitePCL.raw.SQLITE_OK && Peek(OpenChanges) is 0L)
            {
                return;
            }

            code.ShouldBeOneOf(SQLitePCL.raw.SQLITE_OK, SQLitePCL.raw.SQLITE_BUSY, SQLitePCL.raw.SQLITE_PROTOCOL);
            await SignalAsync("CONT", process.Id);
        }
    }

    private Process Start(string what, string jobId) =>
        Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(Program).Assembly.Location, what, File, jobId])
    {
        RedirectStandardOutput = true,
    })!;

    private static async Task SignalAsync(string signal, int pid)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{pid}"]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }

    private static async Task<List<string>> ReadAsync(Process process, int count)
    {
        var lines = new List<string>();
        await foreach (var line in Lines(process))
        {
            lines.Add(line);
            if (lines.Count == count)
            {
                break;
            }
        }

        return lines;
    }

    private static async IAsyncEnumerable<string> Lines(Process process)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            yield return line;
        }
    }
}
