namespace NetBatch.Engine.Tests.Support;

/// <summary>
/// Workers in sites, as far as an owner sees them: each goes on with what it has although the owner is lost, and keeps what it could not
/// report. What happens to a worker is the test's to say.
/// </summary>
internal sealed class Workers(ITargetExecutor inner) : ITargetExecutor
{
    private readonly Dictionary<int, Work> works = [];
    private TaskCompletionSource change = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Sites without a worker.</summary>
    public HashSet<string> Absent { get; } = [];

    /// <summary>How often an order was given for a target.</summary>
    public Dictionary<string, int> Orders { get; } = [];

    /// <summary>What comes of an order at once, instead of its work; null: the work.</summary>
    public Func<WorkOrder, IRunOwner, Task<ExecutionEnd?>> Fate { get; set; } = (_, _) => Task.FromResult<ExecutionEnd?>(null);

    public bool CanAdopt => true;

    public string? Absence(Target target) => target.SiteOf() is { } site && Absent.Contains(site) ? $"No worker of {site} is there." : null;

    public Task AbsenceChangedAsync(Target target, CancellationToken cancellationToken) => change.Task.WaitAsync(cancellationToken);

    public void Come(string site)
    {
        Absent.Remove(site);
        Interlocked.Exchange(ref change, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    public async Task<ExecutionEnd> ExecuteAsync(WorkOrder order, IRunOwner owner, RunControl control)
    {
        lock (works)
        {
            Orders[order.Target.Name] = Orders.GetValueOrDefault(order.Target.Name) + 1;
        }

        await owner.ReportAsync(
            new OrderPlaced(new WorkerMark("fra", "w1", "a")) { Number = order.Number, Attempt = order.Attempt }, default);
        if (await Fate(order, owner) is { } fate)
        {
            return fate;
        }

        var work = new Work(owner);
        lock (works)
        {
            works[order.Number] = work;
        }

        work.Going = inner.ExecuteAsync(order, work, new RunControl(control.SafeStop, CancellationToken.None));
        return await work.Going.WaitAsync(control.OwnerLost);
    }

    public async Task<ExecutionEnd> AdoptAsync(WorkOrder order, BegunOrder begun, IRunOwner owner, RunControl control)
    {
        Work? work;
        lock (works)
        {
            works.TryGetValue(order.Number, out work);
        }

        if (work is null)
        {
            return begun.IsChanging ? ExecutionEnd.Unknown : ExecutionEnd.LetGo;
        }

        work.HandOver(owner, begun.Reports);
        return await work.Going!.WaitAsync(control.OwnerLost);
    }

    /// <summary>One order at its worker.</summary>
    private sealed class Work(IRunOwner first) : IRunOwner
    {
        private readonly List<RunEvent> reports = [];
        private IRunOwner owner = first;
        private TaskCompletionSource handedOver = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<ExecutionEnd>? Going { get; set; }

        public ValueTask ConfirmAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public async ValueTask ReportAsync(RunEvent report, CancellationToken cancellationToken)
        {
            TaskCompletionSource next;
            lock (reports)
            {
                reports.Add(report);
            }

            while (true)
            {
                IRunOwner to;
                lock (reports)
                {
                    (to, next) = (owner, handedOver);
                }

                try
                {
                    await to.ReportAsync(report, cancellationToken);
                    return;
                }
                catch (NetBatchException lost) when (lost.Code == ErrorCode.LeaseLost)
                {
                    await next.Task.WaitAsync(cancellationToken);
                }
            }
        }

        public void HandOver(IRunOwner to, int durable)
        {
            RunEvent[] again;
            lock (reports)
            {
                owner = to;
                again = [.. reports.Where(report => report.Report > durable)];
                handedOver.SetResult();
                handedOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            foreach (var report in again)
            {
                _ = to.ReportAsync(report, default).AsTask();
            }
        }
    }
}
