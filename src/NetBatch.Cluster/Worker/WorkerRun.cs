using NetBatch.Cluster.Wire;

namespace NetBatch.Cluster.Worker;

/// <summary>
/// One order at its worker: what it reports is kept until the hub has it durable, a change begins only when it was granted, and what has
/// begun a change goes on whoever owns the job.
/// </summary>
internal sealed class WorkerRun : IRunOwner, IDisposable
{
    // What a device says faster than the hub keeps it waits.
    private const int MostUnanswered = 4 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly SortedDictionary<int, Unanswered> unanswered = [];
    private readonly CancellationTokenSource cut = new();
    private readonly CancellationTokenSource safeStop = new();
    private readonly TimeProvider time;
    private readonly ClusterTimes times;
    private readonly Action<WorkerRun, MessageKind, RunEvent, long> send;
    private TaskCompletionSource room = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long bytes;
    private long asking;
    private long askedAt;
    private long grantedAt;
    private bool isUsed;
    private bool isCut;
    private Unanswered? granted;

    public WorkerRun(WorkOrder order, string hub, TimeProvider time, ClusterTimes times,
        Action<WorkerRun, MessageKind, RunEvent, long> send)
    {
        (Order, Hub, Epoch) = (order, hub, order.Epoch);
        (this.time, this.times, this.send) = (time, times, send);
    }

    public WorkOrder Order { get; }

    public RunKey Key => new(Order.JobId, Order.Number, Order.Attempt);

    /// <summary>The hub that owns the job; null: it has lost it, and no other has asked yet.</summary>
    public string? Hub { get; private set; }

    /// <summary>Since when it has no hub.</summary>
    public long OrphanedAt { get; private set; }

    public long Epoch { get; private set; }

    /// <summary>Whether a change was granted: from then on it is nobody's to begin again.</summary>
    public bool IsChanging { get; private set; }

    /// <summary>Whether its end was reported.</summary>
    public bool HasEnded { get; private set; }

    public RunControl Control => new(safeStop.Token, cut.Token);

    public async ValueTask ConfirmAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Unanswered again;
            lock (gate)
            {
                if (isUsed || granted is null || time.GetElapsedTime(grantedAt) <= times.GrantUse)
                {
                    isUsed = true;
                    return;
                }

                // Between the grant and the first byte the process stood still: who gave it may have given it up.
                again = granted;
                again.AskAgain();
                unanswered[again.Report.Report] = again;
            }

            Send(again);
            await again.Granted.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask ReportAsync(RunEvent report, CancellationToken cancellationToken)
    {
        var one = new Unanswered(report with { At = default });
        while (true)
        {
            Task wait;
            lock (gate)
            {
                if (isCut)
                {
                    throw new OperationCanceledException(cut.Token); // What is let go has no end of its own.
                }

                if (bytes < MostUnanswered || one.Bytes == 0)
                {
                    unanswered.Add(report.Report, one);
                    bytes += one.Bytes;
                    HasEnded |= report is AttemptEnded;
                    break;
                }

                wait = room.Task;
            }

            await wait.WaitAsync(cut.Token).ConfigureAwait(false);
        }

        Send(one);
        if (report is AttemptEnded)
        {
            await one.Answered.Task.ConfigureAwait(false); // Kept until somebody has it, however long that takes.
        }
        else if (report is ChildStarted)
        {
            await one.Answered.Task.WaitAsync(cut.Token).ConfigureAwait(false);
        }
        else if (report is ChangeBegun)
        {
            await one.Granted.WaitAsync(cut.Token).ConfigureAwait(false);
        }
    }

    /// <summary>A change may begin, where that was asked so lately that nobody can have given it up since.</summary>
    public void Grant(int report, long asked)
    {
        lock (gate)
        {
            if (isCut || asked != asking || time.GetElapsedTime(askedAt) > times.GrantUse
                || !unanswered.TryGetValue(report, out var one))
            {
                return; // It is asked for again.
            }

            (IsChanging, isUsed, grantedAt, granted) = (true, false, askedAt, one);
            one.Grant();
        }
    }

