using System.Collections.Concurrent;

namespace NetBatch.Commands;

/// <summary>Tells of a job while it is followed: milestones to the Information stream, decisions to Verbose, what is said with devices to
/// Debug.</summary>
internal sealed class JobNarrator(Session session, CmdletCall call) : IDisposable
{
    // A listener must never wait: what the pipeline is slow to take waits here, and beyond this it is left out.
    private const int MostWaiting = 10_000;

    private readonly ConcurrentQueue<TranscriptEntry> lines = new();
    private readonly HashSet<(string Job, int Batch)> told = [];
    private IDisposable? listening;

    /// <summary>Begins to listen, before a job is started; does nothing where neither Verbose nor Debug is wanted.</summary>
    public void Listen()
    {
        if (call.Verbose || call.Debug)
        {
            listening = session.Host.Transcripts.Listen(line =>
            {
                if (lines.Count < MostWaiting)
                {
                    lines.Enqueue(line);
                }
            });
        }
    }

    /// <summary>Tells what is new.</summary>
    public async Task TellAsync(BatchJob job, CancellationToken cut)
    {
        if (told.Add((job.Id, 0)))
        {
            await session.InformationAsync(
                $"{job.Id} {job.Name}: {Counted.Of(job.TotalTargets, "target")} in {Counted.Of(job.TotalBatches, "batch")}.");
        }

        await TranscriptAsync(job.Id);
        if (call.Information)
        {
            foreach (var batch in (await session.Host.Store.ReadBatchesAsync(job.Id, cut)).Where(batch => batch.EndedAt is not null))
            {
                if (told.Add((job.Id, batch.Number)))
                {
                    await session.InformationAsync($"{job.Id} batch {batch.Number} of {job.TotalBatches}: {batch.State} ({batch.Counts}).");
                }
            }
        }

        if (job.State.IsAtRest() && told.Add((job.Id, -1)))
        {
            await session.InformationAsync($"{job.Id} {job.Name}: {job.State} ({job.Counts}).");
        }
    }

    public void Dispose() => listening?.Dispose();

    private async Task TranscriptAsync(string jobId)
    {
        while (lines.TryDequeue(out var line))
        {
            if (line.JobId == jobId)
            {
                await (line.Kind == TranscriptKind.Note ? session.VerboseAsync($"{line.Device}: {SafeText.Of(line.Text)}")
                    : session.DebugAsync($"{line.Device}: {line.ToString().TrimStart()}"));
            }
        }
    }
}
