using NetBatch.Cluster.Link;
using NetBatch.Cluster.Wire;

namespace NetBatch.Cluster.Worker;

/// <summary>
/// A worker: works on targets of its site for whatever hubs reach it, and keeps no store. What has changed nothing it lets go when it hears
/// nothing of its hub; what has begun a change it goes on with, and keeps its reports until a hub has them.
/// </summary>
public sealed partial class ClusterWorker : IAsyncDisposable
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
    public ClusterWorker(IClusterLink link, WorkerMark mark, ITargetExecutor inner, Func<string, int, WorkKind> kinds, int capacity,
        string version, TimeProvider time, Action<string> tell)
        : this(link, mark, inner, kinds, capacity, version, time, tell, new ClusterTimes())
    {
    }

    internal ClusterWorker(IClusterLink link, WorkerMark mark, ITargetExecutor inner, Func<string, int, WorkKind> kinds, int capacity,
        string version, TimeProvider time, Action<string> tell, ClusterTimes times)
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
