using System.Text.Json;

namespace NetBatch.Engine.Tests.Running;

public sealed class RunContextTests
{
    [Fact]
    public async Task BeforeSendAsync_OnlyWhileAChangeIsOpen_AsksTheOwner()
    {
        var owner = new Owner();
        var run = new RunContext(Order(), owner, null!, TimeProvider.System, null, default, default);
        var read = await run.BeginReadAsync("show clock", default);
        await run.BeforeSendAsync(default);
        await read.EndAsync(null, null, default);
        owner.Asked.ShouldBe(0);

        var change = await run.BeginChangeAsync("reload", default);
        await run.BeforeSendAsync(default);
        await run.BeforeSendAsync(default);
        await change.EndAsync(null, null, default);
        await run.BeforeSendAsync(default);

        owner.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task BeforeSendAsync_JobIsLost_ThrowsWhatTheOwnerSays()
    {
        var owner = new Owner { Lost = true };
        var run = new RunContext(Order(), owner, null!, TimeProvider.System, null, default, default);
        await run.BeginChangeAsync("reload", default);

        (await Should.ThrowAsync<NetBatchException>(async () => await run.BeforeSendAsync(default))).Code.ShouldBe(ErrorCode.LeaseLost);
    }

    private static WorkOrder Order() => new()
    {
        JobId = "batch_00000001",
        Number = 1,
        Attempt = 1,
        Epoch = 1,
        Work = new WorkSpec("fake", 1, JsonDocument.Parse("{}").RootElement),
        Target = new Device { Name = "r1", Address = "192.0.2.1" },
        ConnectTimeout = TimeSpan.FromSeconds(10),
        LoginTimeout = TimeSpan.FromSeconds(30),
        StepTimeout = TimeSpan.FromSeconds(60),
        TimeLeft = TimeSpan.FromMinutes(15),
    };

    private sealed class Owner : IRunOwner
    {
        public bool Lost { get; init; }

        public int Asked { get; private set; }

        public ValueTask ReportAsync(RunEvent report, CancellationToken cancellationToken) => default;

        public ValueTask ConfirmAsync(CancellationToken cancellationToken)
        {
            Asked++;
            return Lost ? throw new NetBatchException(ErrorCode.LeaseLost, "lost") : default;
        }
    }
}
