namespace NetBatch.Store.Sqlite;

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
    private long sequence;
    private long stored;

    public Database Database => database;

    /// <summary>The ids of the jobs that this transaction changed.</summary>
    public IReadOnlyCollection<string> Touched => touched.Values;

    public void Begin()
    {
        Drop();
        kept.Clear();
        touched.Clear();
        epochs.Clear();
        sequence = stored = -1;
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
    public void Record(long job, DateTimeOffset at, string what, string text, string who = "") =>
        database.Execute("INSERT INTO history (job, at, what, text, who) VALUES ($1, $2, $3, $4, $5)", job, Stored.Time(at), what, text,
            who);

    /// <summary>Keeps what the last write staged.</summary>
    public void Keep()
    {
        kept.Merge(staged);
        foreach (var (job, id) in touching)
        {
            touched[job] = id;
        }

        Drop();
    }

    /// <summary>Drops what the last write staged.</summary>
    public void Drop()
    {
        staged.Clear();
        touching.Clear();
    }

    /// <summary>Writes what was gathered: the last thing before the commit.</summary>
    public void Flush()
    {
        kept.Write(database);
        if (sequence > stored)
        {
            database.Execute("UPDATE store SET sequence = $1", sequence);
        }

        foreach (var job in touched.Keys)
        {
            database.Execute("UPDATE jobs SET changes = changes + 1 WHERE key = $1", job);
        }
    }
}
