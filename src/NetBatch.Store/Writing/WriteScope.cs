namespace NetBatch.Store;

/// <summary>
/// What the writes of one transaction share. Each write stands in a savepoint of its own, so what is gathered here
/// is staged until that write is kept.
/// </summary>
internal sealed class WriteScope(Database database)
{
    private readonly CountDeltas kept = new();
    private readonly CountDeltas staged = new();
    private readonly Dictionary<long, string> touched = [];
    private readonly Dictionary<long, string> touching = [];
    private readonly Dictionary<(long Job, long Epoch), bool> epochs = [];
    // The number of each job's changes as our own commits left it: it only grows, whoever writes.
    private readonly Dictionary<long, long> lastChanges = [];
    private readonly Dictionary<long, long> changes = [];
    private readonly List<Action> afterwards = [];
    private readonly List<Action> stagedActions = [];
    private long sequence;
    private long stored;

    public Database Database => database;

    /// <summary>The ids of the jobs that this transaction changed.</summary>
    public IReadOnlyCollection<string> Touched => touched.Values;

    /// <summary>
    /// Whether a job of ours stands in the file as it was before our last commit: somebody has restored a copy into the open file, which
    /// keeps its identity. Nothing may be added to it then.
    /// </summary>
    public bool IsOlder { get; private set; }

    public void Begin()
    {
        Number++;
        afterwards.Clear();
        Drop();
        kept.Clear();
        touched.Clear();
        epochs.Clear();
        changes.Clear();
        sequence = stored = -1;
        IsOlder = false;
    }

    /// <summary>Which transaction it is: one that was cut off is begun anew under another number.</summary>
    public long Number { get; private set; }

    /// <summary>Something to be done when the write is kept and its transaction committed, and not otherwise.</summary>
    public void Afterwards(Action action) => stagedActions.Add(action);

    /// <summary>Keeps in mind what was committed, and must be found again.</summary>
    public void End()
    {
        afterwards.ForEach(action => action());
        afterwards.Clear();
        foreach (var (job, count) in changes)
        {
            lastChanges[job] = count;
        }
    }

    /// <summary>The next number of results, through the whole store. The file's write lock makes commits follow it.</summary>
    public long NextSequence()
    {
        if (sequence < 0)
        {
            sequence = stored = database.Number("SELECT sequence FROM store");
        }

        return ++sequence;
    }

    /// <summary>Whether the epoch still owns the job; asked of the file once a transaction, under its write lock.</summary>
    public bool Holds(long job, long epoch)
    {
        if (!epochs.TryGetValue((job, epoch), out var holds))
        {
            holds = database.Number("SELECT 1 FROM leases WHERE job = $1 AND epoch = $2", job, epoch) == 1;
            epochs.Add((job, epoch), holds);
            IsOlder |= lastChanges.TryGetValue(job, out var last)
                && database.Number("SELECT coalesce(max(changes), $2) FROM jobs WHERE key = $1", job, last) < last;
        }

        return holds;
    }

    /// <summary>Asks the file anew: a lease was given or freed in this transaction.</summary>
    public void OwnersChanged() => epochs.Clear();

    /// <summary>Counts a target's move from one state to another.</summary>
    public void Move(long job, int batch, TargetState from, TargetState to) => staged.Move(job, batch, from, to);

    /// <summary>Tells that watchers of the job have something to see.</summary>
    public void Touch(long job, string id) => touching[job] = id;

    /// <summary>Writes a line of history.</summary>
    /// <returns>Its place in the store's trail.</returns>
    public long Record(long job, DateTimeOffset at, string what, string text, string who = "") =>
        database.Number("INSERT INTO history (job, at, what, text, who) VALUES ($1, $2, $3, $4, $5) RETURNING sequence", job,
            Stored.Time(at), what, text, who);

    /// <summary>Keeps what the last write staged.</summary>
    public void Keep()
    {
        kept.Merge(staged);
        foreach (var (job, id) in touching)
        {
            touched[job] = id;
        }

        afterwards.AddRange(stagedActions);
        Drop();
    }

    /// <summary>Drops what the last write staged.</summary>
    public void Drop()
    {
        staged.Clear();
        touching.Clear();
        stagedActions.Clear();
    }

    /// <summary>Writes what was gathered: the last thing before the commit.</summary>
    public void Flush()
    {
        kept.Write(database);
        if (sequence > stored)
        {
            database.Post("UPDATE store SET sequence = $1", sequence);
        }

        foreach (var job in touched.Keys)
        {
            changes[job] = database.Number("UPDATE jobs SET changes = changes + 1 WHERE key = $1 RETURNING changes", job);
        }
    }
}
