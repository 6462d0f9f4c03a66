using NetBatch.Ssh.Shell;
using NetBatch.Ssh.Tests.Support;

namespace NetBatch.Ssh.Tests.Shell;

/// <summary>What the shell owes the transport and the gate.</summary>
public sealed class ConnectorContractTests
{
    [Fact]
    public void ConnectAsync_LoginIsDone_LeavesTheGateBeforeTheFirstPrompt()
    {
        var ios = new FakeIos();
        var left = -1;
        Bench bench = null!;
        bench = new Bench(async (channel, _) =>
        {
            // The device is authenticated and has not said a word.
            await channel.WaitAsync(TimeSpan.FromSeconds(1));
            left = bench.Passes;
            await ios.PlayAsync(channel);
        });

        bench.InSession(_ => Task.CompletedTask).ShouldBeNull();

        left.ShouldBe(1);
    }

    [Fact]
    public async Task Request_OfARun_AsksTheRunBeforeBytesGoOut()
    {
        var asked = 0;
        var device = new Device { Name = "r1", Address = "192.0.2.1" };
        var run = new FakeRun(device)
        {
            BeforeSend = _ =>
            {
                asked++;
                return default;
            },
        };

        await ExecOpener.Request(run, device, null, true, default).BeforeSend.ShouldNotBeNull()(default);

        asked.ShouldBe(1);
    }
}
