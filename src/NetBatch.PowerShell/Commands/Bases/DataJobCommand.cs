using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>What the cmdlets share that start a job on databases.</summary>
public abstract class DataJobCommand : NamedJobCommand
{
    /// <summary>User name and password for instances that have no credential of their own. They stay in this process's memory.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Where the secret is, instead of -Credential: env:NAME or vault:NAME, with user@ in front.</summary>
    [Parameter]
    public string? CredentialName { get; set; }

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

    private protected override JobRules Defaults => DataRules.Usual;

    /// <summary>Whether the job can change its instances.</summary>
    private protected abstract bool Changes { get; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        EnsureStart(Manner);
        JobSpec? spec = null;
        JobPreview? preview = null;
        Run(async (session, cut) =>
        {
            var login = new JobCredentials().With(SecretSources.Login, nameof(Credential), Credential, CredentialName)
                .Reference(session.Host, SecretSources.Login);
            var made = await MakeAsync(session.Host, cut);
            spec = WithJobInfo(made) with
            {
                Rules = Rules(),
                Targets = TargetSelection.WithDefaults(await TargetsAsync(session.Host, cut), login),
            };
            preview = session.Host.Jobs.Preview(spec);
        });
        if (MayStart(preview!, risky: false))
        {
            Run((session, cut) => JobStart.RunAsync(this, session, spec!, Manner, Name, Changes, cut));
        }
    }

    /// <summary>The job's name, its work, its project and the arguments of single instances.</summary>
    private protected abstract Task<JobSpec> MakeAsync(NetBatchHost host, CancellationToken cancellationToken);

    /// <summary>What the job works on.</summary>
    private protected abstract Task<IReadOnlyList<Target>> TargetsAsync(NetBatchHost host, CancellationToken cancellationToken);

    private StartManner Manner => new(Wait, Detached, AsJob);
}
