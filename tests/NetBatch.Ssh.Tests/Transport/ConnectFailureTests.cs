using System.Net;
using System.Net.Sockets;
using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Tests.Transport;

[Collection("sshd")]
public sealed class ConnectFailureTests(SshdFixture sshd)
{
    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_NothingListens_ConnectionRefused(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        var server = await SshdServer.StartAsync(sshd.Folder, sshd.PasswordConfig());
        var port = server.Port;
        await server.DisposeAsync();

        var error = await bench.FailAsync(bench.Request(bench.Device(port)));

        error.Code.ShouldBe(ErrorCode.ConnectionRefused);
        error.Message.ShouldContain($"r1: 127.0.0.1:{port}");
        bench.SessionFolders.ShouldBeEmpty();
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_NoSuchName_NameNotResolved(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);

        var error = await bench.FailAsync(bench.Request(bench.Device() with { Address = "no-such-host.invalid" }));

        error.Code.ShouldBe(ErrorCode.NameNotResolved);
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_ServerStaysSilent_ConnectTimeout(TransportKind transport)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var bench = new TransportBench(sshd, transport);

        var error = await bench.FailAsync(bench.Request(bench.Device(((IPEndPoint)listener.LocalEndpoint).Port), connect: 0.4));

        error.Code.ShouldBe(ErrorCode.ConnectTimeout);
        error.Message.ShouldContain("the connection was made but the key exchange was not done within 0.4 s");
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_ServerCloses_ConnectionClosed(TransportKind transport)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var bench = new TransportBench(sshd, transport);
        var opening = bench.FailAsync(bench.Request(bench.Device(((IPEndPoint)listener.LocalEndpoint).Port)));
        (await listener.AcceptTcpClientAsync()).Dispose();

        (await opening).Code.ShouldBe(ErrorCode.ConnectionClosed);
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_ServerIsFull_SessionLimit(TransportKind transport)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var bench = new TransportBench(sshd, transport);
        var opening = bench.FailAsync(bench.Request(bench.Device(((IPEndPoint)listener.LocalEndpoint).Port)));
        using (var client = await listener.AcceptTcpClientAsync())
        {
            await client.GetStream().WriteAsync("Too many users logged in, try later\r\n"u8.ToArray());
        }

        (await opening).Code.ShouldBe(ErrorCode.SessionLimit);
    }

    [SshdFact]
    public async Task OpenAsync_LoginIsSlow_LoginTimeout()
    {
        await using var bench = new TransportBench(sshd, TransportKind.OpenSsh);
        var request = bench.Request(login: 0.5, connect: 0.45) with
        {
            // Holds back the answer to the password's question.
            Started = async _ => await Task.Delay(600),
        };

        (await bench.FailAsync(request)).Code.ShouldBe(ErrorCode.LoginTimeout);
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_NoCommonAlgorithm_ListsTheOffer(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        var device = bench.Device()
            with { SshOptions = new Dictionary<string, string> { ["KexAlgorithms"] = "diffie-hellman-group14-sha256" } };

        var error = await bench.FailAsync(bench.Request(device));

        error.Code.ShouldBe(ErrorCode.NoCommonAlgorithm);
        error.Message.ShouldContain("curve25519-sha256");
        error.Remedy.ShouldNotBeNull().ShouldContain("LegacyAlgorithms");
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_LegacyAlgorithms_ReachOldServer(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        await using var old = await SshdServer.StartAsync(
            sshd.Folder,
            [.. sshd.PasswordConfig().Where(line => !line.StartsWith("Kex", StringComparison.Ordinal)),
                "KexAlgorithms diffie-hellman-group14-sha1", "Ciphers aes128-cbc", "MACs hmac-sha1"]);

        (await bench.FailAsync(bench.Request(bench.Device(old.Port)))).Code.ShouldBe(ErrorCode.NoCommonAlgorithm);
        var (output, _) = await bench.RunAsync(bench.Request(bench.Device(old.Port) with { LegacyAlgorithms = true }, "id -un"));

        output.Trim().ShouldBe(sshd.User);
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_BadOptionValue_NamesIt(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        var device = bench.Device() with { SshOptions = new Dictionary<string, string> { ["Ciphers"] = "rot13" } };

        var error = await bench.FailAsync(bench.Request(device));

        error.Code.ShouldBe(ErrorCode.SshClientUnusable);
        error.Message.ShouldContain("rot13");
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_HostKeyChanged_IsRefused(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        await (await bench.OpenAsync(bench.Request())).DisposeAsync();
        var known = await File.ReadAllTextAsync(bench.KnownHosts);
        await File.WriteAllTextAsync(bench.KnownHosts,
            $"[127.0.0.1]:{sshd.Server.Port} {await File.ReadAllTextAsync(Path.Combine(sshd.Folder, "host2.pub"))}");

        var error = await bench.FailAsync(bench.Request());

        known.ShouldContain($"[127.0.0.1]:{sshd.Server.Port} ssh-ed25519");
        error.Code.ShouldBe(ErrorCode.HostKeyChanged);
        error.Remedy.ShouldNotBeNull().ShouldContain($"ssh-keygen -R '[127.0.0.1]:{sshd.Server.Port}'");
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_UnknownHostKeyWhereOnlyKnownOnesAreTaken_IsRefused(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport, HostKeyPolicy.Strict);

        (await bench.FailAsync(bench.Request())).Code.ShouldBe(ErrorCode.HostKeyUnknown);
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_UserConfigAsksAboutHostKeys_EndsAtOnce(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport, userConfig: "StrictHostKeyChecking ask\n");

        (await bench.FailAsync(bench.Request())).Code.ShouldBe(ErrorCode.HostKeyUnknown);
    }

    [SshdFact]
    public async Task OpenAsync_Cancelled_EndsPromptlyAndLeavesNothing()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var bench = new TransportBench(sshd, TransportKind.OpenSsh);
        using var cancel = new CancellationTokenSource();
        ChildProcess? child = null;
        var request = bench.Request(bench.Device(((IPEndPoint)listener.LocalEndpoint).Port)) with
        {
            Started = started =>
            {
                child = started;
                return ValueTask.CompletedTask;
            },
        };
        var opening = bench.Transport.OpenAsync(request, cancel.Token);
        using var accepted = await listener.AcceptTcpClientAsync();

        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => opening);

        (ProcessTable.Find(child.ShouldNotBeNull().ProcessId) is { Ended: false }).ShouldBeFalse();
        bench.SessionFolders.ShouldBeEmpty();
    }

    [SshdFact]
    public async Task OpenAsync_StartedThrows_KillsTheClient()
    {
        await using var bench = new TransportBench(sshd, TransportKind.OpenSsh);
        ChildProcess? child = null;
        var request = bench.Request() with
        {
            Started = started =>
            {
                child = started;
                throw new InvalidOperationException("the store is gone");
            },
        };

        var error = await Should.ThrowAsync<InvalidOperationException>(() => bench.OpenAsync(request));

        error.Message.ShouldBe("the store is gone");
        (ProcessTable.Find(child.ShouldNotBeNull().ProcessId) is { Ended: false }).ShouldBeFalse();
        bench.SessionFolders.ShouldBeEmpty();
    }
}
