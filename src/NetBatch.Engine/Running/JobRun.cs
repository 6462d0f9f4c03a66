using System.Threading.Channels;

namespace NetBatch;

/// <summary>
/// One job being gone through by its owner. Everything is decided here, one signal after the other, so that the rules
/// need no locks: which target starts, when a batch boundary is passed, when the breaker, a pause or a stop holds.
/// </summary>
internal sealed partial class JobRun : IDisposable
{
    private readonly Channel<Signal> signals = Channel.CreateUnbounded<Signal>(new() { SingleReader = true });
    private readonly CancellationTokenSource safeStop = new();
    private readonly CancellationTokenSource hostExit = new();
    private readonly CancellationTokenSource noRetry;
    private readonly Dispatcher dispatcher;
    private readonly Breaker breaker;
    private readonly JobWriter writer;
    private readonly JobSpec spec;
    private readonly TargetStates states;
    private readonly TargetRunnerServices services;
    private readonly ITimer wake;
    private readonly IReadOnlySet<int> unverified;
    private readonly IReadOnlyList<AdoptedOrder> adopted;
    private readonly BatchActivities activities = new();
    private readonly int attempt;
    private int passed;
    private bool reserved;
    private bool nearMemory;
    private BatchRange? range;
    private Intent intent = Intent.GoOn;
    private JobState state;

