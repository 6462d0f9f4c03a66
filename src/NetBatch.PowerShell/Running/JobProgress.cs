using System.Diagnostics;
using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Shows a job and its current batch as progress, at most five times a second.</summary>
internal sealed class JobProgress(IFollowed session, string jobId)
{
    private const int JobActivity = 0x6E62;
    private const int BatchActivity = JobActivity + 1;
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch since = new();
    private TimeSpan wait;
    private string title = "NetBatch";

    public async Task ShowAsync(CancellationToken cut)
    {
        if (since.IsRunning && since.Elapsed < wait)
        {
            return;
        }

        var begun = Stopwatch.GetTimestamp();
        var status = await session.Host.Jobs.StatusAsync(jobId, false, cut);
        title = status.Name;
        await session.ProgressAsync(Job(status), Batch(status));
        // A job of thousands of batches takes longer to read; showing it must not become the work.
        var cost = Stopwatch.GetElapsedTime(begun) * 5;
        wait = cost > Least ? cost : Least;
        since.Restart();
    }

    public Task CompleteAsync() => session.ProgressAsync(
        new ProgressRecord(BatchActivity, title, " ") { ParentActivityId = JobActivity, RecordType = ProgressRecordType.Completed },
        new ProgressRecord(JobActivity, title, " ") { RecordType = ProgressRecordType.Completed });

    private static ProgressRecord Job(JobStatus status) =>
        new(JobActivity, status.Name, $"{status.Counts.Ended} of {Counted.Of(status.Job.TotalTargets, "device")}: {status.Counts}")
        {
            PercentComplete = status.Percent,
            SecondsRemaining = status.TimeLeft is { } left ? (int)Math.Min(left.TotalSeconds, int.MaxValue) : -1,
        };

    private static ProgressRecord Batch(JobStatus status)
    {
        var batch = status.Batches.FirstOrDefault(one => one.Number == status.CurrentBatch);
        var state = status.State is JobState.Running ? status.Position : $"{status.State} {status.Position}";
        var record = new ProgressRecord(BatchActivity, state.Length > 0 ? state : $"{status.State}",
            status is { State: JobState.Waiting, Job.Message: { } why } ? why : InFlight(status)) { ParentActivityId = JobActivity };
        if (batch is { Size: > 0 })
        {
            record.PercentComplete = 100 * batch.Counts.Ended / batch.Size;
        }

        return record;
    }

    private static string InFlight(JobStatus status)
    {
        const int Shown = 4;
        var names = string.Join(", ", status.Targets.Take(Shown).Select(run => $"{run.Name} {run.State.ToString().ToLowerInvariant()}"));
        return names.Length == 0 ? "waiting" : status.Targets.Count > Shown ? $"{names}, and {status.Targets.Count - Shown} more" : names;
    }
}
