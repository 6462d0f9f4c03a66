using NetBatch.Testing;

namespace NetBatch.Engine.Tests.Support;

/// <summary>A store for one job in memory: applies events as a real one does and refuses writes of a lost epoch.</summary>
internal sealed class MemoryStore(JobSpec spec, JobPlan plan) : UnusedStore, IApprovalStore
{
    public const string Id = "batch_00000001";

    private readonly Lock gate = new();
    private readonly TargetRun[] runs =
    [
        .. plan.Targets.Select((target, index) => new TargetRun
        {
            JobId = Id,
            Number = index + 1,
            Batch = plan.Batches.Single(batch => index + 1 >= batch.First && index + 1 <= batch.Last).Number,
            Target = target,
        }),
    ];

    private readonly Dictionary<string, (long Epoch, int Number)> locks = [];
    private readonly Dictionary<int, string> openChanges = [];
    private readonly Dictionary<int, AdoptedOrder> orders = [];
    private readonly List<JobRequest> requests = [];
    private readonly BatchState[] batchStates = new BatchState[plan.Batches.Count];
    private long epoch;
    private int writes;

    public List<JobEvent> Events { get; } = [];

    /// <summary>Which write fails, from 1, and of what; null: none.</summary>
    public (int Number, Exception Problem)? FailingWrite { get; set; }

    public JobState State { get; private set; }

    public EndReason EndReason { get; private set; }

    public WaitReason WaitReason { get; private set; }

    public string? Message { get; private set; }

    public int Attempt { get; private set; } = 1;

    public IReadOnlyList<TargetRun> Runs => runs;

    public IReadOnlyList<BatchState> BatchStates => batchStates;

    /// <summary>False: sessions are not free yet.</summary>
    public bool SessionsFree { get; set; } = true;

    /// <summary>Keys that another job holds.</summary>
    public HashSet<string> LockedByOthers { get; } = [];

    public override IApprovalStore Approvals => this;

    /// <summary>The approval that was given, or null.</summary>
    public Approval? Approval { get; set; }

    /// <summary>Other jobs, by id, as they stand.</summary>
    public Dictionary<string, JobState> Others { get; } = [];

    /// <summary>Sessions that the job holds now.</summary>
    public int Sessions { get; private set; }

    string? IApprovalStore.Group => "ops";

    Task IApprovalStore.ShareAsync(string group, CancellationToken cancellationToken) => throw new NotSupportedException();

    Task<Approval?> IApprovalStore.FindAsync(string jobId, CancellationToken cancellationToken) => Task.FromResult(Approval);

