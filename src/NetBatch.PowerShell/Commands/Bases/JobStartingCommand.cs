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

    /// <summary>Give a PowerShell job in the place of a NetBatch job: Get-Job, Wait-Job, Receive-Job -Keep, Stop-Job and Remove-Job
    /// handle it, and the cmdlets of this module. Its output are the results, its errors the targets that failed; its name is
    /// the NetBatch job's id unless -Name is given.</summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    /// <summary>Whether the job can change its devices: it must not be left to a shell that may be closed unknowingly.</summary>
    private protected abstract bool Changes { get; }

    private protected override void Begin() => EnsureStart(Manner);

    private protected override Task StartAsync(Session session, JobSpec spec, CancellationToken cut) =>
        JobStart.RunAsync(this, session, spec, Manner, Name, Changes, cut);

    private StartManner Manner => new(Wait, Detached, AsJob);
}
