using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Work;

namespace NetBatch.Ssh.Tests.Work;

public sealed class UnsavedConfigTests
{
    private const string Running =
        "Building configuration...\r\n\r\nCurrent configuration : 90 bytes\r\n!\r\n! Last configuration change at 09:00:00 UTC Mon Nov "
            + "30 2026 by anna\r\nhostname r1\r\nntp server 192.0.2.1\r\nend";

    [Theory]
    [InlineData("Using 90 out of 524288 bytes\r\n!\r\n! Last configuration change at 08:00:00 UTC Mon Nov 30 2026 by anna\r\nhostname "
        + "r1\r\nntp server 192.0.2.1\r\nend", "saved")]
    [InlineData("Using 60 out of 524288 bytes\r\n!\r\nhostname r1\r\nend",
        "unsaved: 1 line that runs would be lost by a restart, and 0 lines would come back")]
    [InlineData("!\r\nhostname r1\r\nntp server 192.0.2.1\r\nip routing\r\nend", "unsaved: 0 lines")]
    [InlineData("!\r\nntp server 192.0.2.1\r\nhostname r1\r\nend", "unsaved: 1 line")]
    [InlineData("% Invalid input detected at '^' marker.", "unsaved: there is no startup configuration")]
    public void RunAsync_Asked_TellsWhatARestartWouldLose(string startup, string said)
    {
        var bench = Of(startup, "{\"unsavedConfig\": true}");

        Run(bench);

        var step = bench.Run.Steps[^1];
        step.Command.ShouldBe("saved");
        step.Text.ShouldStartWith(said);
        step.Error.ShouldBeNull();
        bench.Run.Warnings.ShouldBe(said == "saved" ? [] : [step.Text.TrimEnd('\n')]);
    }

    [Fact]
    public void RunAsync_NotAsked_ReadsNoConfiguration()
    {
        var bench = Of("x", "{}");

        Run(bench);

        bench.Run.Steps[^1].Command.ShouldBe("platform");
    }

    private static Bench Of(string startup, string args)
    {
        var ios = new FakeIos { Answers = { ["show running-config"] = Running, ["show startup-config"] = startup } };
        return new Bench((channel, _) => ios.PlayAsync(channel), args: args);
    }

    private static void Run(Bench bench) => Sim.Run(
        bench.Clock, () => new PreflightWork(bench.Connector, bench.Platforms, Bench.Addresses, (_, _) => Task.CompletedTask)
            .RunAsync(bench.Run, bench.Run.SafeStop));
}
