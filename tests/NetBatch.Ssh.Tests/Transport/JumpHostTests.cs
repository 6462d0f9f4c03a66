using System.Net;
using System.Net.Sockets;
using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Tests.Transport;

[Collection("sshd")]
public sealed class JumpHostTests(SshdFixture sshd)
{
    private static Device Through(TransportBench bench, params JumpHost[] jumps) => bench.Device() with { Jump = jumps };

    private JumpHost Jump(int? port = null, string secret = "jump") =>
        new("127.0.0.1", port ?? sshd.Jump.Port, new CredentialReference(CredentialSource.Supplied, secret));

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_JumpHostWithAnotherPassword_OpensShell(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);

        var (output, ending) = await bench.RunAsync(bench.Request(Through(bench, Jump()), "id -un"));

        output.Trim().ShouldBe(sshd.User);
        ending.ExitStatus.ShouldBe(0);
    }

    [SshdFact]
    public async Task OpenAsync_TwoJumpHosts_OpensShellAndEndsAllThree()
    {
        await using var bench = new TransportBench(sshd, TransportKind.OpenSsh);
        await using var second = await SshdServer.StartAsync(sshd.Folder, sshd.PasswordConfig("host2"));
        ChildProcess? child = null;
        var request = bench.Request(Through(bench, Jump(), Jump(second.Port))) with
        {
            Started = started =>
            {
                child = started;
                return ValueTask.CompletedTask;
            },
        };

        List<int> tree;
        await using (var channel = await bench.OpenAsync(request))
        {
            tree = [.. ProcessTable.All().Where(entry => entry.SessionId == child!.ProcessId).Select(entry => entry.Id)];
        }

        tree.Count.ShouldBe(3);
        await Eventually.HoldsAsync(() => tree.All(id => ProcessTable.Find(id) is null or { Ended: true }));
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_JumpHostRefusesPassword_NamesItAndTriesOnce(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        await using var jump = await SshdServer.StartAsync(sshd.Folder, sshd.PasswordConfig());
        var secrets = new SecretBox(("main", new Secret(null, SshdFixture.Password)), ("jump", new Secret(sshd.JumpUser, "wrong")));

        var error = await bench.FailAsync(bench.Request(Through(bench, Jump(jump.Port)), secrets: secrets));

        // Its own code and not JumpHostFailed, which may be retried: a retried password locks the account.
        error.Code.ShouldBe(ErrorCode.AuthenticationFailed);
        error.ToRunError().IsRetryable.ShouldBeFalse();
        error.Message.ShouldContain($"the jump host 127.0.0.1:{jump.Port}");
        jump.Count("Failed password").ShouldBe(1);
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_TargetRefusesPassword_NamesTheTarget(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        var secrets = new SecretBox(("main", new Secret(null, "wrong")), ("jump", new Secret(sshd.JumpUser, SshdFixture.JumpPassword)));

        var error = await bench.FailAsync(bench.Request(Through(bench, Jump()), secrets: secrets));

        error.Code.ShouldBe(ErrorCode.AuthenticationFailed);
        error.Message.ShouldNotContain("the jump host");
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_JumpHostIsDown_JumpHostFailed(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        var down = await SshdServer.StartAsync(sshd.Folder, sshd.PasswordConfig());
        var port = down.Port;
        await down.DisposeAsync();

        var error = await bench.FailAsync(bench.Request(Through(bench, Jump(port))));

        error.Code.ShouldBe(ErrorCode.JumpHostFailed);
        error.Message.ShouldContain("refused");
        error.Message.ShouldContain($"the jump host 127.0.0.1:{port}");
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_TargetBehindJumpHostIsDown_ConnectionRefused(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        var down = await SshdServer.StartAsync(sshd.Folder, sshd.PasswordConfig());
        var port = down.Port;
        await down.DisposeAsync();

        var error = await bench.FailAsync(bench.Request(Through(bench, Jump()) with { Port = port }));

        error.Code.ShouldBe(ErrorCode.ConnectionRefused);
        error.Message.ShouldNotContain("the jump host");
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_TargetBehindJumpHostIsSilent_ConnectTimeout(TransportKind transport)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var bench = new TransportBench(sshd, transport);
        var device = Through(bench, Jump()) with { Port = ((IPEndPoint)listener.LocalEndpoint).Port };

        var error = await bench.FailAsync(bench.Request(device, connect: 1.5));

        error.Code.ShouldBe(ErrorCode.ConnectTimeout);
    }

    [SshdFact]
    public async Task OpenAsync_JumpHostOfTheUsersConfigWantsPassword_IsNotGivenTheDevices()
    {
        // The user's own config sends the connection over a host that has no credential here.
        await using var jump = await SshdServer.StartAsync(sshd.Folder, sshd.PasswordConfig("host2"));
        await using var bench = new TransportBench(
            sshd, TransportKind.OpenSsh,
            userConfig: $"Host 127.0.0.1\n  ProxyJump {sshd.User}@localhost:{jump.Port}\nHost localhost\n  ProxyJump none\n");

        var error = await bench.FailAsync(bench.Request());

        error.Code.ShouldBe(ErrorCode.JumpHostFailed);
        error.Message.ShouldContain("of your ssh_config");
        error.Message.ShouldContain("Permission denied");
        jump.Count("Failed password").ShouldBe(0);
        jump.Count("Accepted").ShouldBe(0);
    }

    [SshdFact]
    public async Task OpenAsync_JumpHostOfTheUsersConfigWithKey_IsPassed()
    {
        await using var bench = new TransportBench(
            sshd, TransportKind.OpenSsh,
            userConfig: $"Host 127.0.0.1\n  ProxyJump {sshd.User}@localhost:{sshd.Jump.Port}\nHost localhost\n  ProxyJump none\n  "
                + $"IdentityFile {sshd.Key}\n");

        var (output, _) = await bench.RunAsync(bench.Request(command: "id -un"));

        output.Trim().ShouldBe(sshd.User);
    }
}
