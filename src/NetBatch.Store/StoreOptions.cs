namespace NetBatch.Store;

/// <summary>How a store is opened, whatever it is kept in.</summary>
public abstract record StoreOptions
{
    /// <summary>The only clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Sessions of all jobs on this store together, at least 1, where this process is to hold to another number than the store's
    /// own.</summary>
    public int? MaxSessions { get; init; }

    /// <summary>How long an observer must have seen a lease without renewal until it is free. Default 10 s; the same in all processes of a
    /// store.</summary>
    public TimeSpan LeaseLength { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often an owner renews its leases. Default 2 s.</summary>
    public TimeSpan RenewEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Where the digits of job ids come from; null: the system's random numbers. A seeded one makes ids that repeat, for
    /// tests.</summary>
    public Random? Ids { get; init; }

    /// <summary>What the own account has approved of a store that others can write too; null: nothing is asked.</summary>
    public IContentApproval? Approval { get; init; }

    /// <summary>The account whose jobs' notices are taken to be sent; others send their own. Where a database knows who works here, its
    /// word counts instead.</summary>
    public string Account { get; init; } = Environment.UserName;

    /// <summary>As which process leases are held.</summary>
    internal ProcessIdentity? Identity { get; init; }
}
