using System.Security.Cryptography;
using NetBatch.Cluster.Link;
using NetBatch.Cluster.Wire;

namespace NetBatch.Cluster.Hub;

/// <summary>
/// A hub's side of the link: knows the workers, brings them orders, takes their reports to the owners of jobs, and says when a worker is
/// lost. Everything is decided under one lock and nothing of it waits; what waits for the store goes on beside.
/// </summary>
public sealed partial class ClusterHub : IAsyncDisposable
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
    private HashSet<string> shutOut = new(StringComparer.Ordinal);
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
            var view = views.Values.Where(view => view.Mark.Site == order.Target.SiteOf() && view.Silence <= times.OrderWithin
                && view.Orders < view.Capacity && view.FullUntil <= now)
                .MinBy(view => (order.Sealed?.Any(one => one.Worker == view.Mark.Name) == false, view.Orders));
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
    /// <exception cref="NetBatchException"><see cref="ErrorCode.WorkerLost"/>; or what the worker says: the address is not
    /// found.</exception>
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
                    var view = views.Values.FirstOrDefault(view => view.Mark.Site == about.Target.SiteOf() && IsPresent(view))
                        ?? throw new NetBatchException(ErrorCode.WorkerLost, $"No worker of the site '{about.Target.SiteOf()}' is there.");
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
