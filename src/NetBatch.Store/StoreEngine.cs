namespace NetBatch.Store;

/// <summary>What a store is kept in, and what differs with it.</summary>
internal abstract class StoreEngine
{
    /// <summary>Where it is, for messages.</summary>
    public abstract string Location { get; }

    /// <summary>The account that works here, where the engine knows it better than the system; else null.</summary>
    public virtual string? Account => null;

    /// <summary>How many bytes the store takes.</summary>
    public abstract long Size { get; }

    /// <summary>How long a watcher waits until it looks whether another process has changed something.</summary>
    public virtual TimeSpan Look => TimeSpan.FromMilliseconds(250);

    /// <summary>How many connections may read at once; null: any number.</summary>
    public virtual int? MostReaders => null;

    /// <summary>A connection that only reads, beside the one that writes.</summary>
    public abstract Database OpenReader();

    /// <summary>What has become of the store since it was opened, as the rest of a sentence; null: it is the one that was
    /// opened.</summary>
    public virtual string? Problem() => null;

    /// <summary>The error for <see cref="Problem"/>, after what can be rescued was rescued.</summary>
    public virtual NetBatchException Gone(Database writer, string problem, TimeProvider time) => Gone(problem);

    /// <summary>The error for <see cref="Problem"/>.</summary>
    public NetBatchException Gone(string problem) => new(ErrorCode.StoreUnusable, $"The store '{Location}' cannot be used: {problem}.",
        WhenGone);

    /// <summary>What to do about <see cref="Problem"/>.</summary>
    protected virtual string WhenGone => "Look at what removes or replaces files there (a tidy-up, a restore, a sync).";

    /// <summary>An older copy was written into the open store.</summary>
    public NetBatchException Restored() => new(
        ErrorCode.StoreUnusable,
        $"The store '{Location}' cannot be used: an older copy was restored into it while it was in use, and what came after that is gone.",
        "Look at the devices of the jobs that ran before you resume them; restore a store only while nothing uses it.");

    /// <summary>The error of an engine that cannot be used now; null: the problem is another, and a defect of ours.</summary>
    public abstract NetBatchException? Unusable(Exception problem);

    /// <summary>Whether a read that failed so may be begun anew, for the so-manieth time, this long after it was begun first.</summary>
    public abstract bool MayReadAgain(Exception problem, int tries, TimeSpan waited);

    /// <summary>Whether nobody else can write, or renew a lease, while this process waits to.</summary>
    public virtual bool WaitingKeepsAllOut => true;

    /// <summary>Whether another session had a lock for too long in the middle of a transaction, which may be begun anew.</summary>
    public virtual bool IsBlocked(Exception problem) => false;

    /// <summary>Whether a problem that keeps the store from being used is that of one write, and the others may be kept.</summary>
    public virtual bool IsOfOneWrite(Exception problem) => false;

    /// <summary>Whether a transaction was cut off before it was known how it ended: it is looked at when <see cref="Database.TryBegin"/>
    /// comes to it again.</summary>
    public virtual bool IsCut(Exception problem) => false;

    /// <summary>Whether the last transaction of a connection that was cut was committed all the same; in the next one.</summary>
    public virtual bool WasCommitted(Database writer) => false;

    /// <summary>Tells other processes which jobs have changed; in the transaction that changes them.</summary>
    public virtual void Tell(Database writer, IReadOnlyCollection<string> jobIds)
    {
    }

    /// <summary>Gives the space of what was forgotten back.</summary>
    public virtual Task GiveBackAsync(StoreWriter writer, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether other accounts can write the store, shared or not.</summary>
    public abstract bool OthersCanWrite();

    /// <summary>Gives the store to a group.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/> or <see cref="ErrorCode.StoreUnusable"/>.</exception>
    public abstract Task ShareAsync(StoreWriter writer, string group);

    /// <summary>Keeps a proof of who approves, in a place that the approver alone can write.</summary>
    public virtual void Prove(Approval approval)
    {
    }

    /// <summary>The account that has approved, by its proof; null: nobody has.</summary>
    /// <param name="database">Reads the store's tables.</param>
    /// <param name="approval">What stands in them.</param>
    public abstract string? Prover(Database database, Approval approval);
}