    public JobRun(JobServices parts, JobState from, int attempt, JobHold? hold, bool reserved)
    {
        spec = parts.Spec;
        time = parts.Time;
        this.hold = hold;
        states = parts.States;
        writer = parts.Writer;
        unverified = parts.Unverified;
        adopted = parts.Ownership.Adopted;
        this.attempt = attempt;
        this.reserved = reserved;
        state = from;
        breaker = parts.Breaker;
        finisher = parts.Kind as IJobFinisher;
        jobId = parts.Ownership.JobId;
        var pacer = new Pacer(spec.Rules.TargetsPerHour, parts.Time, parts.Time.GetUtcNow() - states.LastStart);
        dispatcher = new Dispatcher(states, spec.Rules.MaxPerGroup, pacer);
        noRetry = CancellationTokenSource.CreateLinkedTokenSource(safeStop.Token, hostExit.Token, writer.Lost);
        wake = parts.Time.CreateTimer(_ => Post(new Signal.Tick()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        services = new TargetRunnerServices(
            spec, parts.Kind, parts.Ownership, writer, parts.Executor, pacer, parts.Time, parts.Random, Post,
            new RunControl(safeStop.Token, writer.Lost), parts.WorkOf, () => IsWindowOpen(time.GetUtcNow()), noRetry.Token, hostExit.Token);
        Look();
        WantsSessions = hold is null && windowOpen;
    }

    private enum Intent
    {
        GoOn,
        PauseAfterBatch,
        PauseNow,
        StopAfterBatch,
        StopNow,
        Exit,
    }

    /// <summary>Wakes the run; from any thread.</summary>
    public void Post(Signal signal) => signals.Writer.TryWrite(signal);

    /// <summary>Goes through the job until it has ended, or the host exits, or the job is lost.</summary>
    /// <returns>The state it was left in.</returns>
    public async Task<JobState> GoAsync()
    {
        using var lost = writer.Lost.UnsafeRegister(_ => Post(new Signal.Lost()), null);
        try
        {
            Look();
            ApplyHoldState();
            foreach (var order in adopted)
            {
                Start(order.Number, order); // It goes on already, whatever holds the job.
            }

            while (signals.Reader.TryRead(out var waiting))
            {
                Hear(waiting); // A stop that was asked for before the job had an owner comes before any start.
            }

            return await LoopAsync().ConfigureAwait(false);
        }
        catch
        {
            // A defect: nothing may stay in flight under a lease that is about to be given up.
            await safeStop.CancelAsync().ConfigureAwait(false);
            await dispatcher.DrainAsync(signals.Reader).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<JobState> LoopAsync()
    {
        while (true)
        {
            if (!writer.Lost.IsCancellationRequested)
            {
                Advance();
            }

            if (dispatcher.InFlight == 0 && IsOver)
            {
                return await EndAsync().ConfigureAwait(false);
            }

            var signal = await signals.Reader.ReadAsync().ConfigureAwait(false);
            Look();
            Hear(signal);
            while (signals.Reader.TryRead(out var more))
            {
                Hear(more);
            }
        }
    }

    public void Dispose()
    {
        activities.Dispose();
        wake.Dispose();
        noRetry.Dispose();
        hostExit.Dispose();
        safeStop.Dispose();
    }

    private bool IsOver =>
        writer.Lost.IsCancellationRequested || intent is Intent.Exit or Intent.StopNow || breaker.Tripped || AtStop || refusal is not null
        || (state is not (JobState.Paused or JobState.Waiting) && NothingLeft);

    private bool NothingLeft => range is null && BatchRange.After(passed, states, spec.Rules) is null;

    /// <summary>Whether nothing is in flight and "after the batch" has come: its boundary, or where there are none, now.</summary>
    private bool AtBoundary =>
        dispatcher.InFlight == 0
            && (range is null or { HasBoundaries: false } || dispatcher.Queued == 0 || dispatcher.Suspect is not null || !windowOpen);

    private bool AtStop => intent == Intent.StopAfterBatch && AtBoundary;

    private bool AtPause => state == JobState.Pausing && !NothingLeft && !breaker.Tripped
        && ((intent == Intent.PauseNow && dispatcher.InFlight == 0) || (intent == Intent.PauseAfterBatch && AtBoundary));

    private bool MayStart => state is JobState.Running or JobState.Pausing or JobState.Stopping
        && !breaker.Tripped && dispatcher.Suspect is null && windowOpen
        && (intent == Intent.GoOn || (intent is Intent.PauseAfterBatch or Intent.StopAfterBatch && range is { HasBoundaries: true }));

    private bool MayPassBoundary => intent == Intent.GoOn && state == JobState.Running && !breaker.Tripped && windowOpen;

    private void Hear(Signal signal)
    {
        switch (signal)
        {
            case Signal.Ended(var runner):
                Ended(runner);
                break;
            case Signal.Accepted(var runner):
                dispatcher.Accepted(runner);
                break;
            case Signal.PlaceFreed(var runner, var waits):
                if (dispatcher.PlaceFreed(runner))
                {
                    states.Enter(runner.Number, waits);
                }

                break;
            case Signal.PlaceWanted(var runner):
                dispatcher.PlaceWanted(runner);
                break;
            case Signal.Asked(var request):
                Obey(request.Kind);
                break;
            case Signal.SessionsReserved:
                reserved = true;
                break;
            case Signal.SessionsFreed:
                reserved = false;
                break;
            case Signal.Held(var still):
                hold = still;
                break;
            case Signal.Refused(var message):
                refusal = message;
                break;
            case Signal.HostExit:
                intent = Intent.Exit;
                hostExit.Cancel();
                safeStop.Cancel();
                break;
        }
    }

    private void Obey(JobRequestKind request)
    {
        if (intent is Intent.StopNow or Intent.Exit)
        {
            return;
        }

        switch (request)
        {
            case JobRequestKind.StopNow:
                Intend(Intent.StopNow, JobState.Stopping, EndReason.Stop);
                safeStop.Cancel();
                break;
            case JobRequestKind.StopAfterBatch:
                Intend(Intent.StopAfterBatch, JobState.Stopping, EndReason.Stop);
                break;
            case JobRequestKind.PauseNow when intent != Intent.StopAfterBatch && state != JobState.Paused:
                Intend(Intent.PauseNow, JobState.Pausing, EndReason.Stop);
                break;
            case JobRequestKind.PauseForMemory when intent != Intent.StopAfterBatch && state != JobState.Paused:
                nearMemory = true;
                Intend(Intent.PauseNow, JobState.Pausing, EndReason.Memory);
                break;
            case JobRequestKind.PauseAfterBatch when intent == Intent.GoOn && state != JobState.Paused:
                Intend(Intent.PauseAfterBatch, JobState.Pausing, EndReason.Stop);
                break;
            case JobRequestKind.Resume when state is JobState.Paused or JobState.Pausing:
                if (dispatcher.Suspect is not null)
                {
                    dispatcher.Forgive();
                }

                intent = Intent.GoOn;
                nearMemory = false;
                ApplyHoldState();
                break;
        }
    }

    private string MemoryMessage() =>
        $"Its process came near the memory that it may use, {spec.Rules.MaxMemory >> 20} MiB. What was done is kept; resume it in a "
            + $"fresh process, with fewer targets at once or more memory.";

    private void Intend(Intent what, JobState to, EndReason why)
    {
        intent = what;
        if (state != to)
        {
            Transitions.Ensure(state, to);
            state = to;
            writer.Post(new JobChanged(to, to == JobState.Waiting ? WaitReason.Sessions : WaitReason.None, why, null, attempt));
        }
    }

    private void Advance()
    {
        if (range is not null && dispatcher.Queued == 0 && dispatcher.InFlight == 0)
        {
            // One that gave its place up when the window closed has yet to come.
            passed = range.Batches.FirstOrDefault(batch => states.Counts(batch).Pending > 0)?.Number - 1 ?? range.Batches[^1].Number;
            range = null;
        }

        Hold();

        if (AtPause)
        {
            state = JobState.Paused;
            var suspect = dispatcher.Suspect;
            writer.Post(new JobChanged(
                state,
                WaitReason.None,
                suspect is not null ? EndReason.CredentialSuspect : nearMemory ? EndReason.Memory : EndReason.Stop,
                suspect is null ? nearMemory ? MemoryMessage() : null
                    : $"The credential {suspect} was refused; going on could lock the account. Resume with the right credential, then "
                        + $"retry what failed.",
                attempt));
        }

        if (range is null && MayPassBoundary && BatchRange.After(passed, states, spec.Rules) is { } next)
        {
            range = next;
            dispatcher.LineUp(next.Batches.SelectMany(batch => states.In(batch, TargetState.Pending)));
        }

        // A stop, a tripped breaker or a closed window gives no places: whoever waits for one is told so and ends.
        dispatcher.GivePlaces(range?.Throttle ?? 0, none: breaker.Tripped || safeStop.IsCancellationRequested || !windowOpen);
        var due = TimeSpan.Zero;
        while (range is not null && MayStart && dispatcher.TryNext(range.Throttle, out var number, out due))
        {
            Start(number);
        }

        if (due > TimeSpan.Zero)
        {
            wake.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    private void Start(int number, AdoptedOrder? order = null)
    {
        var batch = states.BatchOf(number);
        Enter(batch, BatchState.Running);
        if (order is null)
        {
            states.Enter(number, TargetState.Connecting);
        }

        var runner = new TargetRunner(services, states.Target(number), number, batch, () => states.NextAttempt(number),
            unverified.Contains(number), order);
        dispatcher.Started(runner);
        activities.Within(batch, () => _ = runner.GoAsync());
    }

    private void Ended(TargetRunner runner)
    {
        dispatcher.Ended(runner);
        if (writer.Lost.IsCancellationRequested)
        {
            return;
        }

        states.Enter(runner.Number, runner.State);
        if (runner.State.IsFailure())
        {
            breaker.Failed(runner.Batch);
        }

        if (breaker.Tripped)
        {
            noRetry.Cancel();
        }

        if (dispatcher.Suspect is not null && intent is Intent.GoOn or Intent.PauseAfterBatch)
        {
            Intend(Intent.PauseNow, JobState.Pausing, EndReason.CredentialSuspect);
        }

        var counts = states.Counts(runner.Batch);
        if (counts.Ended == counts.Total)
        {
            var outcome = TargetStates.Outcome(counts);
            Enter(runner.Batch, outcome);
            activities.End(runner.Batch, outcome);
        }
    }

    private void Enter(PlannedBatch batch, BatchState to)
    {
        if (states.Enter(batch, to))
        {
            writer.Post(new BatchChanged(batch.Number, to));
        }
    }
}
