using NetBatch.Cluster.Link;
using NetBatch.Cluster.Wire;

namespace NetBatch.Cluster.Worker;

/// <summary>
/// A worker: works on targets of its site for whatever hubs reach it, and keeps no store. What has changed nothing it lets go when it hears
/// nothing of its hub; what has begun a change it goes on with, and keeps its reports until a hub has them.
/// </summary>
public sealed class ClusterWorker : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private readonly Dictionary<string, HubView> hubs = new(StringComparer.Ordinal);
    private readonly Dictionary<RunKey, WorkerRun> runs = [];
    private readonly Dictionary<RunKey, Done> done = [];
    private readonly Dictionary<string, long> epochs = new(StringComparer.Ordinal);
    private readonly Frames.Joiner joiner = new();
    private readonly List<Task> going = [];
    private readonly IClusterLink link;
    private readonly ITargetExecutor inner;
    private readonly Func<string, int, WorkKind> kinds;
    private readonly TimeProvider time;
    private readonly ClusterTimes times;
    private readonly Action<string> tell;
    private readonly int capacity;
    private readonly string version;
    private readonly TaskCompletionSource<string> refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? timer;
    private bool leaving;
    private string lastTold = "";

    /// <summary>Makes a worker; <see cref="StartAsync"/> begins.</summary>
    /// <param name="link">The way to the hubs.</param>
    /// <param name="mark">Who it is, in this life.</param>
    /// <param name="inner">What works on targets in this process.</param>
    /// <param name="kinds">The kinds of work, by name and version.</param>
    /// <param name="capacity">How many targets it works on at once.</param>
    /// <param name="version">Its version, for people.</param>
    /// <param name="time">The clock.</param>
    /// <param name="tell">Takes sentences for a log.</param>
    public ClusterWorker(IClusterLink link, WorkerMark mark, ITargetExecutor inner, Func<string, int, WorkKind> kinds, int capacity, string version,
        TimeProvider time, Action<string> tell)
        : this(link, mark, inner, kinds, capacity, version, time, tell, new ClusterTimes())
    {
    }

    internal ClusterWorker(IClusterLink link, WorkerMark mark, ITargetExecutor inner, Func<string, int, WorkKind> kinds, int capacity, string version,
        TimeProvider time, Action<string> tell, ClusterTimes times)
    {
        (this.link, Mark, this.inner, this.kinds, this.capacity) = (link, mark, inner, kinds, capacity);
        (this.version, this.time, this.tell, this.times) = (version, time, tell, times);
    }

    /// <summary>Who it is, in this life.</summary>
    public WorkerMark Mark { get; }

    /// <summary>Ends with the reason when a hub says that it does not work with this worker: another life of it, another protocol, shut
    /// out.</summary>
    public Task<string> Refused => refused.Task;

    /// <summary>How many targets it works on now.</summary>
    public int InFlight
    {
        get
        {
            lock (gate)
            {
                return runs.Values.Count(run => !run.HasEnded);
            }
        }
    }

    /// <summary>Begins to hear hubs.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await link.SubscribeAsync(Subjects.Down(Mark), Hear, cancellationToken).ConfigureAwait(false);
        await link.SubscribeAsync(Subjects.DownAll, Hear, cancellationToken).ConfigureAwait(false);
        timer = time.CreateTimer(_ => Look(), null, Tick, Tick);
        SayHello("");
    }

    /// <summary>Begins nothing more, ends what runs at its safe points, and waits for its reports to be taken, so long at the
    /// most.</summary>
    public async Task LeaveAsync(TimeSpan most)
    {
        Task[] last;
        lock (gate)
        {
            leaving = true;
            foreach (var run in runs.Values)
            {
                run.Stop();
            }

            last = [.. going];
        }

        await Task.WhenAny(Task.WhenAll(last), Task.Delay(most, time)).ConfigureAwait(false);
        foreach (var hub in Hubs())
        {
            Send(new Envelope { Kind = MessageKind.Goodbye, Hub = hub });
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

    private void Hear(string subject, ReadOnlyMemory<byte> bytes)
    {
        lock (gate)
        {
            if (joiner.Take(bytes) is not var (head, content))
            {
                return;
            }

            if (head.Protocol != Envelope.CurrentProtocol)
            {
                TellOnce($"A hub speaks protocol {head.Protocol} and this worker {Envelope.CurrentProtocol}: update the older one.");
                SayHello(head.Hub);
                return;
            }

            if (head.Kind == MessageKind.Who)
            {
                SayHello(head.Hub);
            }
            else if (head.Incarnation == Mark.Incarnation)
            {
                try
                {
                    Hear(head, content);
                }
                catch (NetBatchException unreadable)
                {
                    TellOnce($"A message of a hub cannot be read: {unreadable.Message}");
                }
            }
        }
    }

    private void Hear(Envelope head, ReadOnlyMemory<byte> content)
    {
        var run = runs.GetValueOrDefault(head.Run);
        switch (head.Kind)
        {
            case MessageKind.Beat:
                Answer(head);
                break;
            case MessageKind.Order when run is not null:
                Say(MessageKind.Have, run.Key, head);
                break;
            case MessageKind.Order:
                Begin(head, content);
                break;
            case MessageKind.Adopt:
                Adopt(head, run);
                break;
            case MessageKind.Grant when run?.Hub == head.Hub && run.Epoch == head.Epoch:
                run.Grant(head.Report, head.Sequence);
                break;
            case MessageKind.Ack when run?.Hub == head.Hub:
                run.Acknowledge(head.Report);
                break;
            case MessageKind.Stop when run is null:
                LetGo(head.Run, head);
                break;
            case MessageKind.Stop when run.Hub == head.Hub:
                run.Stop();
                break;
            case MessageKind.Drop:
                Drop(head, run);
                break;
            case MessageKind.Orphan:
                run?.Orphan(head.Hub);
                break;
            case MessageKind.KeysAsked:
                _ = TellKeysAsync(head, WireForm.ReadOrder(content.Span));
                break;
            case MessageKind.Refused:
                refused.TrySetResult(head.Text ?? "");
                break;
        }
    }

    private void Answer(Envelope beat)
    {
        if (!hubs.TryGetValue(beat.Hub, out var hub))
        {
            hubs.Add(beat.Hub, hub = new HubView(new Beats(time), time.GetTimestamp()));
        }

        hub.Beats.Take(beat.Sequence, beat.Heard);
        hub.LastHeard = time.GetTimestamp();
        Send(new Envelope
        {
            Kind = MessageKind.Beat, Hub = beat.Hub, Sequence = hub.Beats.Next(), Heard = hub.Beats.Heard, Capacity = leaving ? 0 : capacity,
            InFlight = runs.Count,
        });
    }

    private void Begin(Envelope head, ReadOnlyMemory<byte> content)
    {
        if (done.TryGetValue(head.Run, out var before))
        {
            if (before.ToTell)
            {
                Say(MessageKind.LetGo, head.Run, head);
            }

            return;
        }

        if (head.Epoch < epochs.GetValueOrDefault(head.Job!) || leaving || !IsHeard(head.Hub)
            || hubs[head.Hub].Beats.AgeOf(head.Heard) is not { } age || age > times.OrderAge)
        {
            return; // Of an owner that is one no more, or it was under way for long. If it still holds it comes again.
        }

        if (runs.Values.Count(one => !one.HasEnded) >= capacity)
        {
            Say(MessageKind.LetGo, head.Run, head, $"{Mark.Name} works on {capacity} targets already.");
            return;
        }

        var order = WireForm.ReadOrder(content.Span);
        var run = new WorkerRun(order, head.Hub, time, times, Report);
        epochs[order.JobId] = order.Epoch;
        runs.Add(run.Key, run);
        Say(MessageKind.Have, run.Key, head);
        going.RemoveAll(one => one.IsCompleted);
        going.Add(Task.Run(() => GoAsync(run)));
    }

    private async Task GoAsync(WorkerRun run)
    {
        try
        {
            await inner.ExecuteAsync(run.Order, run, run.Control).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Cut before it had changed anything.
        }
#pragma warning disable CA1031 // What ends here without its end reported is let go, whatever it was; the log has it.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            TellOnce($"'{run.Order.Target.Name}': {defect.GetType().Name}: {defect.Message}");
        }

        lock (gate)
        {
            if (!runs.Remove(run.Key))
            {
                return;
            }

            // With an end it was acknowledged, or nobody waits for it.
            Keep(run.Key, !run.HasEnded && !run.IsChanging, run.Hub, run.Epoch);

            run.Dispose();
        }
    }

    private void Adopt(Envelope head, WorkerRun? run)
    {
        if (head.Epoch < epochs.GetValueOrDefault(head.Job!))
        {
            return;
        }

        epochs[head.Job!] = head.Epoch; // What the owner before had ordered, and was slow, is not begun any more.
        if (run is not null)
        {
            run.Adopt(head.Hub, head.Epoch, head.Report);
            Say(MessageKind.Have, run.Key, head);
        }
        else if (done.TryGetValue(head.Run, out var before) && before.ToTell)
        {
            Keep(head.Run, true, head.Hub, head.Epoch);
        }
        else
        {
            Keep(head.Run, false, head.Hub, head.Epoch);
            Say(MessageKind.NotKnown, head.Run, head);
        }
    }

    private void Drop(Envelope head, WorkerRun? run)
    {
        if (done.TryGetValue(head.Run, out var before))
        {
            done[head.Run] = before with { ToTell = false };
        }

        if (run is null || run.Epoch > head.Epoch)
        {
            return;
        }

        run.Drop();
        if (run.HasEnded)
        {
            run.AcknowledgeAll();
        }
    }

    private void LetGo(RunKey key, Envelope head)
    {
        if (!done.ContainsKey(key))
        {
            Keep(key, true, head.Hub, head.Epoch);
        }
    }

    /// <summary>Remembers what it has done with; what it has let go it says until the hub knows it.</summary>
    private void Keep(RunKey key, bool toTell, string? hub, long epoch)
    {
        var now = time.GetTimestamp();
        done[key] = new Done(now, toTell, hub, epoch, now);
        if (toTell && hub is not null)
        {
            Say(MessageKind.LetGo, key, hub, epoch);
        }
    }

    private async Task TellKeysAsync(Envelope question, WorkOrder order)
    {
        var answer = new Envelope { Kind = MessageKind.Keys, Hub = question.Hub, Sequence = question.Sequence };
        try
        {
            var kind = kinds(order.Work.Kind, order.Work.Version);
            answer = answer with { Keys = await kind.LockKeysAsync(order.Target, CancellationToken.None).ConfigureAwait(false) };
        }
        catch (NetBatchException problem)
        {
            answer = answer with { Error = problem.Code, Text = problem.Message };
        }

        Send(answer);
    }

    /// <summary>What time brings: hubs that are silent, reports without an answer.</summary>
    private void Look()
    {
        lock (gate)
        {
            foreach (var run in runs.Values)
            {
                if (run.Hub is { } hub ? !IsHeard(hub) : time.GetElapsedTime(run.OrphanedAt) > times.LetGo)
                {
                    run.Cut();
                }

                run.Resend();
            }

            foreach (var (key, one) in done.ToArray())
            {
                if (time.GetElapsedTime(one.At) > times.Memory)
                {
                    done.Remove(key);
                }
                else if (one is { ToTell: true, Hub: { } hub } && time.GetElapsedTime(one.ToldAt) >= times.Resend)
                {
                    done[key] = one with { ToldAt = time.GetTimestamp() };
                    Say(MessageKind.LetGo, key, hub, one.Epoch);
                }
            }

            foreach (var (id, hub) in hubs.ToArray())
            {
                if (time.GetElapsedTime(hub.LastHeard) > times.Memory)
                {
                    hubs.Remove(id);
                }
            }
        }
    }

    private bool IsHeard(string hub) => hubs.TryGetValue(hub, out var view) && view.Beats.Silence <= times.LetGo;

    private IReadOnlyList<string> Hubs()
    {
        lock (gate)
        {
            return [.. hubs.Keys];
        }
    }

    private void SayHello(string hub) => Send(new Envelope
    {
        Kind = MessageKind.Hello, Hub = hub, Incarnation = Mark.Incarnation, Capacity = capacity, InFlight = InFlight, Text = version,
    });

    private void Say(MessageKind kind, RunKey run, Envelope to, string? text = null) => Say(kind, run, to.Hub, to.Epoch, text);

    private void Say(MessageKind kind, RunKey run, string hub, long epoch, string? text = null) => Send(new Envelope
    {
        Kind = kind, Hub = hub, Job = run.Job, Number = run.Number, Attempt = run.Attempt, Epoch = epoch, Text = text,
    });

    private void Report(WorkerRun run, MessageKind kind, RunEvent report, long ask)
    {
        if (run.Hub is not { } hub)
        {
            return; // It comes again when there is one.
        }

        Send(new Envelope
        {
            Kind = kind, Hub = hub, Incarnation = Mark.Incarnation, Job = run.Key.Job, Number = run.Key.Number, Attempt = run.Key.Attempt,
            Epoch = run.Epoch, Report = report.Report, Sequence = ask,
        }, WireForm.Write(report));
    }

    private void Send(Envelope head, ReadOnlySpan<byte> content = default)
    {
        foreach (var piece in Frames.Split(head, content))
        {
            link.Publish(Subjects.Up(Mark), piece);
        }
    }

    private void TellOnce(string sentence)
    {
        if (Interlocked.Exchange(ref lastTold, sentence) != sentence)
        {
            tell(sentence);
        }
    }

    /// <summary>What it has done with, since when; and whether the hub is still to be told that it was let go.</summary>
    private sealed record Done(long At, bool ToTell, string? Hub, long Epoch, long ToldAt);

    private sealed record HubView(Beats Beats, long Since)
    {
        public long LastHeard { get; set; } = Since;
    }
}
