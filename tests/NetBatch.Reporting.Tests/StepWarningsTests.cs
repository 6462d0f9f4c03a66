using NetBatch.Testing;

namespace NetBatch.Reporting.Tests;

/// <summary>What was noticed at a step stands beside its result.</summary>
public sealed class StepWarningsTests
{
    [Fact]
    public async Task ReadAsync_WarningThatNamesACommand_MarksThatStepAlone()
    {
        var store = new ToldStore("r1: 44 bytes came; the output of 'show run' may be cut short.");

        var results = await ResultRecords.ReadAsync(store, new ResultFilter { JobId = "j", Failed = false }, default).ToListAsync();

        results.Select(result => (result.Name, result.Command, result.Warning is not null)).ShouldBe(
            [("r1", "show run", true), ("r1", "show clock", false), ("r2", "show run", false), ("r2", "show clock", false)]);
        results[0].Warning.ShouldBe("44 bytes came; the output of 'show run' may be cut short.");
    }

    [Fact]
    public async Task ReadAsync_WarningOfTheSession_MarksEachStepOfTheTarget()
    {
        var store = new ToldStore("r2: The device did not end the session.");

        var results = await ResultRecords.ReadAsync(store, new ResultFilter { JobId = "j", Failed = false }, default).ToListAsync();

        results.Where(result => result.Warning is not null).Select(result => result.Name).ShouldBe(["r2", "r2"]);
    }

    private sealed class ToldStore(string warning) : UnusedStore
    {
        public override IAsyncEnumerable<BatchEvent> ReadEventsAsync(EventFilter filter, CancellationToken cancellationToken) =>
            new[] { new BatchEvent { JobId = filter.JobIds.Single(), What = filter.Whats.Single(), Text = warning } }.ToAsyncEnumerable();

        public override IAsyncEnumerable<StepResult> ReadResultsAsync(ResultFilter filter, CancellationToken cancellationToken) =>
            new[] { "r1", "r2" }.SelectMany(name =>
                new[] { "show run", "show clock" }.Select(command =>
                    new StepResult { JobId = filter.JobId, Name = name, Command = command }))
                .ToAsyncEnumerable();
    }
}