    /// <summary>A report is durable.</summary>
    public void Acknowledge(int report)
    {
        lock (gate)
        {
            // An answer without its grant: that was lost, and is asked for again.
            if (!unanswered.TryGetValue(report, out var one) || one.IsAsking)
            {
                return;
            }

            Forget(one);
        }
    }

    /// <summary>Nobody waits for its reports any more.</summary>
    public void AcknowledgeAll()
    {
        lock (gate)
        {
            foreach (var one in unanswered.Values.ToArray())
            {
                Forget(one);
            }
        }
    }

    /// <summary>Another hub owns the job now, and has what was reported up to a number.</summary>
    /// <returns>False: its epoch is an older one.</returns>
    public bool Adopt(string hub, long epoch, int reports)
    {
        lock (gate)
        {
            if (epoch < Epoch)
            {
                return false;
            }

            (Hub, Epoch) = (hub, epoch);
            foreach (var one in unanswered.Values.Where(one => one.Report.Report <= reports && !one.IsAsking).ToArray())
            {
                Forget(one);
            }
        }

        Resend(all: true);
        return true;
    }

    /// <summary>Its hub has lost the job.</summary>
    public void Orphan(string hub)
    {
        lock (gate)
        {
            if (Hub == hub)
            {
                (Hub, OrphanedAt) = (null, time.GetTimestamp());
            }
        }
    }

    public void Stop() => _ = safeStop.CancelAsync();

    /// <summary>Ends it here and now, unless it has begun a change or has ended.</summary>
    public void Cut()
    {
        lock (gate)
        {
            if (IsChanging || HasEnded)
            {
                return;
            }

            isCut = true;
        }

        _ = cut.CancelAsync(); // Whoever hears it does so on a thread of its own.
    }

    /// <summary>Nobody waits for it any more. What has begun a change goes on to its end, but begins no other.</summary>
    public void Drop()
    {
        lock (gate)
        {
            foreach (var one in unanswered.Values.Where(one => IsChanging && one.IsAsking))
            {
                one.Refuse(new NetBatchException(ErrorCode.LeaseLost, "The hub has given this attempt up."));
            }
        }

        Cut();
    }

    /// <summary>Sends again what was not answered in time.</summary>
    public void Resend(bool all = false)
    {
        Unanswered[] late;
        lock (gate)
        {
            late = [.. unanswered.Values.Where(one => all || time.GetElapsedTime(one.SentAt) >= times.Resend)];
        }

        foreach (var one in late)
        {
            Send(one);
        }
    }

    public void Dispose()
    {
        cut.Dispose();
        safeStop.Dispose();
    }

    private void Send(Unanswered one)
    {
        long ask = 0;
        lock (gate)
        {
            one.SentAt = time.GetTimestamp();
            if (one.IsAsking)
            {
                (ask, askedAt) = (++asking, one.SentAt);
            }
        }

        send(this, MessageKind.Report, one.Report, ask);
    }

    private void Forget(Unanswered one)
    {
        unanswered.Remove(one.Report.Report);
        bytes -= one.Bytes;
        one.Answered.TrySetResult();
        Interlocked.Exchange(ref room, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    /// <summary>A report that is not known to be durable.</summary>
    private sealed class Unanswered(RunEvent report)
    {
        public RunEvent Report => report;

        private TaskCompletionSource grant = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long SentAt { get; set; }

        public int Bytes { get; } = report switch
        {
            StepOutput output => output.Bytes.Length,
            StepRows rows => rows.Content.Length,
            DocumentKept document => document.Content.Length,
            _ => 0,
        };

        public TaskCompletionSource Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Whether it is a change that waits for leave to begin.</summary>
        public bool IsAsking => Report is ChangeBegun && !grant.Task.IsCompleted;

        public Task Granted => grant.Task;

        public void Grant() => grant.TrySetResult();

        public void Refuse(Exception why) => grant.TrySetException(why);

        public void AskAgain() => grant = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
