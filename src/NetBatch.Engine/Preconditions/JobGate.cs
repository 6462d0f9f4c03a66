namespace NetBatch;

/// <summary>What keeps a job from starting targets, apart from its window and from free sessions.</summary>
/// <param name="Reason">Of what kind it is.</param>
/// <param name="Message">A sentence for people.</param>
internal sealed record JobHold(WaitReason Reason, string Message);

/// <summary>Looks whether a job may go on: what it depends on, and another person's approval.</summary>
internal sealed class JobGate(IJobStore store, BatchJob job, JobSpec spec, Func<CancellationToken, Task<string>> fingerprint)
{
    private readonly string jobId = job.Id;
    private readonly string maker = Requester.UserOf(job.CreatedBy);
    private string? ours;
    private bool passed;

    /// <summary>Null: nothing holds it. What was passed once is not asked again.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.DependencyFailed"/>: what it depends on did not end as it must.</exception>
    public async Task<JobHold?> LookAsync(CancellationToken cancellationToken)
    {
        if (passed)
        {
            return null;
        }

        var hold = await DependencyAsync(cancellationToken).ConfigureAwait(false)
            ?? await ApprovalAsync(cancellationToken).ConfigureAwait(false);
        passed = hold is null;
        return hold;
    }

    private async Task<JobHold?> DependencyAsync(CancellationToken cancellationToken)
    {
        List<string> waiting = [];
        foreach (var id in spec.Rules.DependsOn ?? [])
        {
            var other = await store.FindAsync(id, cancellationToken).ConfigureAwait(false)
                ?? throw Failed($"The job {id} that it depends on was removed.");
            if (!other.State.IsFinal())
            {
                waiting.Add($"{id} ({other.Name}, {other.State})");
            }
            else if (spec.Rules.After == DependencyRule.Success && other.State != JobState.Completed)
            {
                throw Failed($"The job {id} ({other.Name}) that it depends on ended {other.State}; it had to be Completed.");
            }
        }

        return waiting.Count == 0 ? null : new JobHold(WaitReason.Dependency, $"Waits for the end of {string.Join(", ", waiting)}.");
    }

    private async Task<JobHold?> ApprovalAsync(CancellationToken cancellationToken)
    {
        if (!spec.Rules.RequireApproval)
        {
            return null;
        }

        ours ??= await fingerprint(cancellationToken).ConfigureAwait(false);
        var given = await store.Approvals.FindAsync(jobId, cancellationToken).ConfigureAwait(false);
        return given?.Fingerprint == ours && given.Who.User != maker ? null : new JobHold(
            WaitReason.Approval,
            given is null || given.Fingerprint == ours
                ? $"Waits until another account approves it: Approve-BatchJob {jobId} (netbatch approve {jobId}); fingerprint {ours[..12]}."
                : $"It was approved with the fingerprint {given.Fingerprint[..12]}, and its rules, targets, lines and attempt have "
                    + $"{ours[..12]}: it has to be approved anew.");
    }

    private NetBatchException Failed(string message) =>
        new(ErrorCode.DependencyFailed, message,
            $"Mend and retry that job with those after it: Invoke-BatchRetry -Chain (netbatch retry --chain); this one is {jobId}.");
}