    Task IApprovalStore.SaveAsync(Approval approval, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override Task<System.Text.Json.JsonElement?> ReadTargetArgsAsync(string jobId, int number,
        CancellationToken cancellationToken) =>
        Task.FromResult(spec.TargetArgs.TryGetValue(runs[number - 1].Name, out var args) ? args : (System.Text.Json.JsonElement?)null);

    public IJobOwnership Take()
    {
        lock (gate)
        {
            epoch++;
            for (var index = 0; index < runs.Length; index++)
            {
                if (runs[index].State.IsInFlight() && !orders.ContainsKey(index + 1))
                {
                    runs[index] = runs[index] with
                    {
                        State = openChanges.ContainsKey(index + 1) ? TargetState.OutcomeUnknown : TargetState.Interrupted,
                    };
                }
            }

            if (State.NeedsOwner())
            {
                State = JobState.Interrupted;
            }

            foreach (var key in locks.Where(one => runs[one.Value.Number - 1].State != TargetState.OutcomeUnknown
                && !orders.ContainsKey(one.Value.Number)).Select(one => one.Key)
                .ToArray())
            {
                locks.Remove(key);
            }

            return new Ownership(this, epoch, [.. orders.Values]);
        }
    }

    public void Ask(JobRequestKind kind)
    {
        lock (gate)
        {
            requests.Add(new JobRequest(kind, "test", default));
        }
    }

    public override Task<BatchJob?> FindAsync(string jobId, CancellationToken cancellationToken) => jobId != Id
        ? Task.FromResult(Others.TryGetValue(jobId, out var other)
            ? new BatchJob { Id = jobId, Name = "other", Kind = "fake", State = other } : null)
        : Task.FromResult<BatchJob?>(
            new BatchJob { Id = Id, Name = spec.Name, Kind = spec.Work.Kind, State = State, TotalTargets = runs.Length,
                Attempt = Attempt });

    public override Task<JobSpec> ReadSpecAsync(string jobId, CancellationToken cancellationToken) => Task.FromResult(spec);

    public override Task<IReadOnlyList<BatchStatus>> ReadBatchesAsync(string jobId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<BatchStatus>>(
            [.. plan.Batches.Select(batch =>
                new BatchStatus { JobId = Id, Number = batch.Number, First = batch.First, Size = batch.Size, IsCanary = batch.IsCanary,
                    State = batchStates[batch.Number - 1] })]);

    public override async IAsyncEnumerable<TargetRun> ReadRunsAsync(
        string jobId, RunFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var run in runs.ToArray())
        {
            yield return run;
        }

        await Task.CompletedTask;
    }

    private void Apply(JobEvent what)
    {
        Events.Add(what);
        if (what is RunEvent { Report: > 0 } report && orders.TryGetValue(report.Number, out var order))
        {
            orders[report.Number] = order with
            {
                Begun = order.Begun with { Reports = report.Report, IsChanging = order.Begun.IsChanging || report is ChangeBegun },
            };
        }

        switch (what)
        {
            case JobChanged job:
                if (State != job.State)
                {
                    Transitions.Ensure(State, job.State);
                }

                State = job.State;
                WaitReason = job.WaitReason;
                Message = job.Message;
                EndReason = job.EndReason;
                Attempt = job.Attempt;
                break;
            case BatchChanged batch:
                batchStates[batch.Batch - 1] = batch.State;
                break;
            case TargetChanged target:
                Move(target.Number, target.State, target.Error);
                break;
            case AttemptStarted attempt:
                if (attempt.Verify)
                {
                    openChanges[attempt.Number] = "verify";
                    runs[attempt.Number - 1] = runs[attempt.Number - 1] with { State = TargetState.Pending };
                }

                Move(attempt.Number, attempt.State, null);
                runs[attempt.Number - 1] = runs[attempt.Number - 1] with { Attempts = attempt.Attempt, StartedAt = attempt.At };
                break;
            case OrderPlaced placed:
                orders[placed.Number] = new AdoptedOrder(placed.Number, placed.Attempt, new BegunOrder(placed.Worker, 0, false, null));
                break;
            case PhaseEntered phase:
                Move(phase.Number, phase.Phase, null);
                break;
            case ChangeBegun change:
                openChanges[change.Number] = change.Command;
                break;
            case StepEnded { Effect: StepEffect.Change } step:
                openChanges.Remove(step.Number);
                break;
            case AttemptEnded ended:
                orders.Remove(ended.Number);
                Move(ended.Number, ended.WillRetry ? TargetState.Waiting : ended.State, ended.Error);
                if (ended.State != TargetState.OutcomeUnknown)
                {
                    openChanges.Remove(ended.Number);
                }

                break;
        }
    }

    private void Move(int number, TargetState to, RunError? error)
    {
        Transitions.Ensure(runs[number - 1].State, to);
        runs[number - 1] = runs[number - 1] with { State = to, Error = error };
    }

    private sealed class Ownership(MemoryStore store, long epoch, IReadOnlyList<AdoptedOrder> adopted) : IJobOwnership
    {
        private readonly CancellationTokenSource lost = new();

        public string JobId => Id;

        public long Epoch => epoch;

        public CancellationToken Lost => lost.Token;

        public IReadOnlyList<ChildProcess> Orphans => [];

        public IReadOnlyList<AdoptedOrder> Adopted => adopted;

        public IReadOnlyList<int> OpenChanges => [.. store.openChanges.Keys];

        public async Task WriteAsync(JobEvent what)
        {
            lock (store.gate)
            {
                if (store.epoch != epoch)
                {
                    lost.Cancel();
                    throw new NetBatchException(ErrorCode.LeaseLost, "lost");
                }

                if (store.FailingWrite is var (number, problem) && number == ++store.writes)
                {
                    throw problem;
                }

                store.Apply(what);
            }

            await Task.Yield(); // A real store answers later, too.
        }

        public ValueTask ConfirmAsync(CancellationToken cancellationToken)
        {
            lock (store.gate)
            {
                return store.epoch == epoch ? ValueTask.CompletedTask : throw new NetBatchException(ErrorCode.LeaseLost, "lost");
            }
        }

        public Task<IReadOnlyList<JobRequest>> TakeRequestsAsync(CancellationToken cancellationToken)
        {
            lock (store.gate)
            {
                if (store.epoch != epoch)
                {
                    lost.Cancel();
                    throw new NetBatchException(ErrorCode.LeaseLost, "lost");
                }

                JobRequest[] taken = [.. store.requests];
                store.requests.Clear();
                return Task.FromResult<IReadOnlyList<JobRequest>>(taken);
            }
        }

        public Task<bool> ReserveSessionsAsync(int sessions, int priority, CancellationToken cancellationToken)
        {
            var given = sessions == 0 || store.SessionsFree;
            store.Sessions = given ? sessions : store.Sessions;
            return Task.FromResult(given);
        }

        public Task<string?> LockAsync(IReadOnlyList<string> keys, int number, CancellationToken cancellationToken)
        {
            lock (store.gate)
            {
                var taken = keys.FirstOrDefault(key =>
                    store.LockedByOthers.Contains(key) || (store.locks.TryGetValue(key, out var held) && held.Number != number));
                foreach (var key in taken is null ? keys : [])
                {
                    store.locks[key] = (epoch, number);
                }

                return Task.FromResult(taken);
            }
        }

        public Task UnlockAsync(int number, CancellationToken cancellationToken)
        {
            lock (store.gate)
            {
                foreach (var key in store.locks.Where(one => one.Value.Number == number).Select(one => one.Key).ToArray())
                {
                    if (store.runs[number - 1].State != TargetState.OutcomeUnknown)
                    {
                        store.locks.Remove(key);
                    }
                }
            }

            return Task.CompletedTask;
        }

        public Task ReleaseAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
