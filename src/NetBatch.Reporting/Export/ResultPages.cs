using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace NetBatch;

/// <summary>
/// The results of many jobs in the order of the jobs, page by page. The store is read while pages are worked on, several jobs
/// at once: reading costs more than writing what was read, and a job does not wait for the one before it.
/// </summary>
internal sealed class ResultPages(IJobStore store, IReadOnlyList<BatchJob> jobs)
{
    /// <summary>Jobs that are read at once, pages of each that wait, rows of a page, and characters of output with which one is full
    /// before: some MiB in all.</summary>
    private const int MostJobs = 4;
    private const int PagesAhead = 2;
    private const int PageRows = 200;
    private const int PageCharacters = 512 * 1024;

    /// <summary>Reads them once.</summary>
    public async IAsyncEnumerable<(BatchJob Job, IReadOnlyList<StepResult> Page)> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var atOnce = Math.Clamp(Environment.ProcessorCount, 1, MostJobs);
        var lanes = Channel.CreateBounded<Lane>(new BoundedChannelOptions(atOnce) { SingleReader = true, SingleWriter = true });
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = FillAsync(lanes.Writer, atOnce, end.Token);
        try
        {
            await foreach (var lane in lanes.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                await foreach (var page in lane.Pages.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                {
                    yield return (lane.Job, page);
                }
            }
        }
        finally
        {
            // Nobody takes what is read any more where the one who asked has gone.
            await end.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
    }

    private async Task FillAsync(ChannelWriter<Lane> lanes, int atOnce, CancellationToken cancellationToken)
    {
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(LanesAsync(lanes, cancellationToken), options, FillAsync).ConfigureAwait(false);
            lanes.Complete();
        }
#pragma warning disable CA1031 // Not swallowed: the one that takes the lanes gets it.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            lanes.Complete(problem);
        }
    }

    /// <summary>A lane stands in the order of the jobs before it is filled.</summary>
    private async IAsyncEnumerable<Lane> LanesAsync(ChannelWriter<Lane> lanes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var job in jobs)
        {
            var pages = Channel.CreateBounded<IReadOnlyList<StepResult>>(
                new BoundedChannelOptions(PagesAhead) { SingleReader = true, SingleWriter = true });
            var lane = new Lane(job, pages);
            await lanes.WriteAsync(lane, cancellationToken).ConfigureAwait(false);
            yield return lane;
        }
    }

    /// <summary>Reads one job. What goes wrong comes out at the other end of its lane.</summary>
    private async ValueTask FillAsync(Lane lane, CancellationToken cancellationToken)
    {
        var pages = lane.Pages.Writer;
        try
        {
            List<StepResult> page = new(PageRows);
            var room = PageCharacters;
            await foreach (var result in ResultRecords.ReadAsync(store, new ResultFilter { JobId = lane.Job.Id }, cancellationToken)
                .ConfigureAwait(false))
            {
                page.Add(result);
                room -= result.Output?.Length ?? 0;
                if (page.Count == PageRows || room <= 0)
                {
                    await pages.WriteAsync(page, cancellationToken).ConfigureAwait(false);
                    (page, room) = (new(PageRows), PageCharacters);
                }
            }

            await pages.WriteAsync(page, cancellationToken).ConfigureAwait(false);
            pages.Complete();
        }
#pragma warning disable CA1031 // Not swallowed: the one that takes the pages gets it.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            pages.Complete(problem);
        }
    }

    private sealed record Lane(BatchJob Job, Channel<IReadOnlyList<StepResult>> Pages);
}
