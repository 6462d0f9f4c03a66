namespace NetBatch.Engine.Tests.Support;

/// <summary>An executor with a defect: one target waits for a minute and then ends as Skipped, which only the owner may say of a
/// target.</summary>
internal sealed class SkippingExecutor(ITargetExecutor inner, TimeProvider time, string defective) : ITargetExecutor
{
    public async Task<ExecutionEnd> ExecuteAsync(WorkOrder order, IRunOwner owner, RunControl control)
    {
        if (order.Target.Name != defective)
        {
            return await inner.ExecuteAsync(order, owner, control);
        }

        await owner.ReportAsync(new PhaseEntered(TargetState.Waiting) { Number = order.Number, Attempt = order.Attempt, Report = 1 },
            default);
        await Task.Delay(TimeSpan.FromMinutes(1), time, control.OwnerLost);
        await owner.ReportAsync(new AttemptEnded(TargetState.Skipped, null) { Number = order.Number, Attempt = order.Attempt, Report = 2 },
            default);
        return ExecutionEnd.Reported;
    }
}
