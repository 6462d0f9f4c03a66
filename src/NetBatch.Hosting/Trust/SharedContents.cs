namespace NetBatch.Hosting;

/// <summary>What others could have written into a store that is shared, and the own account's approvals of it.</summary>
public sealed class SharedContents
{
    private static readonly string[] Sorts = ["notification", "provider", "template", "schedule", "workflow", "project"];
    private static readonly string[] Kinds = ["device", "instance"];

    private readonly NetBatchHost host;

    internal SharedContents(NetBatchHost host) => this.host = host;

    /// <summary>Whether anything needs an approval here: others can write the store, too.</summary>
    public bool IsShared => host.Store.Definitions.Approval is not null;

    /// <summary>Everything that needs an approval; nothing where the store is the own account's alone.</summary>
    public async IAsyncEnumerable<SharedContent> ListAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (host.Store.Definitions.Approval is not { } approval)
        {
            yield break;
        }

        foreach (var sort in Sorts)
        {
            await foreach (var one in host.Store.Definitions.ReadAsync(sort, [], cancellationToken).ConfigureAwait(false))
            {
                var content = one.Content.GetRawText();
                yield return new SharedContent(sort, one.Name, one.ChangedBy, approval.IsApproved(sort, one.Name, content), content);
            }
        }

        foreach (var kind in Kinds)
        {
            await foreach (var target in host.Store.Targets.ReadAsync(kind, [], cancellationToken).ConfigureAwait(false))
            {
                var content = StoredForm.Write(target);
                yield return new SharedContent(kind, target.Name, "", approval.IsApproved(kind, target.Name, content), content);
            }
        }

        foreach (var file in ApprovedFiles.List(host.Store.Location))
        {
            yield return file;
        }
    }

    /// <summary>A job that another account made, for one who wants to run it here.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.JobNotFound"/>.</exception>
    public async Task<SharedContent> JobAsync(string jobId, CancellationToken cancellationToken)
    {
        var job = await host.Store.GetAsync(jobId, cancellationToken).ConfigureAwait(false);
        var content = await host.Approvals.ContentAsync(jobId, cancellationToken).ConfigureAwait(false);
        var approval = host.Store.Definitions.Approval;
        return new SharedContent("job", job.Id, job.CreatedBy, approval is null || approval.IsApproved("job", job.Id, content), content);
    }

    /// <summary>Contents of a sort by name, to be looked at and approved.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: nothing of that sort and name stands here.</exception>
    public async Task<IReadOnlyList<SharedContent>> MatchingAsync(string sort, IReadOnlyList<string> names,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (sort == "job")
        {
            return await names.ToAsyncEnumerable()
                .Select(async (string id, CancellationToken cut) => await JobAsync(id, cut).ConfigureAwait(false))
                .ToListAsync(cancellationToken).ConfigureAwait(false);
        }

        var found = await ListAsync(cancellationToken).Where(one => one.Sort == sort && Wildcard.MatchesAny(names, one.Name))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return found.Count > 0 ? found : throw new NetBatchException(
            ErrorCode.InvalidArgument,
            $"There is nothing of the sort '{sort}' named {string.Join(", ", names.Select(name => $"'{name}'"))} that needs an approval.",
            IsShared ? $"Sorts are {string.Join(", ", (string[])[.. Sorts, .. Kinds, .. ApprovedFiles.Folders])} and job."
                : "Nobody else can write this store: all that stands in it is this account's own.");
    }

    /// <summary>Approves a content as it was shown, for this account alone.</summary>
    public void Approve(SharedContent shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        if (ApprovedFiles.Folders.Contains(shown.Sort))
        {
            ApprovedFiles.Approve(host.Store.Location, shown);
        }
        else
        {
            host.Store.Definitions.Approval?.Approve(shown.Sort, [(shown.Name, shown.Content)]);
        }
    }

    /// <summary>Refuses targets that stand in the shared inventory as somebody else has written them: their addresses say where secrets
    /// go.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.ApprovalRequired"/>.</exception>
    internal async Task EnsureTargetsAsync(IReadOnlyList<Target> targets, CancellationToken cancellationToken)
    {
        if (host.Store.Targets.Approval is not { } approval)
        {
            return;
        }

        var used = targets.SelectMany(target =>
            target is Pipeline pipeline ? ((Target?[])[pipeline.Database, pipeline.Source]).OfType<Target>() : [target])
            .ToLookup(target => target.Kind);
        foreach (var kind in used)
        {
            var byName = kind.DistinctBy(target => target.Name, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(target => target.Name, StringComparer.OrdinalIgnoreCase);
            List<Target> kept = [];
            await foreach (var target in host.Store.Targets.ReadAsync(kind.Key, [.. byName.Keys.Where(name => !Wildcard.Has(name))],
                cancellationToken).ConfigureAwait(false))
            {
                if (byName.TryGetValue(target.Name, out var one) && IsSameWay(one, target))
                {
                    kept.Add(target);
                }
            }

            approval.Ensure(kept);
        }
    }

    // A target that was given by a file or by its address may share its name with one of the inventory, and leads elsewhere.
    private static bool IsSameWay(Target used, Target kept) => (used, kept) switch
    {
        (Device one, Device other) => one.Address == other.Address && one.Port == other.Port,
        (DatabaseInstance one, DatabaseInstance other) =>
            StoredForm.Write(one with { Credential = null, Labels = other.Labels }) == StoredForm.Write(other with { Credential = null }),
        _ => true,
    };
}
