using System.Text.Json;

namespace NetBatch.Engine.Tests.Support;

/// <summary>How one fake target behaves in one attempt.</summary>
internal sealed record Script(
    double ConnectSeconds = 1,
    ErrorCode Connect = ErrorCode.None,
    int Reads = 1,
    int Changes = 0,
    double StepSeconds = 1,
    ErrorCode Step = ErrorCode.None);

/// <summary>A kind of work on fake targets; keeps its own account of what really happened, apart from the engine's.</summary>
internal sealed class FakeFleet(TimeProvider time, Func<Target, int, Script> script) : WorkKind, IOutcomeVerifier
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, int> openByBatch = [];

    public override string Name => "fake";

    public override string TargetKind => "target";

    public override WorkTraits Traits => WorkTraits.Resumable | WorkTraits.MayChange;

    public override IReadOnlyList<WorkOption> Options => [new("changes", WorkOptionType.Switch, "Whether the plan has a change.")];

    /// <summary>What is found where a change has an unknown end: true: nothing of it is there.</summary>
    public Func<bool> Found { get; set; } = () => throw new InvalidOperationException("nobody asked to verify");

    /// <summary>What a target is locked by.</summary>
    public Func<Target, IReadOnlyList<string>> Keys { get; set; } = target => [target.Id];

    public Task<bool> VerifyAsync(IRunContext run, CancellationToken cancellationToken) => Task.FromResult(Found());

    /// <summary>Sessions open right now, and the most there ever were.</summary>
    public int Open { get; private set; }

    public int MostOpen { get; private set; }

    public List<DateTimeOffset> Starts { get; } = [];

    /// <summary>Each change that went out: target, step, epoch.</summary>
    public List<(string Target, int Step, long Epoch)> Sent { get; } = [];

    /// <summary>The number of the target and the numbers of those that were open when it started.</summary>
    public List<(int Number, int[] Others)> Together { get; } = [];

    private readonly HashSet<int> openNumbers = [];

    public override IReadOnlyList<PlannedStep> Plan(JsonElement args, Target target) =>
        args.TryGetProperty("changes", out var changes) && changes.GetBoolean() ? [new("set", StepEffect.Change)]
            : [new("get", StepEffect.Read)];

    public override ValueTask<IReadOnlyList<string>> LockKeysAsync(Target target, CancellationToken cancellationToken) => new(Keys(target));

    public override async Task RunAsync(IRunContext run, CancellationToken cancellationToken)
    {
        var how = script(run.Target, run.Order.Attempt);
        Count(run.Order.Number, 1);
        try
        {
            await run.EnterAsync(TargetState.Connecting, cancellationToken);
            await Wait(how.ConnectSeconds, cancellationToken);
            if (how.Connect != ErrorCode.None)
            {
                throw new NetBatchException(how.Connect, "scripted");
            }

            await run.EnterAsync(TargetState.Connected, cancellationToken);
            await run.EnterAsync(TargetState.Executing, cancellationToken);
            for (var read = 0; read < how.Reads; read++)
            {
                var step = await run.BeginReadAsync($"get {read}", cancellationToken);
                await Wait(how.StepSeconds, cancellationToken);
                await step.WriteAsync("output"u8.ToArray(), cancellationToken);
                await step.EndAsync(cancellationToken: cancellationToken);
            }

            for (var change = 0; change < how.Changes; change++)
            {
                var step = await run.BeginChangeAsync($"set {change}", cancellationToken);
                run.OwnerLost.ThrowIfCancellationRequested();
                lock (gate)
                {
                    Sent.Add((run.Target.Name, change, run.Order.Epoch));
                }

                await Wait(how.StepSeconds, run.OwnerLost);
                await step.EndAsync(cancellationToken: run.OwnerLost);
            }

            if (how.Step != ErrorCode.None)
            {
                throw new NetBatchException(how.Step, "scripted");
            }

            await run.EnterAsync(TargetState.Disconnecting, cancellationToken);
            await Wait(0.1, CancellationToken.None);
        }
        finally
        {
            Count(run.Order.Number, -1);
        }
    }

    private async Task Wait(double seconds, CancellationToken cancellationToken) =>
        await Task.Delay(TimeSpan.FromSeconds(seconds), time, cancellationToken);

    private void Count(int number, int more)
    {
        lock (gate)
        {
            if (more > 0)
            {
                Starts.Add(time.GetUtcNow());
                Together.Add((number, [.. openNumbers]));
                openNumbers.Add(number);
            }
            else
            {
                openNumbers.Remove(number);
            }

            Open += more;
            MostOpen = Math.Max(MostOpen, Open);
        }
    }
}
