using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Transport;
using NetBatch.Ssh.Work;

namespace NetBatch.Ssh.Tests.Shell;

public sealed class ExecSessionTests
{
    [Fact]
    public void RunAsync_Command_HasAChannelOfItsOwnWithoutTerminal()
    {
        var bench = Of(async (channel, command) => await channel.SayAsync($"ran {command}\n"));

        bench.Command("uptime").Step.Text.ShouldBe("ran uptime\n");

        bench.Transport.Requests.Select(request => request.Command).ShouldBe(["uname -n; id -u", "uptime"]);
        bench.Transport.Requests.ShouldAllBe(request => !request.Terminal);
        bench.Transport.Channels.ShouldAllBe(channel => channel.Disposed);
        bench.Run.Phases.ShouldBe([TargetState.Connecting, TargetState.Connected, TargetState.Disconnecting]);
    }

    [Fact]
    public void RunAsync_StatusOtherThanZero_IsExitStatusWithTheNumber()
    {
        var outcome = Of(async (channel, _) =>
        {
            await channel.SayAsync("no such file\n");
            channel.Hang(2);
        }).Command("cat x").Outcome;

        outcome.ExitStatus.ShouldBe(2);
        outcome.Error!.Code.ShouldBe(ErrorCode.ExitStatus);
    }

    [Fact]
    public void RunAsync_LaterChannelRefused_IsNoConnectClassError()
    {
        var bench = Of((_, _) => Task.CompletedTask);

        var error = Should.Throw<NetBatchException>(() => bench.InSession(session =>
        {
            bench.Transport.Fault = new NetBatchException(ErrorCode.ConnectionRefused, "refused");
            return session.RunAsync(new DeviceCommand("uptime"), new FakeStep(), default);
        }));

        error.Code.ShouldBe(ErrorCode.SessionClosed);
        error.ToRunError().IsRetryable.ShouldBeFalse();
    }

    [Fact]
    public void RunAsync_FirstChannelRefused_KeepsItsCode()
    {
        var bench = Of((_, _) => Task.CompletedTask);
        bench.Transport.Fault = new NetBatchException(ErrorCode.ConnectionRefused, "refused");

        Should.Throw<NetBatchException>(() => bench.InSession(_ => Task.CompletedTask)).Code.ShouldBe(ErrorCode.ConnectionRefused);
    }

    [Fact]
    public void RaisePrivilegeAsync_Sudo_TheSecretGoesByStandardInputOnly()
    {
        var bench = Of(async (channel, command) =>
        {
            if (command.StartsWith("sudo", StringComparison.Ordinal))
            {
                channel.Hang(await channel.LineAsync() == "s3cret" ? 0 : 1);
            }
        }, new CredentialReference(CredentialSource.Supplied, "sudo"));
        bench.Run.Known["sudo"] = "s3cret";

        bench.InSession(async session =>
        {
            await session.RaisePrivilegeAsync(default);
            (await session.RunAsync(new DeviceCommand("cat '/etc/shadow'"), new FakeStep(), default)).Error.ShouldBeNull();
        });

        bench.Transport.Requests[^1].Command.ShouldBe(@"sudo -S -p '' -- sh -c 'cat '\''/etc/shadow'\'''");
        bench.Transport.Requests.ShouldAllBe(request => !request.Command!.Contains("s3cret"));
    }

    [Fact]
    public void RaisePrivilegeAsync_SudoRefuses_IsPrivilegeDenied()
    {
        var bench = Of((channel, command) =>
        {
            channel.Hang(command.StartsWith("sudo", StringComparison.Ordinal) ? 1 : 0);
            return Task.CompletedTask;
        });

        Should.Throw<NetBatchException>(() => bench.InSession(session => session.RaisePrivilegeAsync(default))).Code.ShouldBe(
            ErrorCode.PrivilegeDenied);
    }

    [Fact]
    public void RunAsync_Silence_IsPromptTimeoutAndTheChannelEnds()
    {
        var bench = Of((channel, _) => channel.WaitAsync(TimeSpan.FromDays(1)));

        Should.Throw<NetBatchException>(() => bench.Command("sleep 1000")).Code.ShouldBe(ErrorCode.PromptTimeout);

        bench.Channel.Disposed.ShouldBeTrue();
    }

    [Fact]
    public void ConfigWork_Linux_RunsItsLinesAsRoot()
    {
        var bench = new Bench((channel, request) => PlayAsync(channel, request, (_, _) => Task.CompletedTask), "linux", "config",
            """{"lines":["systemctl restart frr"]}""");

        Sim.Run(bench.Clock,
            () => new ConfigWork(bench.Connector, bench.Platforms, new ConfigChanger(bench.Platforms)).RunAsync(bench.Run, default));

        bench.Transport.Requests[^1].Command.ShouldBe("sudo -n -- sh -c 'systemctl restart frr'");
        bench.Run.Steps.Single().Effect.ShouldBe(StepEffect.Change);
    }

    private static Bench Of(Func<FakeChannel, string, Task> play, CredentialReference? enable = null) => new(
        (channel, request) => PlayAsync(channel, request, play), "linux", device: device => device with { EnableCredential = enable });

    private static async Task PlayAsync(FakeChannel channel, SshRequest request, Func<FakeChannel, string, Task> play)
    {
        if (request.Command!.StartsWith("uname", StringComparison.Ordinal))
        {
            await channel.SayAsync("host1\n1000\n");
        }
        else
        {
            await play(channel, request.Command);
        }

        channel.Hang();
    }
}
