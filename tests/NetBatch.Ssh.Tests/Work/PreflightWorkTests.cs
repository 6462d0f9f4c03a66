using System.Net;
using System.Net.Sockets;
using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Work;

namespace NetBatch.Ssh.Tests.Work;

public sealed class PreflightWorkTests
{
    [Fact]
    public void RunAsync_GoodDevice_EveryCheckIsAStepAndNoCommandIsRun()
    {
        var ios = new FakeIos();
        var bench = Of(ios);

        Run(bench, Reached);

        bench.Run.Steps.Select(step => step.Command).ShouldBe(["resolve", "tcp", "login", "privilege", "platform"]);
        bench.Run.Steps.ShouldAllBe(step => step.Ended && step.Error == null && step.Effect == StepEffect.Read);
        ios.Commands.ShouldBe(["terminal length 0", "terminal width 512", "exit"]);
    }

    [Fact]
    public void RunAsync_PortRefusedAndLoginRefused_BothStepsTell()
    {
        var bench = Of(new FakeIos());
        bench.Transport.Fault = new NetBatchException(ErrorCode.ConnectionRefused, "ssh: Connection refused");

        Should.Throw<NetBatchException>(() => Run(bench, Refused)).Code.ShouldBe(ErrorCode.ConnectionRefused);

        bench.Run.Steps.Select(step => step.Error?.Code).ShouldBe([null, ErrorCode.ConnectionRefused, ErrorCode.ConnectionRefused]);
    }

    [Fact]
    public void RunAsync_PortRefusedButTheClientKnowsAnotherWay_Warns()
    {
        var bench = Of(new FakeIos());

        Run(bench, Refused);

        bench.Run.Warnings.Single().ShouldContain("another way");
    }

    [Fact]
    public void RunAsync_NoAnswer_IsConnectTimeoutAfterConnectTimeout()
    {
        var bench = Of(new FakeIos());
        bench.Transport.Fault = new NetBatchException(ErrorCode.ConnectTimeout, "ssh: timed out");

        Should.Throw<NetBatchException>(() => Run(bench, Never));

        bench.Run.Steps[1].Error!.Code.ShouldBe(ErrorCode.ConnectTimeout);
        bench.Clock.Elapsed.ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void RunAsync_EnableSecretRefused_TellsAtPrivilege()
    {
        var ios = new FakeIos { Privileged = false, EnableSecret = "right" };
        var bench = new Bench((channel, _) => ios.PlayAsync(channel),
            device: device => device with { EnableCredential = new CredentialReference(CredentialSource.Supplied, "e") });
        bench.Run.Known["e"] = "wrong";

        Should.Throw<NetBatchException>(() => Run(bench, Reached)).Code.ShouldBe(ErrorCode.PrivilegeDenied);

        bench.Run.Steps[^1].Command.ShouldBe("privilege");
        ios.LoggedOut.ShouldBeTrue();
    }

    private static Task Reached(IPEndPoint end, CancellationToken token) => Task.CompletedTask;

    private static Task Refused(IPEndPoint end, CancellationToken token) =>
        Task.FromException(new SocketException((int)SocketError.ConnectionRefused));

    private static Task Never(IPEndPoint end, CancellationToken token)
    {
        var never = new TaskCompletionSource();
        token.Register(() => never.TrySetCanceled(token));
        return never.Task;
    }

    private static Bench Of(FakeIos ios) => new((channel, _) => ios.PlayAsync(channel));

    private static void Run(Bench bench, Func<IPEndPoint, CancellationToken, Task> reach) =>
        Sim.Run(bench.Clock,
            () => new PreflightWork(bench.Connector, bench.Platforms, Bench.Addresses, reach).RunAsync(bench.Run, bench.Run.SafeStop));
}
