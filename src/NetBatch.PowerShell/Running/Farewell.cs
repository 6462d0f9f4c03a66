using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>What is said of a job whose following was cut short, by Ctrl+C for example: its id, and how to go on.</summary>
internal sealed class Farewell
{
    private volatile string? text;

    /// <summary>What to say; null: nothing.</summary>
    public string? Text
    {
        get => text;
        set => text = value;
    }

    /// <summary>Says it. On the pipeline's thread.</summary>
    public void Say(PSCmdlet cmdlet)
    {
        if (text is not { } message)
        {
            return;
        }

        try
        {
            cmdlet.WriteWarning(SafeText.Of(message));
        }
        catch (PipelineStoppedException)
        {
            // A stopped pipeline takes no more; the host still does.
            cmdlet.Host.UI?.WriteWarningLine(SafeText.Of(message));
        }
    }

    /// <summary>The job is stopped, and it is not known yet how it ends.</summary>
    public static string Stopping(string jobId) =>
        $"The job {jobId} is being stopped; a change that has begun ends at its safe point. See Get-BatchJobStatus {jobId}; begin the "
            + $"rest again with Invoke-BatchRetry {jobId}.";

    /// <summary>Only the following ends.</summary>
    public static string GoesOn(string jobId) =>
        $"The job {jobId} goes on. Wait for it again with Wait-BatchJob {jobId}, or stop it with Stop-BatchJob {jobId}.";

    /// <summary>The job as it stands after the stop.</summary>
    public static string Of(BatchJob job) => job.State switch
    {
        JobState.Completed => $"The job {job.Id} has completed. See Get-BatchResult {job.Id}.",
        _ when job.State.IsFinal() =>
            $"The job {job.Id} ({job.Name}) was stopped: {job.Counts}. See Get-BatchResult {job.Id}; begin the rest again with "
                + $"Invoke-BatchRetry {job.Id}.",
        _ => Stopping(job.Id),
    };
}
