using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace NetBatch.Reliability.Tests.StoreFaults;

/// <summary>Reads once, then sends lines; what reaches a target is written down here, past any store: the truth.</summary>
internal sealed class PaperWork : WorkKind
{
    public static readonly string[] Lines = ["line 1", "line 2"];

    /// <summary>What went out, in order.</summary>
    public ConcurrentQueue<(string Target, string Line)> Paper { get; } = [];

    public override string Name => "paper";

    public override string TargetKind => "target";

    public override WorkTraits Traits => WorkTraits.MayChange | WorkTraits.Resumable;

    public override IReadOnlyList<WorkOption> Options => [];

    public override IReadOnlyList<PlannedStep> Plan(JsonElement args, Target target) =>
        [new("read", StepEffect.Read), .. Lines.Select(line => new PlannedStep(line, StepEffect.Change))];

    public override ValueTask<IReadOnlyList<string>> LockKeysAsync(Target target, CancellationToken cancellationToken) => new([target.Id]);

    public override async Task RunAsync(IRunContext run, CancellationToken cancellationToken)
    {
        await run.EnterAsync(TargetState.Executing, cancellationToken);
        var read = await run.BeginReadAsync("read", cancellationToken);
        await read.WriteAsync(Encoding.UTF8.GetBytes($"all of {run.Target.Name}"), cancellationToken);
        await read.EndAsync(cancellationToken: cancellationToken);
        await run.KeepAsync("running", Encoding.UTF8.GetBytes($"config of {run.Target.Name}"), cancellationToken);
        foreach (var line in Lines)
        {
            var step = await run.BeginChangeAsync(line, cancellationToken);
            await run.BeforeSendAsync(cancellationToken);
            Paper.Enqueue((run.Target.Name, line));
            await step.WriteAsync(Encoding.UTF8.GetBytes("ok"), run.OwnerLost);
            await step.EndAsync(cancellationToken: run.OwnerLost);
        }
    }
}
