namespace NetBatch.Store;

/// <summary>How the counts of jobs and batches change within a transaction; written once, at its end.</summary>
internal sealed class CountDeltas
{
    public const string Columns =
        "pending, in_flight, completed, failed, connection_failed, skipped, stopped, interrupted, outcome_unknown";

    private const string Sum = """
        pending = pending + $3, in_flight = in_flight + $4, completed = completed + $5, failed = failed + $6,
        connection_failed = connection_failed + $7, skipped = skipped + $8, stopped = stopped + $9,
        interrupted = interrupted + $10, outcome_unknown = outcome_unknown + $11
        """;

    private const string SumOfJob = $"UPDATE jobs SET {Sum} WHERE key = $1 AND 0 = $2";
    private const string SumOfBatch = $"UPDATE batches SET {Sum} WHERE job = $1 AND number = $2";

    // Batch 0 stands for the job.
    private readonly Dictionary<(long Job, int Batch), int[]> sums = [];

    public void Move(long job, int batch, TargetState from, TargetState to)
    {
        Add((job, 0), from, to);
        Add((job, batch), from, to);
    }

    public void Merge(CountDeltas other)
    {
        foreach (var (key, counts) in other.sums)
        {
            var mine = Of(key);
            for (var index = 0; index < counts.Length; index++)
            {
                mine[index] += counts[index];
            }
        }
    }

    public void Clear() => sums.Clear();

    public void Write(Database database)
    {
        foreach (var ((job, batch), n) in sums)
        {
            database.Post(
                batch == 0 ? SumOfJob : SumOfBatch,
                job, batch, n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8]);
        }
    }

    private static int Column(TargetState state) => state switch
    {
        TargetState.Pending => 0,
        TargetState.Completed => 2,
        TargetState.Failed => 3,
        TargetState.ConnectionFailed => 4,
        TargetState.Skipped => 5,
        TargetState.Stopped => 6,
        TargetState.Interrupted => 7,
        TargetState.OutcomeUnknown => 8,
        _ => 1,
    };

    private void Add((long, int) key, TargetState from, TargetState to)
    {
        var counts = Of(key);
        counts[Column(from)]--;
        counts[Column(to)]++;
    }

    private int[] Of((long, int) key)
    {
        if (!sums.TryGetValue(key, out var counts))
        {
            sums.Add(key, counts = new int[9]);
        }

        return counts;
    }
}
