using System.Text.Json;

namespace NetBatch.Cluster.Hub;

/// <summary>Works on targets by the workers of their sites; those of no site are worked on in this process.</summary>
/// <param name="local">What works in this process.</param>
/// <param name="hub">The way to the workers.</param>
public sealed class ClusterExecutor(ITargetExecutor local, ClusterHub hub) : ITargetExecutor
{
    private static readonly JsonElement NoArgs = JsonElement.Parse("{}");

    /// <inheritdoc/>
    public bool CanAdopt => true;

    /// <inheritdoc/>
    public string? Absence(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target.SiteOf() is not { } site || hub.HasWorker(site) ? null : $"No worker of the site '{site}' is there.";
    }

    /// <inheritdoc/>
    public Task AbsenceChangedAsync(Target target, CancellationToken cancellationToken) => hub.ChangedAsync(cancellationToken);

    /// <inheritdoc/>
    /// <remarks>An address says which device it is within its site only.</remarks>
    public async ValueTask<IReadOnlyList<string>> LockKeysAsync(WorkSpec work, Target target,
        Func<Target, CancellationToken, ValueTask<IReadOnlyList<string>>> here, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(here);
        if (target.SiteOf() is not { } site)
        {
            return await here(target, cancellationToken).ConfigureAwait(false);
        }

        // Its arguments may be large, and say nothing of the device.
        var about = new WorkOrder { JobId = "", Work = work with { Args = NoArgs }, Target = target };
        return [.. (await hub.KeysAsync(about, cancellationToken).ConfigureAwait(false)).Select(key => $"{site}/{key}")];
    }

    /// <inheritdoc/>
    public async Task<ExecutionEnd> ExecuteAsync(WorkOrder order, IRunOwner owner, RunControl control)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(owner);
        if (order.Target.SiteOf() is null)
        {
            return await local.ExecuteAsync(order, owner, control).ConfigureAwait(false);
        }

        HubRun? run;
        while ((run = hub.Place(order, owner)) is null)
        {
            if (control.SafeStop.IsCancellationRequested || Absence(order.Target) is not null)
            {
                return ExecutionEnd.LetGo; // Nobody has it yet.
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(control.SafeStop, control.OwnerLost);
            await hub.ChangedAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            control.OwnerLost.ThrowIfCancellationRequested();
        }

        return await FollowAsync(run, control, async () =>
        {
            // First on record, then told: a later owner has to know whom to ask.
            await owner.ReportAsync(new OrderPlaced(run.Worker) { Number = order.Number, Attempt = order.Attempt }, CancellationToken.None)
                .ConfigureAwait(false);
            hub.Begin(run);
        }).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<ExecutionEnd> AdoptAsync(WorkOrder order, BegunOrder begun, IRunOwner owner, RunControl control)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(begun);
        ArgumentNullException.ThrowIfNull(owner);
        var run = hub.Adopt(order, begun, owner);
        return FollowAsync(run, control, () =>
        {
            hub.Begin(run);
            return Task.CompletedTask;
        });
    }

    private async Task<ExecutionEnd> FollowAsync(HubRun run, RunControl control, Func<Task> begin)
    {
        var isLost = true;
        try
        {
            await begin().ConfigureAwait(false);
            using var stop = control.SafeStop.UnsafeRegister(_ => hub.Stop(run), null);
            var end = await run.End.WaitAsync(control.OwnerLost).ConfigureAwait(false);
            isLost = false;
            return end;
        }
        finally
        {
            hub.Remove(run, isLost);
        }
    }
}
