using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>What the cmdlets share that start a job for the user's own work: what it belongs to, and how it is waited for.</summary>
public abstract class StartJobCommand : DeviceJobCommand
{
    /// <summary>What the job belongs to.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    public string? Project { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Begin();
        JobSpec? spec = null;
        JobPreview? preview = null;
        Run(async (session, cut) =>
        {
            spec = await SpecAsync(session.Host, cut);
            preview = session.Host.Jobs.Preview(spec);
            await WarnUnusedAsync(session, spec);
        });
        if (MayStart(preview!))
        {
            Run((session, cut) => StartAsync(session, spec!, cut));
        }
    }

    /// <summary>Refuses parameters that do not go together.</summary>
    private protected virtual void Begin()
    {
    }

    /// <summary>Whether -WhatIf and -Confirm let the job start; the plan is what they show.</summary>
    private protected virtual bool MayStart(JobPreview preview) => MayStart(preview, risky: false);

    /// <summary>Starts the job and writes what the cmdlet gives.</summary>
    private protected abstract Task StartAsync(Session session, JobSpec spec, CancellationToken cut);

    private protected override async Task<JobSpec> SpecAsync(NetBatchHost host, CancellationToken cancellationToken)
    {
        var spec = await base.SpecAsync(host, cancellationToken);
        return spec with { Project = Project ?? spec.Project };
    }
}
