using System.Security.Cryptography;
using NetBatch.Cluster.Link;
using NetBatch.Cluster.Wire;

namespace NetBatch.Cluster.Hub;

/// <summary>
/// A hub's side of the link: knows the workers, brings them orders, takes their reports to the owners of jobs, and says when a worker is
/// lost. Everything is decided under one lock and nothing of it waits; what waits for the store goes on beside.
/// </summary>
public sealed class ClusterHub : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AskAll = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Dictionary<WorkerMark, WorkerView> views = [];
    private readonly HashSet<WorkerMark> retired = [];
    private readonly Dictionary<RunKey, HubRun> runs = [];
    private readonly Dictionary<RunKey, long> orphans = [];
    private readonly Dictionary<long, TaskCompletionSource<Envelope>> questions = [];
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private readonly IClusterLink link;
    private readonly TimeProvider time;
    private readonly ClusterTimes times;
    private readonly Action<string> tell;
    private readonly string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    private IReadOnlySet<string> shutOut = new HashSet<string>(StringComparer.Ordinal);
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? timer;
    private long lastBeat;
    private long lastWho;
    private long question;

    /// <summary>Makes a hub; <see cref="StartAsync"/> begins.</summary>
    /// <param name="link">The way to the workers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="tell">Takes sentences for a log.</param>
    public ClusterHub(IClusterLink link, TimeProvider time, Action<string> tell)
        : this(link, time, tell, new ClusterTimes())
    {
    }

    internal ClusterHub(IClusterLink link, TimeProvider time, Action<string> tell, ClusterTimes times) =>
        (this.link, this.time, this.tell, this.times) = (link, time, tell, times);

    internal ClusterTimes Times => times;

    /// <summary>The workers that can be given something to do now.</summary>
    public IReadOnlyList<(WorkerMark Worker, string Version, int Capacity, int InFlight)> Present
    {
        get
        {
            lock (gate)
            {
                return [.. views.Values.Where(IsPresent).Select(view => (view.Mark, view.Version, view.Capacity, view.InFlight))];
            }
        }
    }

    /// <summary>Begins to hear workers.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await link.SubscribeAsync(Subjects.UpAny, Hear, cancellationToken).ConfigureAwait(false);
        (lastBeat, lastWho) = (time.GetTimestamp(), time.GetTimestamp());
        timer = time.CreateTimer(_ => Look(), null, Tick, Tick);
        AskWho();
    }

    /// <summary>Says which workers, by name, get nothing more to do.</summary>
    public void ShutOut(IEnumerable<string> names)
    {
        lock (gate)
        {
            shutOut = names.ToHashSet(StringComparer.Ordinal);
            foreach (var view in views.Values.Where(view => shutOut.Contains(view.Mark.Name)).ToArray())
            {
                Retire(view, "This worker was shut out.");
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (timer is not null)
        {
            await timer.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Whether a site has a worker that answers.</summary>
    internal bool HasWorker(string site)
    {
        lock (gate)
        {
            return views.Values.Any(view => view.Mark.Site == site && IsPresent(view));
        }
    }

    /// <summary>Ends when workers have come or gone, or have room.</summary>
    internal Task ChangedAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return changed.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Gives an order to the worker of a site that has the fewest; null: none has room.</summary>
    internal HubRun? Place(WorkOrder order, IRunOwner owner)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            var view = views.Values.Where(view => view.Mark.Site == order.Target.Site && view.Silence <= times.OrderWithin
                && view.Orders < view.Capacity && view.FullUntil <= now).MinBy(view => view.Orders);
            if (view is null)
            {
                return null;
            }

            view.Orders++;
            return runs[Key(order)] = new HubRun(order, view.Mark, owner, time.GetTimestamp()) { AwayLimit = times.AwayLimit };
        }
    }

    /// <summary>Takes over what an earlier owner has ordered.</summary>
    internal HubRun Adopt(WorkOrder order, BegunOrder begun, IRunOwner owner)
    {
        lock (gate)
        {
            var was = begun.AwaySince is { } since ? time.GetUtcNow() - since : TimeSpan.Zero;
            var run = runs[Key(order)] = new HubRun(order, begun.Worker, owner, time.GetTimestamp())
            {
                AdoptedAt = begun.Reports, IsPlaced = true, IsChanging = begun.IsChanging,
                AwaySince = begun.AwaySince is null ? null : time.GetTimestamp(),
                AwayLimit = was > TimeSpan.Zero ? times.AwayLimit - was : times.AwayLimit,
            };
            orphans.Remove(run.Key);
            if (views.TryGetValue(begun.Worker, out var view))
            {
                view.Orders++;
            }

            return run;
        }
    }

    /// <summary>Its worker is on record: it may be told.</summary>
    internal void Begin(HubRun run)
    {
        lock (gate)
        {
            run.IsPlaced = true;
            SendOrder(run);
        }
    }

    /// <summary>Asks for its end at the next safe point.</summary>
    internal void Stop(HubRun run)
    {
        lock (gate)
        {
            run.IsStopping = true;
            Say(MessageKind.Stop, run);
        }
    }

    /// <summary>It has ended, or this hub has lost its job.</summary>
    internal void Remove(HubRun run, bool isLost)
    {
        lock (gate)
        {
            if (runs.GetValueOrDefault(run.Key) == run)
            {
                runs.Remove(run.Key);
            }

            if (views.TryGetValue(run.Worker, out var view))
            {
                view.Orders--;
            }

            if (isLost)
            {
                orphans[run.Key] = time.GetTimestamp();
            }

            Say(isLost ? MessageKind.Orphan : MessageKind.Drop, run);
            Pulse();
        }
    }

    /// <summary>Asks a worker of the target's site what it would lock.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.WorkerLost"/>; or what the worker says: the address is not found.</exception>
    internal async Task<IReadOnlyList<string>> KeysAsync(WorkOrder about, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<Envelope>(TaskCreationOptions.RunContinuationsAsynchronously);
        long number;
        lock (gate)
        {
            questions[number = ++question] = answer;
        }

        try
        {
            while (true)
            {
                lock (gate)
                {
                    var view = views.Values.FirstOrDefault(view => view.Mark.Site == about.Target.Site && IsPresent(view))
                        ?? throw new NetBatchException(ErrorCode.WorkerLost, $"No worker of the site '{about.Target.Site}' is there.");
                    Send(view.Mark, new Envelope { Kind = MessageKind.KeysAsked, Sequence = number }, WireForm.Write(about));
                }

                using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                await Task.WhenAny(answer.Task, Task.Delay(times.Resend, time, ended.Token)).ConfigureAwait(false);
                await ended.CancelAsync().ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                if (answer.Task.IsCompletedSuccessfully)
                {
                    var said = await answer.Task.ConfigureAwait(false);
                    return said.Keys ?? throw new NetBatchException(said.Error, said.Text ?? "");
                }
            }
        }
        finally
        {
            lock (gate)
            {
                questions.Remove(number);
            }
        }
    }

    private void Hear(string subject, ReadOnlyMemory<byte> bytes)
    {
        if (Subjects.Worker(subject) is not { } mark)
        {
            return;
        }

        lock (gate)
        {
            if (retired.Contains(mark))
            {
                return;
            }

            if (!views.TryGetValue(mark, out var view))
            {
                // Also of one that this hub has not met: it says who it is when it is asked.
                views.Add(mark, view = new WorkerView(mark, time));
                foreach (var run in runs.Values.Where(run => run.Worker == mark))
                {
                    view.Orders++;
                }

                Send(mark, new Envelope { Kind = MessageKind.Who });
            }

            if (view.Joiner.Take(bytes) is not var (head, content) || (head.Hub.Length > 0 && head.Hub != id))
            {
                return;
            }

            if (head.Protocol != Envelope.CurrentProtocol)
            {
                Retire(view, $"It speaks protocol {head.Protocol} and the hub {Envelope.CurrentProtocol}: update the older one.");
            }
            else if (shutOut.Contains(mark.Name))
            {
                Retire(view, "This worker was shut out.");
            }
            else
            {
                Hear(view, head, content);
            }
        }
    }

    private void Hear(WorkerView view, Envelope head, ReadOnlyMemory<byte> content)
    {
        var run = runs.GetValueOrDefault(head.Run);
        run = run?.Worker == view.Mark ? run : null;
        switch (head.Kind)
        {
            case MessageKind.Hello:
                (view.Capacity, view.InFlight, view.Version) = (head.Capacity, head.InFlight, head.Text ?? "");
                Beat(view);
                break;
            case MessageKind.Beat:
                (view.Capacity, view.InFlight) = (head.Capacity, head.InFlight);
                if (view.Beats.Take(head.Sequence, head.Heard))
                {
                    Lives(view);
                }

                break;
            case MessageKind.Have when run is not null && run.Order.Epoch == head.Epoch:
                run.IsTaken = true;
                break;
            case MessageKind.LetGo or MessageKind.NotKnown when run is not null:
                if (head.Kind == MessageKind.LetGo && head.Text is { } full)
                {
                    view.FullUntil = time.GetUtcNow() + times.Resend;
                    tell(full);
                }

                run.Finish(head.Kind == MessageKind.NotKnown && run.IsChanging ? ExecutionEnd.Unknown : ExecutionEnd.LetGo);
                break;
            case MessageKind.LetGo or MessageKind.NotKnown:
                Send(view.Mark, Of(MessageKind.Drop, head));
                break;
            case MessageKind.Report when run is not null && run.Order.Epoch == head.Epoch && head.Incarnation == view.Mark.Incarnation:
                run.IsTaken = true;
                _ = Task.Run(() => TakeAsync(run, head, content));
                break;
            case MessageKind.Report:
                Send(view.Mark, Of(orphans.ContainsKey(head.Run) ? MessageKind.Orphan : MessageKind.Drop, head));
                break;
            case MessageKind.Keys:
                questions.GetValueOrDefault(head.Sequence)?.TrySetResult(head);
                break;
            case MessageKind.Goodbye:
                view.Capacity = 0;
                Pulse();
                break;
        }
    }

    /// <summary>Takes a report to the owner of its job, and answers when it is durable. A change is granted to who asked, in this life, for
    /// this attempt, under this epoch; and only when its intent is on record.</summary>
    private async Task TakeAsync(HubRun run, Envelope head, ReadOnlyMemory<byte> content)
    {
        try
        {
            var report = WireForm.ReadReport(content.Span);
            if (report.Number != head.Number || report.Attempt != head.Attempt || report.Report != head.Report || report.Report < 1)
            {
                return;
            }

            lock (gate)
            {
                if (run.HasEnded)
                {
                    return;
                }

                run.IsChanging |= report is ChangeBegun;
            }

            await run.Owner.ReportAsync(report, CancellationToken.None).ConfigureAwait(false);
            lock (gate)
            {
                if (report is ChangeBegun && !run.HasEnded && head.Sequence > 0)
                {
                    Send(run.Worker, Of(MessageKind.Grant, head) with { Report = head.Report, Sequence = head.Sequence });
                }

                Send(run.Worker, Of(MessageKind.Ack, head) with { Report = head.Report });
            }

            if (report is AttemptEnded)
            {
                run.Finish(ExecutionEnd.Reported);
            }
        }
        catch (NetBatchException problem)
        {
            // A lost owner answers nothing; whoever comes after it is told again.
            if (problem.Code != ErrorCode.LeaseLost)
            {
                TellOnce($"A report of '{run.Order.Target.Name}' of {run.Worker.Name} was not taken: {problem.Message}");
            }
        }
        catch (OperationCanceledException)
        {
            // As above.
        }
    }

    /// <summary>A worker has answered: it is there, and of its name there is no other.</summary>
    private void Lives(WorkerView view)
    {
        foreach (var older in views.Values.Where(one => one.Mark.Name == view.Mark.Name && one != view && one.HasAnswered).ToArray())
        {
            Retire(older, "Another process has begun under its name.");
        }

        foreach (var run in runs.Values.Where(run => run.Worker == view.Mark && run.AwaySince is not null))
        {
            run.AwaySince = null;
            run.AwayLimit = times.AwayLimit;
            Phase(run, TargetState.Executing);
        }

        Pulse();
    }

    /// <summary>Nothing is granted any more to a life of a worker; what it had begun is unknown, what it had not may begin
    /// elsewhere.</summary>
    private void Retire(WorkerView view, string why)
    {
        views.Remove(view.Mark);
        retired.Add(view.Mark);
        TellOnce($"{view.Mark.Name} ({view.Mark.Site}): {why}");
        Send(view.Mark, new Envelope { Kind = MessageKind.Refused, Text = why });
        foreach (var run in runs.Values.Where(run => run.Worker == view.Mark))
        {
            run.Finish(run.IsChanging ? ExecutionEnd.Unknown : ExecutionEnd.LetGo);
        }

        Pulse();
    }

    /// <summary>What time brings.</summary>
    private void Look()
    {
        lock (gate)
        {
            if (time.GetElapsedTime(lastWho) >= AskAll)
            {
                AskWho();
            }

            if (time.GetElapsedTime(lastBeat) >= times.Beat)
            {
                lastBeat = time.GetTimestamp();
                foreach (var view in views.Values)
                {
                    Beat(view);
                }

                Pulse();
            }

            foreach (var run in runs.Values)
            {
                Look(run);
            }

            foreach (var view in views.Values.Where(view => view.Silence > times.AwayLimit).ToArray())
            {
                views.Remove(view.Mark);
            }

            foreach (var (key, at) in orphans.ToArray())
            {
                if (time.GetElapsedTime(at) > times.AwayLimit)
                {
                    orphans.Remove(key);
                }
            }
        }
    }

    private void Look(HubRun run)
    {
        if (run.HasEnded)
        {
            return;
        }

        var view = views.GetValueOrDefault(run.Worker);
        var silence = view?.HasAnswered == true ? view.Silence : time.GetElapsedTime(run.Since);
        if (silence > times.Lost)
        {
            if (!run.IsChanging)
            {
                run.Finish(ExecutionEnd.LetGo);
            }
            else if (run.AwaySince is null)
            {
                run.AwaySince = time.GetTimestamp();
                Phase(run, TargetState.Away);
            }
        }

        if (retired.Contains(run.Worker) || (view is null && IsReplaced(run.Worker)))
        {
            run.Finish(run.IsChanging ? ExecutionEnd.Unknown : ExecutionEnd.LetGo);
        }
        else if (run.AwaySince is { } away && time.GetElapsedTime(away) > run.AwayLimit)
        {
            run.Finish(ExecutionEnd.Unknown);
        }
        else if (run.IsPlaced && view is not null && time.GetElapsedTime(run.SentAt) >= times.Resend)
        {
            if (!run.IsTaken)
            {
                SendOrder(run);
            }

            if (run.IsStopping)
            {
                Say(MessageKind.Stop, run);
            }
        }
    }

    private void SendOrder(HubRun run)
    {
        if (!views.TryGetValue(run.Worker, out var view))
        {
            return;
        }

        run.SentAt = time.GetTimestamp();
        if (run.AdoptedAt is { } reports)
        {
            Send(run.Worker, Of(MessageKind.Adopt, run) with { Report = reports });
        }
        else if (view.Silence <= times.OrderWithin)
        {
            Send(run.Worker, Of(MessageKind.Order, run) with { Heard = view.Beats.Heard }, WireForm.Write(run.Order));
        }
    }

    private void Phase(HubRun run, TargetState phase) => _ = Task.Run(async () =>
    {
        try
        {
            await run.Owner.ReportAsync(new PhaseEntered(phase) { Number = run.Order.Number, Attempt = run.Order.Attempt },
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is NetBatchException or OperationCanceledException)
        {
            // The owner has lost the job; its successor looks for itself.
        }
    });

    private bool IsPresent(WorkerView view) => view.HasAnswered && view.Capacity > 0 && view.Silence <= times.LetGo;

    private bool IsReplaced(WorkerMark mark) =>
        views.Values.Any(view => view.Mark.Name == mark.Name && view.Mark != mark && view.HasAnswered);

    private void Beat(WorkerView view) => Send(view.Mark,
        new Envelope { Kind = MessageKind.Beat, Sequence = view.Beats.Next(), Heard = view.Beats.Heard });

    private void AskWho()
    {
        lastWho = time.GetTimestamp();
        foreach (var piece in Frames.Split(new Envelope { Kind = MessageKind.Who, Hub = id }))
        {
            link.Publish(Subjects.DownAll, piece);
        }
    }

    private void Say(MessageKind kind, HubRun run) => Send(run.Worker, Of(kind, run));

    private static Envelope Of(MessageKind kind, HubRun run) => new()
    {
        Kind = kind, Job = run.Key.Job, Number = run.Key.Number, Attempt = run.Key.Attempt, Epoch = run.Order.Epoch,
    };

    private static Envelope Of(MessageKind kind, Envelope about) => new()
    {
        Kind = kind, Job = about.Job, Number = about.Number, Attempt = about.Attempt, Epoch = about.Epoch,
    };

    private void Send(WorkerMark to, Envelope head, ReadOnlySpan<byte> content = default)
    {
        foreach (var piece in Frames.Split(head with { Hub = id, Incarnation = to.Incarnation }, content))
        {
            link.Publish(Subjects.Down(to), piece);
        }
    }

    private void Pulse() =>
        Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    private void TellOnce(string sentence)
    {
        if (told.Add(sentence))
        {
            tell(sentence);
        }
    }

    private static RunKey Key(WorkOrder order) => new(order.JobId, order.Number, order.Attempt);
}
