using System.Text;

namespace NetBatch.Store.Tests;

public sealed class EventTests : StoreTest
{
    [Fact]
    public async Task WriteAsync_WholeRun_CountsTimesAndBatchFollow()
    {
        var job = await CreateAsync(3);
        await using var owner = await RunAsync(Store, job.Id);
        await owner.WriteAsync(new BatchChanged(1, BatchState.Running) { At = Noon });
        await CompleteAsync(owner, 1);

        var run = await RunOfAsync(job.Id, 1);
        (run.State, run.Attempts, run.StartedAt, run.EndedAt, run.ConnectTime, run.Duration)
            .ShouldBe((TargetState.Completed, 1, Noon, Noon.AddSeconds(4), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)));
        (await JobAsync(job.Id)).Counts.ShouldBe(TargetCounts.None with { Pending = 2, Completed = 1 });
        var batch = (await Store.ReadBatchesAsync(job.Id, default)).ShouldHaveSingleItem();
        (batch.State, batch.StartedAt, batch.EndedAt).ShouldBe((BatchState.Running, Noon, null));
        batch.Counts.ShouldBe(TargetCounts.None with { Pending = 2, Completed = 1 });

        await owner.WriteAsync(new TargetChanged(2, TargetState.Skipped) { At = Noon });
        await owner.WriteAsync(new TargetChanged(3, TargetState.Stopped, SomeError) { At = Noon });
        await owner.WriteAsync(new BatchChanged(1, BatchState.Partial) { At = Noon.AddMinutes(1) });
        await owner.WriteAsync(
            new JobChanged(JobState.Partial, EndReason: EndReason.Breaker, Message: "Too many.") { At = Noon.AddMinutes(1) });
        var ended = await JobAsync(job.Id);
        (ended.State, ended.EndReason, ended.Message, ended.StartedAt, ended.EndedAt).ShouldBe(
            (JobState.Partial, EndReason.Breaker, "Too many.", Noon, Noon.AddMinutes(1)));
        ended.Counts.ShouldBe(TargetCounts.None with { Completed = 1, Skipped = 1, Stopped = 1 });
        (await RunOfAsync(job.Id, 3)).Error.ShouldBe(SomeError);
        (await Store.ReadBatchesAsync(job.Id, default))[0].Duration.ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task WriteAsync_AttemptEndedWithRetry_TargetWaitsAndAttemptIsKept()
    {
        var job = await CreateAsync(1);
        await using var owner = await RunAsync(Store, job.Id);
        await owner.WriteAsync(new AttemptStarted(1, 1) { At = Noon });
        await owner.WriteAsync(
            new AttemptEnded(TargetState.ConnectionFailed, SomeError) { At = Noon.AddSeconds(9), Number = 1, Attempt = 1, Report = 1,
                WillRetry = true });
        (await RunOfAsync(job.Id, 1)).State.ShouldBe(TargetState.Waiting);
        (await JobAsync(job.Id)).Counts.ShouldBe(TargetCounts.None with { InFlight = 1 });

        await CompleteAsync(owner, 1, attempt: 2);
        var attempts = await ListAsync(Store.ReadAttemptsAsync(job.Id, null, default));
        attempts.Select(attempt => (attempt.Attempt, attempt.State, attempt.EndedAt, attempt.Error))
            .ShouldBe([(1, TargetState.ConnectionFailed, Noon.AddSeconds(9), SomeError),
                (2, TargetState.Completed, Noon.AddSeconds(4), null)]);
        (await RunOfAsync(job.Id, 1)).Error.ShouldBeNull();
        (await ListAsync(Store.ReadAttemptsAsync(job.Id, 2, default))).ShouldBeEmpty();
    }

    [Fact]
    public async Task WriteAsync_SameReportTwice_IsWrittenOnce()
    {
        var job = await CreateAsync(1);
        await using var owner = await RunAsync(Store, job.Id);
        await owner.WriteAsync(new AttemptStarted(1, 1) { At = Noon });
        var warning = new Warned("slow") { At = Noon, Number = 1, Attempt = 1, Report = 1 };
        var end = new AttemptEnded(TargetState.Completed, null) { At = Noon, Number = 1, Attempt = 1, Report = 4 };
        await owner.WriteAsync(warning);
        await owner.WriteAsync(warning);
        // 3 overtakes 2; both count, once each.
        await owner.WriteAsync(new Warned("third") { At = Noon, Number = 1, Attempt = 1, Report = 3 });
        await owner.WriteAsync(new Warned("second") { At = Noon, Number = 1, Attempt = 1, Report = 2 });
        await owner.WriteAsync(new Warned("second") { At = Noon, Number = 1, Attempt = 1, Report = 2 });
        await owner.WriteAsync(end);
        await owner.WriteAsync(end);
        await owner.WriteAsync(new Warned("late") { At = Noon, Number = 1, Attempt = 1, Report = 5 });

        (await ListAsync(Store.ReadHistoryAsync(job.Id, 0, default))).Where(line => line.What == "warning").Select(line => line.Text)
            .ShouldBe(["r1: slow", "r1: third", "r1: second"]);
        (await JobAsync(job.Id)).Counts.ShouldBe(TargetCounts.None with { Completed = 1 });
    }

