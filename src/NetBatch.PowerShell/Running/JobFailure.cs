using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>The errors of a job that was waited for and did not complete: scripts must notice.</summary>
internal static class JobFailure
{
    /// <summary>The states of devices that are told.</summary>
    public static readonly TargetState[] States =
        [TargetState.Failed, TargetState.ConnectionFailed, TargetState.OutcomeUnknown, TargetState.Stopped, TargetState.Interrupted];

    /// <summary>Whether a device is told of: one that was stopped before it began has no trouble of its own.</summary>
    public static bool IsTold(TargetRun run) => run.Error is not null || run.State.IsFailure();

    /// <summary>
    /// An error for each device that failed. Where the first error stops the script it is one for the job with those of the devices
    /// behind it; so it is where the job's own state, and no device, is the trouble.
    /// </summary>
    /// <param name="host">Where the job is.</param>
    /// <param name="job">The job as it stands.</param>
    /// <param name="stops">Whether the first error ends the script.</param>
    /// <param name="onlyWaits">Whether the command only waits for the job to stand still: that a person has stopped or paused it is no
    /// failure then.</param>
    /// <param name="cut">Stops reading.</param>
    public static async Task<IReadOnlyList<ErrorRecord>> ReadAsync(NetBatchHost host, BatchJob job, bool stops, bool onlyWaits,
        CancellationToken cut)
    {
        if (job.State == JobState.Completed || (onlyWaits && job.Counts.Failures == 0 && ByAPerson(job)))
        {
            return [];
        }

        List<ErrorRecord> devices = [];
        await foreach (var run in host.Store.ReadRunsAsync(job.Id, new RunFilter { States = States }, cut))
        {
            if (IsTold(run))
            {
                devices.Add(run.ToRecord());
            }
        }

        return stops || devices.Count == 0 ? [Whole(job, devices)] : job.State.IsOfJob() ? [Whole(job, []), .. devices] : devices;
    }

    private static bool ByAPerson(BatchJob job) =>
        (job.State == JobState.Stopped && job.EndReason == EndReason.Stop)
            || (job.State == JobState.Paused && job.EndReason is EndReason.None or EndReason.Stop);

    /// <summary>Whether a state is the job's own, which its devices do not tell.</summary>
    public static bool IsOfJob(this JobState state) => state is JobState.Stopped or JobState.Paused or JobState.Interrupted;

    /// <summary>The job's own error.</summary>
    public static ErrorRecord Whole(BatchJob job, IReadOnlyList<ErrorRecord> devices)
    {
        var (code, remedy) = job.State switch
        {
            JobState.Paused => (ErrorCode.IllegalState, $"Go on with Resume-BatchJob {job.Id}."),
            JobState.Interrupted => (ErrorCode.OwnerLost, $"Go on with Resume-BatchJob {job.Id}."),
            JobState.Stopped => (ErrorCode.Stopped, $"Begin the rest again with Invoke-BatchRetry {job.Id}."),
            _ => (ErrorCode.WorkFailed, $"See Get-BatchResult {job.Id} -Failed; begin them again with Invoke-BatchRetry {job.Id}."),
        };
        var state = job.State switch
        {
            JobState.Paused => "is paused",
            JobState.Interrupted => "was interrupted",
            JobState.Stopped => "was stopped",
            _ => "failed",
        };
        string[] behind = [.. devices.Take(Shown).Select(one => one.ErrorDetails.Message)];
        var text = string.Join(
            Environment.NewLine,
            [
                $"The job {job.Id} ({job.Name}) {state}: {job.TotalTargets - job.Counts.Completed} of "
                    + $"{Counted.Of(job.TotalTargets, "target")} did not complete ({job.Counts})."
                    + $"{(job.Message is null ? "" : $" {job.Message}")}",
                .. behind,
                .. devices.Count > Shown ? [$"... and {devices.Count - Shown} more"] : Array.Empty<string>(),
            ]);
        Exception? inner = devices.Count == 0 ? null : new AggregateException(devices.Select(one => one.Exception));
        return new NetBatchException(code, text, remedy, inner).ToRecord(job.Id, $"Job{job.State}");
    }

    private const int Shown = 5;
}
