using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Approves a job that another account has made and that waits for that.</summary>
/// <remarks>
/// The approval binds the job's work, its devices and the lines of each, by their fingerprint: for anything else it does not hold. It shows
/// the whole plan and asks. The store must be shared with a group (Set-BatchStore -Group); the account that made a job cannot approve it.
/// The process that owns the job goes on within a second.
/// </remarks>
/// <example>
/// <code>Approve-BatchJob batch_1a2b3c4d</code>
/// <para>Shows batches, devices and exact lines, asks, and approves.</para>
/// </example>
/// <example>
/// <code>Get-BatchJob -State Waiting | Where-Object WaitReason -eq Approval | Approve-BatchJob -WhatIf</code>
/// <para>Shows what waits for approval.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Approve, "BatchJob", DefaultParameterSetName = IdSet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Approval))]
public sealed class ApproveBatchJobCommand : JobChoiceCommand
{
    /// <summary>Do not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private readonly Confirmation confirmation;

    /// <summary>Makes the cmdlet.</summary>
    public ApproveBatchJobCommand() => confirmation = new Confirmation(this);

    private protected override bool Concerns(BatchJob job) => job.WaitReason == WaitReason.Approval;

    private protected override async Task ItemAsync(Session session, BatchJob job, CancellationToken cut)
    {
        // What is shown and what is approved are told to be the same by the fingerprint.
        var fingerprint = await session.Host.Approvals.FingerprintAsync(job.Id, cut);
        var preview = await session.Host.Approvals.PreviewAsync(job.Id, cut);
        var plan = $"{job.Id} ({job.Name}) by {job.CreatedBy}:{Environment.NewLine}{PlanText.Whole(preview)}"
            + $"{Environment.NewLine}Fingerprint {fingerprint}.";
        var may = false;
        await session.DoAsync(() =>
            may = confirmation.May($"Approve {plan}", $"{plan}{Environment.NewLine}Approve the job?", risky: true, Force));
        if (may)
        {
            await session.WriteAsync(await session.Host.Approvals.ApproveAsync(job.Id, fingerprint, cut));
        }
    }
}
