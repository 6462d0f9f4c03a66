namespace NetBatch;

/// <summary>What other persons have approved, and who shares the store.</summary>
public interface IApprovalStore
{
    /// <summary>The group whose members share the store, or null: it is its owner's alone, and nothing can be approved.</summary>
    string? Group { get; }

    /// <summary>Gives the store to a group: its file becomes 0660, its folder 2770.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is no such group;
    /// <see cref="ErrorCode.StoreUnusable"/>: the files cannot be given to it.</exception>
    Task ShareAsync(string group, CancellationToken cancellationToken);

    /// <summary>A job's approval, or null.</summary>
    Task<Approval?> FindAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Keeps a job's approval in the place of an earlier one.</summary>
    Task SaveAsync(Approval approval, CancellationToken cancellationToken);
}