    [Fact]
    public async Task WriteAsync_LateReportThatIsRefused_IsStillMissing()
    {
        var job = await CreateAsync(1);
        await using var owner = await RunAsync(Store, job.Id);
        await owner.WriteAsync(new AttemptStarted(1, 1) { At = Noon });
        await owner.WriteAsync(new Warned("third") { At = Noon, Number = 1, Attempt = 1, Report = 2 });
        var refused = new PhaseEntered(TargetState.Skipped) { At = Noon, Number = 1, Attempt = 1, Report = 1 };
        (await CodeOfAsync(() => owner.WriteAsync(refused))).ShouldBe(ErrorCode.IllegalState);
        await owner.WriteAsync(new Warned("second") { At = Noon, Number = 1, Attempt = 1, Report = 1 });

        (await ListAsync(Store.ReadHistoryAsync(job.Id, 0, default))).Where(line => line.What == "warning").Select(line => line.Text)
            .ShouldBe(["r1: third", "r1: second"]);
    }

    [Fact]
    public async Task WriteAsync_IllegalChange_ThrowsAndTheOthersAreWritten()
    {
        var job = await CreateAsync(2);
        await using var owner = await RunAsync(Store, job.Id);
        var bad = owner.WriteAsync(new TargetChanged(1, TargetState.Completed) { At = Noon });
        var good = owner.WriteAsync(new TargetChanged(2, TargetState.Skipped) { At = Noon });
        (await CodeOfAsync(() => bad)).ShouldBe(ErrorCode.IllegalState);
        (await CodeOfAsync(() => owner.WriteAsync(new JobChanged(JobState.Pending)))).ShouldBe(ErrorCode.IllegalState);
        await good;
        (await JobAsync(job.Id)).Counts.ShouldBe(TargetCounts.None with { Pending = 1, Skipped = 1 });
    }

    [Fact]
    public async Task WriteAsync_RetryOfAFinalJob_BeginsAgainAndKeepsHistory()
    {
        var job = await CreateAsync(1);
        await using var owner = await RunAsync(Store, job.Id);
        await CompleteAsync(owner, 1, output: "first");
        await owner.WriteAsync(new JobChanged(JobState.Completed, EndReason: EndReason.Done) { At = Noon.AddMinutes(1) });
        await owner.WriteAsync(new JobChanged(JobState.Running, Attempt: 2) { At = Noon.AddMinutes(2) });
        var job2 = await JobAsync(job.Id);
        (job2.Attempt, job2.StartedAt, job2.EndedAt, job2.EndReason).ShouldBe((2, Noon, null, EndReason.None));
        (await ListAsync(Store.ReadHistoryAsync(job.Id, 0, default))).Where(line => line.What == "state").Select(line => line.Text)
            .ShouldBe(["Running.", "Completed (Done).", "Running."]);
    }

    [Fact]
    public async Task ReadResultsAsync_Outputs_AreByteForByteJoined()
    {
        var job = await CreateAsync(1);
        await using var owner = await RunAsync(Store, job.Id);
        await owner.WriteAsync(new AttemptStarted(1, 1) { At = Noon });
        var text = string.Concat(Enumerable.Range(0, 60_000).Select(line => $"interface Gi0/{line} is up – ü\r\n"));
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var at = 0; at < bytes.Length; at += 1024 * 1024)
        {
            // A piece may end within a character.
            _ = owner.WriteAsync(
                new StepOutput(1, bytes.AsMemory(at, Math.Min(1024 * 1024, bytes.Length - at))) { Number = 1, Attempt = 1 });
        }

        await owner.WriteAsync(
            new StepEnded(1, "show interfaces", StepEffect.Read, TimeSpan.FromSeconds(1.5), SomeError, 7, true) { At = Noon.AddSeconds(1.5), Number = 1,
                Attempt = 1 });
        await StepAsync(owner, 1, 1, 2, output: "");

