namespace NetBatch.Data.Tests.Support;

/// <summary>Runs no script: what it says is set by the test.</summary>
internal sealed class FakeScripts : IScriptRunner
{
    public List<ScriptRequest> Asked { get; } = [];

    public ScriptOutcome Says { get; set; } = new(0, 0, [], "");

    public NetBatchException? Fails { get; set; }

    public IReadOnlyList<ScriptProblem> Check(string text) => text == "wrong" ? [new(3, 7, "No grammar.")] : [];

    public Task<ScriptOutcome> RunAsync(ScriptRequest request, CancellationToken cancellationToken)
    {
        Asked.Add(request);
        return Fails is { } problem ? Task.FromException<ScriptOutcome>(problem) : Task.FromResult(Says);
    }
}
