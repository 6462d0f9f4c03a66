namespace NetBatch;

/// <summary>What hubs, and those who leave their jobs to them, keep in a store.</summary>
public interface IClusterStore
{
    /// <summary>Whether the jobs of this store are run by hubs, and not by the processes that make them.</summary>
    Task<bool> HasHubsAsync(CancellationToken cancellationToken);

    /// <summary>Says who runs the store's jobs from now on.</summary>
    /// <param name="has">True: hubs; false: whoever makes them.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task SetHubsAsync(bool has, CancellationToken cancellationToken);

    /// <summary>Leaves a job to the hubs until it has ended.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="start">How it is begun, or begun again.</param>
    /// <param name="who">Who leaves it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.JobNotFound"/>.</exception>
    Task HandOverAsync(string jobId, RunStart start, Requester who, CancellationToken cancellationToken);

    /// <summary>Jobs that were left to the hubs, have something to do, and are owned by no living process; oldest first. One that is
    /// paused has nothing to do until somebody asks.</summary>
    Task<IReadOnlyList<HandedJob>> ReadHandedAsync(CancellationToken cancellationToken);

    /// <summary>Keeps a worker, in place of what was known of one of its name.</summary>
    Task SaveWorkerAsync(BatchWorker worker, CancellationToken cancellationToken);

    /// <summary>The workers, by site and name.</summary>
    Task<IReadOnlyList<BatchWorker>> ReadWorkersAsync(CancellationToken cancellationToken);

    /// <summary>Forgets a worker; false where there is none of that name.</summary>
    Task<bool> RemoveWorkerAsync(string name, CancellationToken cancellationToken);

    /// <summary>Keeps an invitation that may be used once.</summary>
    Task InviteAsync(WorkerInvitation invitation, CancellationToken cancellationToken);

    /// <summary>Uses an invitation up; null: there is none of that hash, it was used, or it is over.</summary>
    /// <param name="hash">SHA-256 of its secret, in hexadecimal digits.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<WorkerInvitation?> AcceptAsync(string hash, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A job that was left to the hubs.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Start">How it is begun, or begun again; null: it was begun, and its hub is gone.</param>
/// <param name="Who">Who left it.</param>
public sealed record HandedJob(string JobId, RunStart? Start, string Who);

/// <summary>Leave to join a store's cluster as a worker, once.</summary>
/// <param name="Hash">SHA-256 of its secret, in hexadecimal digits; the secret itself is kept nowhere.</param>
/// <param name="Site">The site that it is for.</param>
/// <param name="Until">When it is over.</param>
/// <param name="By">Who gave it.</param>
public sealed record WorkerInvitation(string Hash, string Site, DateTimeOffset Until, string By);

/// <summary>A process that works on the targets of a site for the hubs.</summary>
public sealed record BatchWorker
{
    /// <summary>The network that it works in.</summary>
    public required string Site { get; init; }

    /// <summary>Its name; unique among the workers of a store, whatever their sites.</summary>
    public required string Name { get; init; }

    /// <summary>Its public key: who has the other half is this worker.</summary>
    public required string Key { get; init; }

    /// <summary>Its public key for secrets that are sealed for it (SubjectPublicKeyInfo of a P-256 key, Base64).</summary>
    public string? SealKey { get; init; }

    /// <summary>When it joined.</summary>
    public DateTimeOffset JoinedAt { get; init; }

    /// <summary>Who let it in.</summary>
    public string InvitedBy { get; init; } = "";

    /// <summary>Whether it was shut out: it gets nothing more to do, whatever it says.</summary>
    public bool Revoked { get; init; }

    /// <summary>NetBatch's version at its last word, or null where nothing was heard yet.</summary>
    public string? Version { get; init; }

    /// <summary>How many targets it works on at once.</summary>
    public int Capacity { get; init; }

    /// <summary>How many it worked on at its last word.</summary>
    public int InFlight { get; init; }

    /// <summary>When it was last heard of, or null.</summary>
    public DateTimeOffset? LastHeard { get; init; }

    /// <summary>Its name and site.</summary>
    public override string ToString() => $"{Name} ({Site})";
}