        var results = await ResultsAsync(new ResultFilter { JobId = job.Id });
        var first = results[0];
        first.Output.ShouldBe(text);
        (first.OutputBytes, first.Truncated, first.Error, first.ExitStatus, first.Duration, first.Name, first.Batch, first.Step)
            .ShouldBe((bytes.Length, true, SomeError, 7, TimeSpan.FromSeconds(1.5), "r1", 1, 1));
        results[1].Output.ShouldBe("");
        ((long)Peek("SELECT SUM(LENGTH(bytes)) FROM outputs")!).ShouldBeLessThan(bytes.Length / 5);
        (await ResultsAsync(new ResultFilter { JobId = job.Id, WithOutput = false,
            Failed = true })).ShouldHaveSingleItem().Output.ShouldBeNull();
        (await ResultsAsync(new ResultFilter { JobId = job.Id, Failed = false })).ShouldHaveSingleItem().Step.ShouldBe(2);
    }

    [Fact]
    public async Task WriteAsync_OutputOfMoreThanOneMiB_IsADefect()
    {
        var job = await CreateAsync(1);
        await using var owner = await RunAsync(Store, job.Id);
        await Should.ThrowAsync<ArgumentException>(() =>
            owner.WriteAsync(new StepOutput(1, new byte[(1024 * 1024) + 1]) { Number = 1, Attempt = 1 }));
    }

    [Fact]
    public async Task ReadResultsAsync_EarlierAttempts_OnlyWhenAsked()
    {
        var job = await CreateAsync(2);
        await using var owner = await RunAsync(Store, job.Id);
        await owner.WriteAsync(new AttemptStarted(1, 1) { At = Noon });
        await StepAsync(owner, 1, 1, 1, "one");
        await owner.WriteAsync(new AttemptEnded(TargetState.Failed, SomeError) { At = Noon, Number = 1, Attempt = 1 });
        await owner.WriteAsync(new TargetChanged(1, TargetState.Pending) { At = Noon });
        await CompleteAsync(owner, 1, attempt: 2, output: "two");
        await CompleteAsync(owner, 2, output: "other");

        (await ResultsAsync(new ResultFilter { JobId = job.Id })).Select(result => result.Output).ShouldBe(["two", "other"]);
        (await ResultsAsync(new ResultFilter { JobId = job.Id, AllAttempts = true })).Select(result => result.Output)
            .ShouldBe(["one", "two", "other"]);
        (await ResultsAsync(new ResultFilter { JobId = job.Id, Numbers = [2] })).Select(result => result.Output).ShouldBe(["other"]);
        (await ResultsAsync(new ResultFilter { JobId = job.Id, Names = ["R1"] })).Select(result => result.Output).ShouldBe(["two"]);
        (await ResultsAsync(new ResultFilter { JobId = job.Id, Batches = [2] })).ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadResultsAsync_EndedOnlyInTurns_GivesEachResultOnceInTheOrderOfEnds()
    {
        var job = await CreateAsync(3);
        await using var owner = await RunAsync(Store, job.Id);
        for (var number = 1; number <= 3; number++)
        {
            await owner.WriteAsync(new AttemptStarted(number, 1) { At = Noon });
            await StepAsync(owner, number, 1, 1, $"{number}a");
        }

        var seen = new List<string?>();
        var last = 0L;
        async Task Read(int most)
        {
            await foreach (var result in Store.ReadResultsAsync(new ResultFilter { JobId = job.Id, EndedOnly = true, After = last },
                default))
            {
                seen.Add(result.Output);
                last = result.Sequence;
                if (--most == 0)
                {
                    return;
                }
            }
        }

        await Read(9);
        seen.ShouldBeEmpty();
        await StepAsync(owner, 3, 1, 2, "3b");
        await owner.WriteAsync(new AttemptEnded(TargetState.Completed, null) { Number = 3, Attempt = 1 });
        await Read(1);
        await StepAsync(owner, 1, 1, 2, "1b");
        await owner.WriteAsync(new AttemptEnded(TargetState.Failed, SomeError) { Number = 1, Attempt = 1 });
        await Read(9);
        await owner.WriteAsync(new AttemptEnded(TargetState.Completed, null) { Number = 2, Attempt = 1 });
        await Read(9);
        await Read(9);
        seen.ShouldBe(["3a", "3b", "1a", "1b", "2a"]);
    }
}
