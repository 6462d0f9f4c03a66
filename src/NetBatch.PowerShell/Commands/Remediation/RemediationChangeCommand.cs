using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>What the cmdlets share that change devices by the lines of an earlier job.</summary>
public abstract class RemediationChangeCommand : CredentialJobCommand
{
    /// <summary>The job whose lines are sent; Tab completes it. A job can be piped.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("JobId")]
    [JobIdInput]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Only these devices of the job; * and ? are wildcards. Default: all that it has lines for.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DeviceNameCompleter))]
    public string[] Device { get; set; } = [];

    /// <summary>Whether a change that fails is taken back: by the device's own timer or checkpoint, else by computed lines. On unless
    /// -RollbackOnFailure:$false.</summary>
    [Parameter]
    public SwitchParameter RollbackOnFailure { get; set; } = true;

    /// <summary>After this time the device takes back by itself what was not confirmed, where its platform can; 0: never. Seconds, or 90s,
    /// 5m. Default 5 minutes.</summary>
    [Parameter]
    [Duration]
    public TimeSpan RevertAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Commands that only read, whose parsed rows must be there after the change as before it: 'show ip ospf neighbor'. A row that
    /// is gone or shows another value (ages, timers and counters do not count) takes the change back.</summary>
    [Parameter]
    public string[] Check { get; set; } = [];

    /// <summary>How long lost rows may take to come back, while links and protocols settle. Seconds, or 90s, 5m. Default 1 minute; at most
    /// half of -RevertAfter.</summary>
    [Parameter]
    [Duration]
    public TimeSpan CheckWait { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Save the running config at the end even where it was not saved before. Without this it is saved only where running and
    /// startup config were equal before.</summary>
    [Parameter]
    public SwitchParameter Save { get; set; }

    /// <summary>Lines may touch what the session itself uses: address, interface, VRF, AAA, users, terminal lines.</summary>
    [Parameter]
    public SwitchParameter AllowManagementPath { get; set; }

    /// <summary>What the commit says of itself, where the platform keeps that; at most 60 characters.</summary>
    [Parameter]
    public string? Comment { get; set; }

    /// <summary>Lines of a device's answer that look like a refusal and only inform: regular expressions, each from a line's beginning,
    /// beside those that the platform's file lists.</summary>
    [Parameter]
    public string[]? AllowNotice { get; set; }

    /// <summary>How long a commit may say nothing. Seconds, or 90s, 5m. Default 5 minutes.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? CommitTimeout { get; set; }

    /// <summary>How long a save may say nothing. Seconds, or 90s, 5m. Default 5 minutes.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? SaveTimeout { get; set; }

    /// <summary>What the job belongs to.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    public string? Project { get; set; }

    /// <summary>With -WhatIf: show passwords, keys and communities in the lines too; &lt;redacted&gt; stands for them else. The devices
    /// always get the lines as they are.</summary>
    [Parameter]
    public SwitchParameter IncludeSecret { get; set; }

    /// <summary>Wait for the job's end, with progress. Ctrl+C stops the job at its safe points.</summary>
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

    /// <summary>Do not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        EnsureStart(Manner);
        foreach (var id in Id)
        {
            JobSpec? spec = null;
            JobPreview? preview = null;
            RunEach(id, async (session, cut) =>
            {
                spec = await SpecAsync(session.Host, id, cut);
                preview = session.Host.Jobs.Preview(spec);
                await WarnUnusedAsync(session, spec);
            });
            if (preview is not null && MayStart(preview, risky: true, Force, IncludeSecret))
            {
                RunEach(id, (session, cut) => JobStart.RunAsync(this, session, spec!, Manner, Name, changes: true, cut));
            }
        }
    }

    /// <summary>The job that sends the lines.</summary>
    private protected abstract Task<JobSpec> MakeAsync(NetBatchHost host, string jobId, ApplyOptions options,
        CancellationToken cancellationToken);

    /// <summary>What more this cmdlet says of the change.</summary>
    private protected virtual ApplyOptions Options(ApplyOptions options) => options;

    private async Task<JobSpec> SpecAsync(NetBatchHost host, string jobId, CancellationToken cancellationToken)
    {
        var spec = await MakeAsync(
            host,
            jobId,
            Options(new ApplyOptions
            {
                Names = Device,
                RollbackOnFailure = RollbackOnFailure,
                RevertAfter = RevertAfter,
                Check = Check,
                CheckWait = CheckWait,
                Save = Save,
                AllowManagementPath = AllowManagementPath ? true : null,
                Comment = Comment,
                AllowNotices = AllowNotice ?? [],
                CommitTimeout = CommitTimeout,
                SaveTimeout = SaveTimeout,
            }),
            cancellationToken);
        return WithJobInfo(spec) with
        {
            Project = Project,
            Rules = Rules(),
            Targets = WithCredentials(host, spec.Targets, null),
        };
    }

    private StartManner Manner => new(Wait, Detached, AsJob);
}
