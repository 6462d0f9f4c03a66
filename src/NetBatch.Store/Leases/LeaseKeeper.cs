namespace NetBatch.Store;

/// <summary>Renews the leases of this process, all in one transaction.</summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<JobOwnership> owned = [];
    private readonly StoreWriter writer;
    private readonly TimeProvider time;
    private readonly TimeSpan fresh;
    private readonly int mostMissed;
    private readonly ITimer timer;
    private bool renewing;

    public LeaseKeeper(StoreWriter writer, TimeProvider time, TimeSpan length, TimeSpan every)
    {
        this.writer = writer;
        this.time = time;
        fresh = length - every;
        mostMissed = (int)Math.Ceiling(length / every);
        timer = time.CreateTimer(_ => Renew(), null, every, every);
    }

    public void Add(JobOwnership ownership)
    {
        lock (gate)
        {
            owned.Add(ownership);
        }
    }

    public void Remove(JobOwnership ownership)
    {
        lock (gate)
        {
            owned.Remove(ownership);
        }
    }

    public JobOwnership[] All()
    {
        lock (gate)
        {
            return [.. owned];
        }
    }

    /// <summary>Now, on the clock that leases are measured by.</summary>
    public long Now => time.GetTimestamp();

    /// <summary>
    /// Ends when a lease's last renewal that is in the file is younger than its length by one turn at least; renews it
    /// where it is not. Observers count from the renewal as they see it, which is later than ours.
    /// </summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.LeaseLost"/>: another process has the job.</exception>
    public ValueTask ConfirmAsync(JobOwnership ownership, CancellationToken cancellationToken) =>
        ownership.IsLost || time.GetElapsedTime(ownership.RenewedAt) >= fresh ? RenewAsync(ownership, cancellationToken)
            : ValueTask.CompletedTask;

    private async ValueTask RenewAsync(JobOwnership ownership, CancellationToken cancellationToken)
    {
        do
        {
            var asked = Now;
            if (ownership.IsLost
                || !await writer.WriteAsync(scope => Renew(scope, ownership)).WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                ownership.Lose();
                throw StoreErrors.LeaseLost(ownership.JobId);
            }

            ownership.RenewedAt = asked;
        }
        while (time.GetElapsedTime(ownership.RenewedAt) >= fresh);
    }

    private static bool Renew(WriteScope scope, JobOwnership ownership) =>
        scope.Holds(ownership.Job, ownership.Epoch)
            && scope.Database.Execute("UPDATE leases SET counter = counter + 1 WHERE job = $1 AND epoch = $2", ownership.Job,
                ownership.Epoch) == 1;

    public ValueTask DisposeAsync() => timer.DisposeAsync();

    /// <summary>
    /// Missed turns are counted instead of time: a process that was stopped as a whole has missed none, and the file
    /// tells whether its jobs were taken meanwhile.
    /// </summary>
    private void Renew()
    {
        JobOwnership[] mine;
        lock (gate)
        {
            mine = [.. owned];
            foreach (var ownership in mine)
            {
                // While another program locks the file nobody can take a job over, and its owner waits: what is sent asks its fence first.
                if (!writer.IsWaiting && ++ownership.Missed > mostMissed)
                {
                    ownership.Lose();
                    owned.Remove(ownership);
                }
            }

            if (renewing || mine.Length == 0)
            {
                return;
            }

            renewing = true;
        }

        _ = RenewAsync(mine);
    }

    private async Task RenewAsync(JobOwnership[] mine)
    {
        try
        {
            var asked = Now;
            await writer.WriteAheadAsync(
                scope =>
                {
                    foreach (var ownership in mine)
                    {
                        if (!Renew(scope, ownership))
                        {
                            ownership.Lose();
                        }
                    }

                    return true;
                }).ConfigureAwait(false);
            lock (gate)
            {
                foreach (var ownership in mine)
                {
                    ownership.Missed = 0;
                    ownership.RenewedAt = asked;
                }

                owned.RemoveAll(ownership => ownership.IsLost);
            }
        }
        catch (Exception problem) when (problem is NetBatchException or ObjectDisposedException)
        {
            // A turn that failed is a missed one: the owner is told when all have failed for the lease's length, or the file has gone.
            foreach (var ownership in writer.IsGone ? mine : [])
            {
                ownership.Lose();
            }
        }
        finally
        {
            lock (gate)
            {
                renewing = false;
            }
        }
    }
}
