namespace NetBatch.Store;

/// <summary>Approvals, and the group that shares the store.</summary>
internal sealed class ApprovalTable(StoreWriter writer, ReaderPool readers, StoreEngine engine) : IApprovalStore
{
    private string? shared;

    // Another process may have shared it since.
    public string? Group => shared ??= readers.Read(database => database.Setting("group"));

    public async Task ShareAsync(string group, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(group);
        cancellationToken.ThrowIfCancellationRequested();
        await engine.ShareAsync(writer, group).ConfigureAwait(false);
        shared = group;
    }

    public Task<Approval?> FindAsync(string jobId, CancellationToken cancellationToken)
    {
        return Task.FromResult(readers.Read(database =>
        {
            var found = database.First(
                "SELECT fingerprint, who, at FROM approvals a JOIN jobs ON jobs.key = a.job WHERE id = $1 AND removed = 0",
                row => new Approval(jobId, row.Text(0), Who.Of(row.Text(1)), row.Time(2)), jobId);
            // Who it was is what the engine can prove, not what stands in a table that the whole group writes.
            var owner = found is null ? null : engine.Prover(database, found);
            return string.IsNullOrEmpty(owner) ? null : found! with { Who = found.Who with { User = owner } };
        }));
    }

    public Task SaveAsync(Approval approval, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(approval);
        engine.Prove(approval);
        return writer.WriteAsync(scope =>
        {
            var job = StoreContext.KeyOf(scope.Database, approval.JobId);
            scope.Database.Post(
                """
                INSERT INTO approvals (job, fingerprint, who, at) VALUES ($1, $2, $3, $4)
                ON CONFLICT (job) DO UPDATE SET fingerprint = excluded.fingerprint, who = excluded.who, at = excluded.at
                """,
                job, approval.Fingerprint, Who.Text(approval.Who), Stored.Time(approval.At));
            scope.Record(job, approval.At, "approved", $"Fingerprint {approval.Fingerprint}.", Who.Text(approval.Who));
            scope.Touch(job, approval.JobId);
            return true;
        }).WaitAsync(cancellationToken);
    }
}
