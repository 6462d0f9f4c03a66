using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>What the cmdlets share that start a job and give the job itself.</summary>
public abstract class JobStartingCommand : StartJobCommand
{
    /// <summary>Wait for the job's end, with progress. Ctrl+C stops the job.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Run the job in a process of its own that survives this shell; return when that process has taken it.</summary>
    [Parameter]
    public SwitchParameter Detached { get; set; }

    /// <summary>Whether the job can change its devices: it must not be left to a shell that may be closed unknowingly.</summary>
    private protected abstract bool Changes { get; }

    private protected override void Begin() => DemandStart(Wait, Detached);

    private protected override Task StartAsync(Session session, JobSpec spec, CancellationToken cut) =>
        JobStart.RunAsync(this, session, spec, Wait, Detached, Changes, cut);
}
