namespace NetBatch.Store.Sqlite;

/// <summary>Forgets jobs and gives their space back, in slices: no other owner waits long for the file's write lock.</summary>
internal sealed class JobRemoval(StoreContext context, StoreWriter writer)
{
    private const int Rows = 2000;
    private const int OutputRows = 50;
    private const int Pages = 2000;

    // Outputs are large, the others small. What goes by cascade is little by then.
    private static readonly (string Sql, int Limit)[] Slices =
    [
        ("DELETE FROM outputs WHERE key IN (SELECT key FROM outputs WHERE job = $1 LIMIT $2)", OutputRows),
        ("DELETE FROM rows WHERE key IN (SELECT rows.key FROM row_sets JOIN rows ON rows.row_set = row_sets.key WHERE row_sets.job = $1 LIMIT $2)", OutputRows),
        ("DELETE FROM documents WHERE key IN (SELECT key FROM documents WHERE job = $1 LIMIT $2)", OutputRows),
        ("DELETE FROM target_args WHERE job = $1 AND number IN (SELECT number FROM target_args WHERE job = $1 LIMIT $2)", OutputRows),
        ("DELETE FROM row_sets WHERE key IN (SELECT key FROM row_sets WHERE job = $1 LIMIT $2)", Rows),
        ("DELETE FROM steps WHERE sequence IN (SELECT sequence FROM steps WHERE job = $1 LIMIT $2)", Rows),
        ("DELETE FROM attempts WHERE key IN (SELECT key FROM attempts WHERE job = $1 LIMIT $2)", Rows),
        ("DELETE FROM history WHERE sequence IN (SELECT sequence FROM history WHERE job = $1 LIMIT $2)", Rows),
        ("DELETE FROM runs WHERE job = $1 AND number IN (SELECT number FROM runs WHERE job = $1 LIMIT $2)", Rows),
        ("DELETE FROM jobs WHERE key = $1 AND $2", 1),
    ];

    public async Task RemoveAsync(string jobId, CancellationToken cancellationToken)
    {
        // From this commit on the job is gone for everybody; what follows is space.
        var gone = await writer.WriteAsync(scope => Hide(scope, jobId)).WaitAsync(cancellationToken).ConfigureAwait(false);
        foreach (var job in gone)
        {
            foreach (var (sql, limit) in Slices)
            {
                while (await writer.WriteAsync(scope => scope.Database.Execute(sql, job, limit)).WaitAsync(cancellationToken).ConfigureAwait(false) >= limit
                    && limit > 1)
                {
                }
            }
        }

        while (await writer.WriteAsync(GiveBack).WaitAsync(cancellationToken).ConfigureAwait(false) > 0)
        {
        }
    }

    /// <summary>Also finds what an earlier removal that was cut off has left.</summary>
    private List<long> Hide(WriteScope scope, string jobId)
    {
        var job = StoreContext.KeyOf(scope.Database, jobId);
        if (StoreContext.LeaseOf(scope.Database, job) is { } lease && context.Judge.Lives(lease))
        {
            throw new NetBatchException(
                ErrorCode.JobOwned, $"The job {jobId} is run by process {lease.ProcessId} on {lease.Host}.", "Stop it first.");
        }

        scope.Database.Execute("UPDATE jobs SET removed = 1, epoch = epoch + 1 WHERE key = $1", job);
        scope.Database.Execute("DELETE FROM leases WHERE job = $1", job);
        scope.Database.Execute("DELETE FROM locks WHERE job = $1", job);
        scope.OwnersChanged();
        scope.Touch(job, jobId);
        return scope.Database.List("SELECT key FROM jobs WHERE removed = 1", row => row.GetInt64(0));
    }

    /// <summary>Gives free pages back to the disk; the file shrinks when the log is folded into it.</summary>
    private static long GiveBack(WriteScope scope)
    {
        // A row for each page: it works as far as it is read.
        scope.Database.List($"PRAGMA incremental_vacuum({Pages})", _ => 0);
        return scope.Database.Number("PRAGMA freelist_count");
    }
}
