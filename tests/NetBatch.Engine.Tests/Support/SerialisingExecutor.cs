using System.Text.Json;

namespace NetBatch.Engine.Tests.Support;

/// <summary>Sends every order and every report through JSON both ways, and each report twice, as a bad network might.</summary>
internal sealed class SerialisingExecutor(ITargetExecutor inner) : ITargetExecutor, IRunOwner
{
    private readonly Dictionary<(int, int), IRunOwner> owners = [];
    private readonly Lock gate = new();

    public Task<ExecutionEnd> ExecuteAsync(WorkOrder order, IRunOwner owner, RunControl control)
    {
        lock (gate)
        {
            owners[(order.Number, order.Attempt)] = owner;
        }

        var json = JsonSerializer.Serialize(order, EngineJson.Default.WorkOrder);
        return inner.ExecuteAsync(JsonSerializer.Deserialize(json, EngineJson.Default.WorkOrder)!, this, control);
    }

    public ValueTask ConfirmAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async ValueTask ReportAsync(RunEvent report, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize<JobEvent>(report, EngineJson.Default.JobEvent);
        var copy = (RunEvent)JsonSerializer.Deserialize(json, EngineJson.Default.JobEvent)!;
        IRunOwner owner;
        lock (gate)
        {
            owner = owners[(copy.Number, copy.Attempt)];
        }

        await owner.ReportAsync(copy, cancellationToken);
        await owner.ReportAsync(copy, cancellationToken);
    }
}
