using System.Text.Json;

namespace NetBatch.Engine.Bench;

/// <summary>Work that takes no time: what is left is the engine and the store.</summary>
internal sealed class NoWork : WorkKind
{
    public override string Name => "none";

    public override string TargetKind => "device";

    public override IReadOnlyList<WorkOption> Options => [];

    public override IReadOnlyList<PlannedStep> Plan(JsonElement args, Target target) => [new("nothing", StepEffect.Read)];

    public override async Task RunAsync(IRunContext run, CancellationToken cancellationToken)
    {
        await run.EnterAsync(TargetState.Connected, cancellationToken);
        var step = await run.BeginReadAsync("nothing", cancellationToken);
        await step.WriteAsync("output"u8.ToArray(), cancellationToken);
        await step.EndAsync(cancellationToken: cancellationToken);
    }
}

internal sealed class NoSecrets : ISecretResolver
{
    public ValueTask<Secret?> ResolveAsync(CredentialReference reference, CancellationToken cancellationToken) => new((Secret?)null);
}
