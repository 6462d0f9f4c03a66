namespace NetBatch.Store.Sqlite;

/// <summary>Approvals, and the group that shares the store.</summary>
internal sealed class ApprovalTable(StoreContext context, StoreWriter writer, ReaderPool readers, string? group) : IApprovalStore
{
    private string? shared = group;

    // Another process may have shared it since.
    public string? Group => shared ??= readers.Read(StoreSharing.GroupOf);

    public async Task ShareAsync(string group, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(group);
        cancellationToken.ThrowIfCancellationRequested();
        StoreSharing.Give(context.Path, group);
        await writer.WriteAsync(scope => StoreSharing.Keep(scope.Database, group)).ConfigureAwait(false);
        shared = group;
    }

    public Task<Approval?> FindAsync(string jobId, CancellationToken cancellationToken)
    {
        var found = readers.Read(database => database.First(
            "SELECT fingerprint, who, at FROM approvals a JOIN jobs ON jobs.key = a.job WHERE id = $1 AND removed = 0",
            row => new Approval(jobId, row.GetString(0), Who.Of(row.GetString(1)), row.Time(2)), jobId));
        // Who it was is what the kernel says of the proof, not what stands in a table that the whole group writes.
        var owner = found is null || OperatingSystem.IsWindows() ? found?.Who.User
            : ApprovalProof.Owner(context.Path, jobId, found.Fingerprint);
        return Task.FromResult(owner is null ? null : found! with { Who = found.Who with { User = owner } });
    }

    public Task SaveAsync(Approval approval, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(approval);
        ApprovalProof.Write(context.Path, approval.JobId, approval.Fingerprint);
        return writer.WriteAsync(scope =>
        {
            var job = StoreContext.KeyOf(scope.Database, approval.JobId);
            scope.Database.Execute(
                "INSERT OR REPLACE INTO approvals (job, fingerprint, who, at) VALUES ($1, $2, $3, $4)",
                job, approval.Fingerprint, Who.Text(approval.Who), Stored.Time(approval.At));
            scope.Record(job, approval.At, "approved", $"Fingerprint {approval.Fingerprint}.", Who.Text(approval.Who));
            scope.Touch(job, approval.JobId);
            return true;
        }).WaitAsync(cancellationToken);
    }
}
