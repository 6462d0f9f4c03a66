using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>What every cmdlet that starts a job takes to say what the job is called and who is told of it.</summary>
public abstract class NamedJobCommand : JobRulesCommand
{
    /// <summary>What to call the job. Default: what it does.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Why the job exists.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Words to find the job by.</summary>
    [Parameter]
    public string[]? Tag { get; set; }

    /// <summary>Names of notifications (New-BatchNotification) that tell of the job's end.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NotificationNameCompleter))]
    public string[]? Notify { get; set; }

    private Confirmation? confirmation;

    /// <summary>Whether -WhatIf, -Confirm and the user let a job start; the plan is what they show.</summary>
    /// <param name="preview">The job's plan.</param>
    /// <param name="risky">Whether it is asked for without -Confirm.</param>
    /// <param name="force">-Force: no question.</param>
    /// <param name="withSecrets">Whether secrets in the lines are shown by -WhatIf.</param>
    private protected bool MayStart(JobPreview preview, bool risky, bool force = false, bool withSecrets = true) =>
        (confirmation ??= new Confirmation(this)).May(
            this.IsWhatIf() ? PlanText.Whole(withSecrets ? preview : preview.WithoutSecrets()) : PlanText.Question(preview),
            PlanText.Asked(preview.WithoutSecrets(), "-WhatIf"),
            risky,
            force);

    /// <summary>A job with what was said of it.</summary>
    private protected JobSpec WithJobInfo(JobSpec spec) => spec with
    {
        Name = Name ?? spec.Name,
        Description = Description ?? spec.Description,
        Tags = Tag is { Length: > 0 } ? Tag : spec.Tags,
        Notify = Notify is { Length: > 0 } ? Notify : spec.Notify,
    };

    /// <summary>Refuses ways of starting a job that do not go together.</summary>
    private protected void EnsureStart(StartManner manner)
    {
        if (manner is { Wait: true, Detached: true })
        {
            ThrowTerminatingError(new NetBatchException(
                ErrorCode.InvalidArgument, "-Wait and -Detached were both given.", "Start it with -Detached and wait with Wait-BatchJob.")
                .ToRecord(null));
        }

        if (manner.AsJob && (manner.Wait || manner.Detached))
        {
            ThrowTerminatingError(new NetBatchException(
                ErrorCode.InvalidArgument, "-AsJob was given with -Wait or -Detached.",
                "Give one of them; Wait-Job waits for a PowerShell job.").ToRecord(null));
        }

        if (MaxMemory is not null && !manner.Detached)
        {
            ThrowTerminatingError(new NetBatchException(
                ErrorCode.InvalidRule, "-MaxMemory limits a job's own process, and this one would run in this shell.",
                "Give -Detached too.").ToRecord(null));
        }
    }
}
