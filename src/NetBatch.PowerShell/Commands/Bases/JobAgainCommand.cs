using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>What the cmdlets share that go on with a job: secrets given again, and waiting.</summary>
public abstract class JobAgainCommand : JobChoiceCommand
{
    /// <summary>The credential again, where the job was started with -Credential: it lived in that process's memory only. A corrected one
    /// takes its place.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The secret for privilege again, where the job was started with -EnableCredential.</summary>
    [Parameter]
    [Credential]
    public PSCredential? EnableCredential { get; set; }

    /// <summary>The credential for jump hosts again, where the job was started with -JumpCredential.</summary>
    [Parameter]
    [Credential]
    public PSCredential? JumpCredential { get; set; }

    /// <summary>Wait for the job's end, with progress. Ctrl+C stops the job.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    private readonly Confirmation confirmation;

    private protected JobAgainCommand() => confirmation = new Confirmation(this);

    /// <summary>What is asked about.</summary>
    private protected abstract string Action { get; }

    /// <summary>Which targets are looked at.</summary>
    private protected virtual RunFilter Which => new();

    /// <summary>Whether a target's work begins again, or goes on.</summary>
    private protected abstract bool Begins(TargetRun run);

    /// <summary>Begins.</summary>
    private protected abstract Task<BatchJob> GoAsync(NetBatchHost host, BatchJob job, CancellationToken cut);

    private protected override async Task ItemAsync(Session session, BatchJob job, CancellationToken cut)
    {
        if (!await MayAsync(session, job, cut))
        {
            return;
        }

        var credentials = new JobCredentials()
            .With(SecretSources.Login, nameof(Credential), Credential)
            .With(SecretSources.Enable, nameof(EnableCredential), EnableCredential)
            .With(SecretSources.Jump, nameof(JumpCredential), JumpCredential);
        var runsHere = session.Host.Jobs.Running(job.Id) is { IsCompleted: false };
        if (credentials.AnyGiven && !runsHere && job.Owner is { } owner && job.State is not JobState.Interrupted)
        {
            throw new NetBatchException(
                ErrorCode.JobOwned,
                $"The job '{job.Id}' is held by the process {owner.ProcessId} on {owner.Host}; a secret cannot be handed to it.",
                "Resume it there, or stop it (Stop-BatchJob -Now) and begin the rest here with Invoke-BatchRetry.");
        }

        await credentials.ReplaceAsync(session.Host, job.Id, cut);
        var begun = await GoAsync(session.Host, job, cut);
        if (Wait)
        {
            await new JobFollower(session, job.Id).ToEndAsync(cut);
            return;
        }

        await session.WriteAsync(begun);
        if (this.IsUnattended() && session.Host.Jobs.Running(job.Id) is { IsCompleted: false })
        {
            await session.WarnAsync($"The job {job.Id} ends with this process, which nobody seems to sit at. Give -Wait.");
        }
    }

    // Who is asked sees what is sent where, as at the job's start; else nothing of it is read.
    private async Task<bool> MayAsync(Session session, BatchJob job, CancellationToken cut)
    {
        var shown = false;
        await session.DoAsync(() => shown = this.IsWhatIf() || confirmation.Asks(risky: false, force: false));
        if (!shown)
        {
            return true;
        }

        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        await foreach (var run in session.Host.Store.ReadRunsAsync(job.Id, Which, cut))
        {
            if (Begins(run))
            {
                names.Add(run.Name);
            }
        }

        var preview = (await session.Host.Approvals.PreviewAsync(job.Id, cut)).Only(names).WithoutSecrets();
        var plan = $"{Action}: {job.Id} ({job.Name}). {PlanText.Lines(preview)}";
        var may = false;
        await session.DoAsync(() => may = confirmation.May(plan, $"{plan}Go on with it?", risky: false, force: false));
        return may;
    }
}
