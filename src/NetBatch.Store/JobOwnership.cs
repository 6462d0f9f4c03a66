namespace NetBatch.Store;

/// <summary>A job that this process owns.</summary>
internal sealed class JobOwnership : IJobOwnership
{
    /// <summary>The most bytes in one piece of output.</summary>
    private const int MostOutput = 1024 * 1024;

    private readonly StoreContext context;
    private readonly StoreWriter writer;
    private readonly ReaderPool readers;
    private readonly LeaseKeeper keeper;
    private readonly RunEventWriter reports;
    private readonly CancellationTokenSource lost = new();
    private int released;
    private long renewedAt;

    public JobOwnership(StoreContext context, StoreWriter writer, ReaderPool readers, LeaseKeeper keeper, Taken taken)
    {
        this.context = context;
        this.writer = writer;
        this.readers = readers;
        this.keeper = keeper;
        Job = taken.Job;
        JobId = taken.JobId;
        Epoch = taken.Epoch;
        Orphans = taken.Orphans;
        OpenChanges = taken.OpenChanges;
        Adopted = taken.Adopted;
        Lost = lost.Token;
        reports = new RunEventWriter(Job, Epoch, context.Me.Host);
        renewedAt = taken.At;
        context.Judge.Hold(Job, Epoch);
        keeper.Add(this);
    }

    /// <summary>The job's key in the file.</summary>
    public long Job { get; }

    public string JobId { get; }

    public long Epoch { get; }

    public CancellationToken Lost { get; }

    public IReadOnlyList<ChildProcess> Orphans { get; }

    public IReadOnlyList<int> OpenChanges { get; }

    public IReadOnlyList<AdoptedOrder> Adopted { get; }

    /// <summary>Turns of renewal since the last that was written; the keeper's.</summary>
    public int Missed { get; set; }

    /// <summary>When the last renewal that is in the file was asked for, in the store's clock; the keeper's.</summary>
    public long RenewedAt
    {
        get => Volatile.Read(ref renewedAt);
        set => Volatile.Write(ref renewedAt, value);
    }

    public bool IsLost => lost.IsCancellationRequested;

    public Task WriteAsync(JobEvent what)
    {
        if (what is StepOutput { Bytes.Length: > MostOutput } output)
        {
            throw new ArgumentException($"A piece of output has {output.Bytes.Length} bytes, more than {MostOutput}.", nameof(what));
        }

        ReadOnlyMemory<byte>? content = what switch
        {
            StepOutput piece => piece.Bytes,
            StepRows rows => rows.Content,
            DocumentKept document => document.Content,
            _ => null,
        };
        if (content is not { } bytes)
        {
            return OwnAsync(scope => Write(scope, what, default));
        }

        // Packed by the caller, many at once, and not by the one writer.
        var packed = OutputCodec.Pack(bytes.Span);
        return OwnAsync(scope => Write(scope, what, packed), packed.Bytes.Length);
    }

    public ValueTask ConfirmAsync(CancellationToken cancellationToken) => keeper.ConfirmAsync(this, cancellationToken);

    public async Task<IReadOnlyList<JobRequest>> TakeRequestsAsync(CancellationToken cancellationToken)
    {
        // Asked four times a second: only where there is something is it worth a write.
        var any = readers.Read(database => database.Number("SELECT EXISTS (SELECT 1 FROM requests WHERE job = $1)", Job) == 1);
        return any ? await OwnAsync(TakeRequests).WaitAsync(cancellationToken).ConfigureAwait(false) : [];
    }

    public Task<bool> ReserveSessionsAsync(int sessions, int priority, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sessions);
        if (sessions > readers.Read(context.MostSessions))
        {
            // It can come in only when the number is raised again, and must not keep those out until then who could.
            return Task.FromResult(false);
        }

        return OwnAsync(scope => new SessionLedger(context).Reserve(scope, Job, sessions, priority)).WaitAsync(cancellationToken);
    }

    public Task<string?> LockAsync(IReadOnlyList<string> keys, int number, CancellationToken cancellationToken) =>
        OwnAsync(scope => new DeviceLocks(context).Lock(scope, Job, Epoch, keys, number)).WaitAsync(cancellationToken);

    public Task UnlockAsync(int number, CancellationToken cancellationToken) =>
        OwnAsync(scope => DeviceLocks.Unlock(scope.Database, Job, number)).WaitAsync(cancellationToken);

    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref released, 1) == 1)
        {
            return;
        }

        keeper.Remove(this);
        context.Judge.LetGo(Job, Epoch);
        // The queue keeps its order: what was written before is durable with this or earlier.
        await writer.WriteAsync(Release).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is NetBatchException or ObjectDisposedException)
        {
            // The lease ends by itself then: with the process, or after its length.
        }
    }

    /// <summary>Tells whoever works for this job that it is no longer ours. Never runs their code on this thread.</summary>
    public void Lose()
    {
        context.Judge.LetGo(Job, Epoch);
        _ = lost.CancelAsync();
    }

    private Task<T> OwnAsync<T>(Func<WriteScope, T> write, int bytes = 0) =>
        writer.WriteAsync(
            scope =>
            {
                if (IsLost || !scope.Holds(Job, Epoch))
                {
                    if (Volatile.Read(ref released) == 0)
                    {
                        Lose();
                    }

                    throw StoreErrors.LeaseLost(JobId);
                }

                return write(scope);
            },
            bytes);

    private bool Write(WriteScope scope, JobEvent what, (int, byte[]) packed)
    {
        switch (what)
        {
            case JobChanged job:
                JobEventWriter.Write(scope, Job, Epoch, job);
                break;
            case BatchChanged batch:
                JobEventWriter.Write(scope, Job, batch);
                break;
            case TargetChanged target:
                JobEventWriter.Write(scope, Job, target);
                break;
            case AttemptStarted attempt:
                JobEventWriter.Write(scope, Job, Epoch, context.Me.Host, attempt);
                break;
            case RunEvent report:
                reports.Write(scope, report, packed);
                break;
            default:
                throw new NotSupportedException($"{what.GetType().Name} is no event of a job.");
        }

        scope.Touch(Job, JobId);
        return true;
    }

    private List<JobRequest> TakeRequests(WriteScope scope)
    {
        var requests = scope.Database.List(
            "SELECT kind, who, at FROM requests WHERE job = $1 ORDER BY key",
            row => new JobRequest(row.Enum<JobRequestKind>(0), row.Text(1), row.Time(2)), Job);
        scope.Database.Execute("DELETE FROM requests WHERE job = $1", Job);
        return requests;
    }

    private bool Release(WriteScope scope)
    {
        if (!scope.Holds(Job, Epoch))
        {
            return false;
        }

        DeviceLocks.FreeOf(scope.Database, Job);
        scope.Database.Execute("DELETE FROM leases WHERE job = $1 AND epoch = $2", Job, Epoch);
        scope.OwnersChanged();
        scope.Touch(Job, JobId);
        return true;
    }
}
