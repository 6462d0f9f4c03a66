namespace NetBatch.Store;

/// <summary>Forgets jobs and gives their space back, in slices: no other owner waits long for the file's write lock.</summary>
internal sealed class JobRemoval(StoreContext context, StoreWriter writer, StoreEngine engine)
{
    private const int FewestRows = 50;
    private const int MostRows = 20_000;

    /// <summary>How long a slice should hold the file's write lock; the next one is made longer or shorter by it.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromMilliseconds(50);

    private const string Removed = "SELECT key FROM jobs WHERE removed = 1";

    // Outputs first: they are the most. What goes by cascade is little by then.
    private static readonly string[] Slices =
    [
        $"DELETE FROM outputs WHERE key IN (SELECT key FROM outputs WHERE job IN ({Removed}) LIMIT $1)",
        $"DELETE FROM rows WHERE key IN (SELECT rows.key FROM row_sets JOIN rows ON rows.row_set = row_sets.key WHERE row_sets.job IN ("
            + $"{Removed}) LIMIT $1)",
        $"DELETE FROM documents WHERE key IN (SELECT key FROM documents WHERE job IN ({Removed}) LIMIT $1)",
        $"DELETE FROM target_args WHERE (job, number) IN (SELECT job, number FROM target_args WHERE job IN ({Removed}) LIMIT $1)",
        $"DELETE FROM row_sets WHERE key IN (SELECT key FROM row_sets WHERE job IN ({Removed}) LIMIT $1)",
        $"DELETE FROM steps WHERE sequence IN (SELECT sequence FROM steps WHERE job IN ({Removed}) LIMIT $1)",
        $"DELETE FROM attempts WHERE key IN (SELECT key FROM attempts WHERE job IN ({Removed}) LIMIT $1)",
        $"DELETE FROM history WHERE sequence IN (SELECT sequence FROM history WHERE job IN ({Removed}) LIMIT $1)",
        $"DELETE FROM runs WHERE (job, number) IN (SELECT job, number FROM runs WHERE job IN ({Removed}) LIMIT $1)",
        $"DELETE FROM jobs WHERE key IN ({Removed} LIMIT $1)",
    ];

    /// <param name="jobIds">The jobs.</param>
    /// <param name="who">Who removes them.</param>
    /// <param name="strict">Whether a job that is missing or owned is an error; else it is passed over.</param>
    /// <param name="cancellationToken">Stops the giving back of space; a later removal goes on with it.</param>
    /// <returns>The ids of the jobs that are gone.</returns>
    public async Task<IReadOnlyList<string>> RemoveAsync(IReadOnlyList<string> jobIds, Requester who, bool strict,
        CancellationToken cancellationToken)
    {
        // From this commit on the jobs are gone for everybody; what follows is space.
        var gone = await writer.WriteAsync(scope => jobIds.Where(id => Hide(scope, id, who, strict)).ToArray()).WaitAsync(cancellationToken)
            .ConfigureAwait(false);
        foreach (var sql in Slices)
        {
            await DeleteAsync(sql, cancellationToken).ConfigureAwait(false);
        }

        await engine.GiveBackAsync(writer, cancellationToken).ConfigureAwait(false);
        return gone;
    }

    private async Task DeleteAsync(string sql, CancellationToken cancellationToken)
    {
        for (var limit = FewestRows; ;)
        {
            var (rows, begun) = (limit, context.Time.GetTimestamp());
            if (await writer.WriteAsync(scope => scope.Database.Execute(sql, rows)).WaitAsync(cancellationToken)
                .ConfigureAwait(false) < rows)
            {
                return;
            }

            limit = context.Time.GetElapsedTime(begun) < Hold ? Math.Min(limit * 2, MostRows) : Math.Max(limit / 2, FewestRows);
        }
    }

    private bool Hide(WriteScope scope, string jobId, Requester who, bool strict)
    {
        var job = strict ? StoreContext.KeyOf(scope.Database, jobId)
            : scope.Database.Number("SELECT key FROM jobs WHERE id = $1 AND removed = 0", jobId);
        if (job == 0)
        {
            return false;
        }

        if (StoreContext.LeaseOf(scope.Database, job) is { } lease && context.Judge.Lives(lease))
        {
            return strict
                ? throw new NetBatchException(ErrorCode.JobOwned, $"The job {jobId} is run by process {lease.ProcessId} on {lease.Host}.",
                    "Stop it first.")
                : false;
        }

        // The line takes its place in the history, which goes with the job; its copy stays.
        var line = scope.Record(job, context.Time.GetUtcNow(), "removed", "Removed with its results.", Who.Text(who));
        scope.Database.Post(
            """
            INSERT INTO removals (sequence, at, job, name, text, who)
            SELECT sequence, at, id, name, text, who FROM history JOIN jobs ON key = history.job WHERE sequence = $1
            """,
            line);
        scope.Database.Post("UPDATE jobs SET removed = 1, epoch = epoch + 1 WHERE key = $1", job);
        scope.Database.Post("DELETE FROM leases WHERE job = $1", job);
        scope.Database.Post("DELETE FROM locks WHERE job = $1", job);
        scope.OwnersChanged();
        scope.Touch(job, jobId);
        return true;
    }
}
