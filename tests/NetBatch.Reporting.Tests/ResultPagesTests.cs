using System.Runtime.CompilerServices;
using NetBatch.Testing;

namespace NetBatch.Reporting.Tests;

public sealed class ResultPagesTests
{
    [Fact]
    public async Task ReadAsync_JobsThatTakeDifferentlyLong_GivesThemInTheirOrderAndWhole()
    {
        // The first job's store answers last.
        var first = new TaskCompletionSource();
        var store = new SlowStore(job => job == Id(0) ? first.Task : Task.CompletedTask, job => job == Id(1) ? 1001 : 3);
        List<string> seen = [];
        await using var pages = new ResultPages(store, Jobs(50)).ReadAsync(default).GetAsyncEnumerator();
        var next = pages.MoveNextAsync();
        next.IsCompleted.ShouldBeFalse("its first job is not read yet");
        first.SetResult();
        for (; await next; next = pages.MoveNextAsync())
        {
            seen.AddRange(pages.Current.Page.Select(result => $"{pages.Current.Job.Id} {result.JobId} {result.Number}"));
        }

        seen.ShouldBe(Enumerable.Range(0, 50)
            .SelectMany(job => Enumerable.Range(1, job == 1 ? 1001 : 3).Select(number => $"{Id(job)} {Id(job)} {number}")));
    }

    [Fact]
    public async Task ReadAsync_NobodyTakesPages_ReadsNoFurtherThanAFew()
    {
        var store = new SlowStore(_ => Task.CompletedTask, _ => 100_000);
        var pages = new ResultPages(store, Jobs(50)).ReadAsync(default).GetAsyncEnumerator();
        (await pages.MoveNextAsync()).ShouldBeTrue();
        await pages.DisposeAsync();
        store.Read.ShouldBeLessThan(20_000, "some pages of some jobs, of five million results");
        store.Open.ShouldBe(0, "nothing is read any more when the one who asked has gone");
    }

    [Fact]
    public async Task ReadAsync_OneJobCannotBeRead_GivesThoseBeforeItAndThenItsError()
    {
        var broken = new NetBatchException(ErrorCode.StoreUnusable, "The file is damaged.");
        var store = new SlowStore(job => job == Id(7) ? Task.FromException(broken) : Task.CompletedTask, _ => 3);
        List<string> seen = [];
        var thrown = await Should.ThrowAsync<NetBatchException>(async () =>
        {
            await foreach (var (job, page) in new ResultPages(store, Jobs(50)).ReadAsync(default))
            {
                seen.AddRange(page.Select(_ => job.Id));
            }
        });
        thrown.ShouldBeSameAs(broken);
        seen.Distinct().ShouldBe(Enumerable.Range(0, 7).Select(Id));
    }

    [Fact]
    public async Task ReadAsync_IsCancelled_Ends()
    {
        using var cancel = new CancellationTokenSource();
        var store = new SlowStore(_ => Task.CompletedTask, _ => 100_000);
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in new ResultPages(store, Jobs(50)).ReadAsync(cancel.Token))
            {
                await cancel.CancelAsync();
            }
        });
        store.Open.ShouldBe(0);
    }

    private static string Id(int job) => $"batch_{job:x8}";

    private static IReadOnlyList<BatchJob> Jobs(int count) => [.. Enumerable.Range(0, count).Select(job => new BatchJob
    {
        Id = Id(job), Name = "n", Kind = "command", BatchSize = "10", CreatedBy = "ann@desk", CreatedAt = DateTimeOffset.UnixEpoch,
    })];

    /// <summary>A store whose jobs have so many results each, after something that is waited for.</summary>
    private sealed class SlowStore(Func<string, Task> before, Func<string, int> results) : UnusedStore
    {
        private int read;
        private int open;

        public int Read => read;

        /// <summary>Readings that have begun and not ended.</summary>
        public int Open => open;

        public override IAsyncEnumerable<BatchEvent> ReadEventsAsync(EventFilter filter, CancellationToken cancellationToken) =>
            AsyncEnumerable.Empty<BatchEvent>();

        public override async IAsyncEnumerable<StepResult> ReadResultsAsync(ResultFilter filter,
            [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref open);
            try
            {
                await before(filter.JobId);
                for (var number = 1; number <= results(filter.JobId); number++)
                {
                    Interlocked.Increment(ref read);
                    yield return new StepResult { JobId = filter.JobId, Number = number, Name = "r", Attempt = 1, Command = "show",
                        Output = "" };
                }
            }
            finally
            {
                Interlocked.Decrement(ref open);
            }
        }

        public override async IAsyncEnumerable<TargetRun> ReadRunsAsync(string jobId, RunFilter filter,
            [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            yield break;
        }
    }
}
