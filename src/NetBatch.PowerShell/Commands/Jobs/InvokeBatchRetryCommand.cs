using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Begins again what did not complete in a job that has ended.</summary>
/// <remarks>
/// A new attempt at the devices that failed, were skipped or stopped: all of them, those of a batch, or some by name. What completed is not
/// repeated, and a change with an unknown end never. The job keeps the history of all attempts (Get-BatchResult -AllAttempts).
/// </remarks>
/// <example>
/// <code>Invoke-BatchRetry batch_1a2b3c4d -Device r7 -Wait</code>
/// <para>Tries one device again and waits.</para>
/// </example>
/// <example>
/// <code>Invoke-BatchRetry batch_1a2b3c4d -Chain</code>
/// <para>Tries the job in the middle of a chain again, and those behind it when it has completed.</para>
/// </example>
/// <example>
/// <code>Get-BatchJob -Name nightly -State Partial | Invoke-BatchRetry -Batch 2 -Credential admin</code>
/// <para>Tries again what failed in the second batch.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Invoke, "BatchRetry", DefaultParameterSetName = IdSet, SupportsShouldProcess = true)]
[OutputType(typeof(BatchJob))]
public sealed class InvokeBatchRetryCommand : JobAgainCommand
{
    /// <summary>Only devices of these batches, by number from 1.</summary>
    [Parameter]
    public int[] Batch { get; set; } = [];

    /// <summary>Only these devices; * and ? are wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DeviceNameCompleter))]
    public string[] Device { get; set; } = [];

    /// <summary>Begin again also the jobs behind it in the chain that did not complete; they wait for it as at first.</summary>
    [Parameter]
    public SwitchParameter Chain { get; set; }

    private protected override string Action => "Retry what did not complete";

    private protected override bool Concerns(BatchJob job) => job.State.IsFinal() && job.State != JobState.Completed;

    private protected override RunFilter Which => new() { Batches = Batch, Names = Device };

    // What has an unknown end is never repeated by a retry.
    private protected override bool Begins(TargetRun run) => run.State is not (TargetState.Completed or TargetState.OutcomeUnknown);

    private protected override async Task<BatchJob> GoAsync(NetBatchHost host, BatchJob job, CancellationToken cut)
    {
        if (!Chain)
        {
            return await host.Jobs.RetryAsync(job.Id, Which, cut);
        }

        return Batch.Length > 0 || Device.Length > 0
            ? throw new NetBatchException(ErrorCode.InvalidArgument, "-Chain was given with -Batch or -Device.",
                "A chain goes on when the whole job has completed; retry single devices first.")
            : (await host.Chains.RetryAsync(job.Id, cut))[0];
    }
}
