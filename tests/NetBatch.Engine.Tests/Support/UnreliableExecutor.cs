using System.Text.Json;

namespace NetBatch.Engine.Tests.Support;

/// <summary>
/// Work behind a bad link: every order and report goes through JSON, each report is sent until its acknowledgement comes, and on the way
/// anything is delayed, overtaken, repeated while the first is not answered yet, or lost, and so are acknowledgements.
/// </summary>
internal sealed class UnreliableExecutor(ITargetExecutor inner, TimeProvider time, int seed) : ITargetExecutor
{
    private static readonly TimeSpan Resend = TimeSpan.FromSeconds(1);

    private readonly Random random = new(seed);

    public Task<ExecutionEnd> ExecuteAsync(WorkOrder order, IRunOwner owner, RunControl control)
    {
        var json = JsonSerializer.Serialize(order, EngineJson.Default.WorkOrder);
        return inner.ExecuteAsync(JsonSerializer.Deserialize(json, EngineJson.Default.WorkOrder)!,
            new Link(this, owner, control.OwnerLost), control);
    }

    private bool IsUnlucky(int oneIn)
    {
        lock (random)
        {
            return random.Next(oneIn) == 0;
        }
    }

    private Task OnTheWayAsync()
    {
        lock (random)
        {
            return Task.Delay(TimeSpan.FromMilliseconds(random.Next(1500)), time);
        }
    }

    private Task ResendAsync(CancellationToken cancellationToken) => Task.Delay(Resend, time, cancellationToken);

    private sealed class Link(UnreliableExecutor far, IRunOwner owner, CancellationToken ownerLost) : IRunOwner
    {
        public ValueTask ConfirmAsync(CancellationToken cancellationToken) => owner.ConfirmAsync(cancellationToken);

        public async ValueTask ReportAsync(RunEvent report, CancellationToken cancellationToken)
        {
            var sent = SendAsync(JsonSerializer.Serialize<JobEvent>(report, EngineJson.Default.JobEvent));
            if (report is AttemptEnded or ChildStarted or ChangeBegun)
            {
                await sent;
            }
        }

        private async Task SendAsync(string json)
        {
            var acknowledged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            while (!acknowledged.Task.IsCompleted)
            {
                ownerLost.ThrowIfCancellationRequested();
                _ = DeliverAsync(json, acknowledged);
                if (far.IsUnlucky(4))
                {
                    _ = DeliverAsync(json, acknowledged);
                }

                await Task.WhenAny(acknowledged.Task, far.ResendAsync(ownerLost));
            }

            await acknowledged.Task;
        }

        private async Task DeliverAsync(string json, TaskCompletionSource acknowledged)
        {
            if (far.IsUnlucky(5))
            {
                return;
            }

            await far.OnTheWayAsync();
            try
            {
                await owner.ReportAsync((RunEvent)JsonSerializer.Deserialize(json, EngineJson.Default.JobEvent)!, default);
            }
            catch (NetBatchException lost)
            {
                acknowledged.TrySetException(lost);
                return;
            }

            if (!far.IsUnlucky(5))
            {
                acknowledged.TrySetResult();
            }
        }
    }
}
