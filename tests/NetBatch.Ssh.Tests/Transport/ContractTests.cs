using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Tests.Transport;

/// <summary>What either transport owes a device that hangs, refuses, or talks without end, and the caller's guard.</summary>
[Collection("sshd")]
public sealed class ContractTests(SshdFixture sshd)
{
    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_KeyExchangeHangs_IsCutInTimeAndTheConnectionClosed(TransportKind transport)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var bench = new TransportBench(sshd, transport);
        var opening = bench.FailAsync(bench.Request(bench.Device(((IPEndPoint)listener.LocalEndpoint).Port), connect: 1));
        using var peer = await listener.AcceptTcpClientAsync();
        await peer.GetStream().WriteAsync("SSH-2.0-Slow_1\r\n"u8.ToArray());

        var error = await opening.WaitAsync(TimeSpan.FromSeconds(8));

        error.Code.ShouldBe(ErrorCode.ConnectTimeout);
        error.Message.ShouldContain("the connection was made but the key exchange was not done");
        await ReadToEndAsync(peer).WaitAsync(TimeSpan.FromSeconds(5));
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_CancelledInTheKeyExchange_EndsAtOnceAndTheConnectionIsClosed(TransportKind transport)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var bench = new TransportBench(sshd, transport);
        using var cancel = new CancellationTokenSource();
        var opening = bench.Transport.OpenAsync(bench.Request(bench.Device(((IPEndPoint)listener.LocalEndpoint).Port)), cancel.Token);
        using var peer = await listener.AcceptTcpClientAsync();
        await peer.GetStream().WriteAsync("SSH-2.0-Slow_1\r\n"u8.ToArray());
        await peer.GetStream().ReadExactlyAsync(new byte[8]);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => opening.WaitAsync(TimeSpan.FromSeconds(5)));
        await ReadToEndAsync(peer).WaitAsync(TimeSpan.FromSeconds(5));
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_ServerSaysInManyLinesThatItIsFull_SessionLimitInItsWords(TransportKind transport)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var bench = new TransportBench(sshd, transport);
        var opening = bench.FailAsync(bench.Request(bench.Device(((IPEndPoint)listener.LocalEndpoint).Port)));
        using (var peer = await listener.AcceptTcpClientAsync())
        {
            await peer.GetStream().WriteAsync("Welcome to core-1\r\n"u8.ToArray());
            await peer.GetStream().FlushAsync();
            await peer.GetStream().WriteAsync("All vty lines are busy, 5 of 5\r\n"u8.ToArray());
        }

        var error = await opening;

        error.Code.ShouldBe(ErrorCode.SessionLimit);
        error.Message.ShouldContain("All vty lines are busy");
    }

    [SshdTheory]
    [EachTransport]
    public async Task Ending_ServerFreezes_IsNoticed(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport, keepAlive: 1);
        await using var server = await SshdServer.StartAsync(sshd.Folder, sshd.PasswordConfig());
        await using var channel = await bench.OpenAsync(bench.Request(bench.Device(server.Port)));
        await channel.Input.WriteAsync("echo pid=$PPID=\n"u8.ToArray());
        var text = "";
        Match pid;
        while (!(pid = Regex.Match(text, "pid=([0-9]+)=")).Success)
        {
            text += await TransportBench.ReadAsync(channel, "=");
        }

        await HostProgram.RunAsync("kill", ["-STOP", pid.Groups[1].Value]);
        var ending = await channel.Ending.WaitAsync(TimeSpan.FromSeconds(20));
        await HostProgram.RunAsync("kill", ["-KILL", pid.Groups[1].Value], check: false);

        ending.Error.ShouldNotBeNull().Code.ShouldBe(ErrorCode.SessionClosed);
    }

    [SshdTheory]
    [EachTransport]
    public async Task Output_QuickCommands_NoneIsLost(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);

        for (var round = 0; round < 25; round++)
        {
            var (output, ending) = await bench.RunAsync(bench.Request(command: $"echo {round}"));

            output.ShouldBe($"{round}\n");
            ending.ShouldBe(new SshEnding(0, null));
        }
    }

    [SshdTheory]
    [EachTransport]
    public async Task Input_Completed_EndsTheCommandsInput(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        await using var channel = await bench.OpenAsync(bench.Request(command: "cat; echo end"));

        await channel.Input.WriteAsync("one\n"u8.ToArray());
        await channel.Input.CompleteAsync();

        (await TransportBench.ReadAsync(channel).WaitAsync(TimeSpan.FromSeconds(20))).ShouldBe("one\nend\n");
        (await channel.Ending).ExitStatus.ShouldBe(0);
    }

    [SshdTheory]
    [EachTransport]
    public async Task Input_AfterTheEnd_ThrowsIOException(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        await using var channel = await bench.OpenAsync(bench.Request());
        await channel.Input.WriteAsync("exit\n"u8.ToArray());
        await channel.Ending.WaitAsync(TimeSpan.FromSeconds(20));

        await Should.ThrowAsync<IOException>(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                await channel.Input.WriteAsync("more\n"u8.ToArray());
            }
        });
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_ServerGivesNoSession_SaysWhatWasRefused(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        await using var server = await SshdServer.StartAsync(sshd.Folder, [.. sshd.PasswordConfig(), "MaxSessions 0"]);
        SshEnding? ending = null;
        NetBatchException? refused = null;
        try
        {
            await using var channel = await bench.OpenAsync(bench.Request(bench.Device(server.Port)));
            ending = await channel.Ending.WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (NetBatchException error)
        {
            refused = error;
        }

        // The OpenSSH client is in the session when it hears of it; in this process it is known before.
        (refused?.Message ?? ending?.Error?.Message).ShouldNotBeNull().ShouldContain("open failed");
        server.Count("Accepted password").ShouldBe(1);
    }

    [SshdTheory]
    [EachTransport]
    public async Task Output_NobodyReads_HoldsTheDeviceBack(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        var done = Path.Combine(sshd.Shared, $"sent-{Guid.NewGuid():N}");
        await using var channel = await bench.OpenAsync(bench.Request(command: $"head -c 100000000 /dev/zero; touch {done}"));
        var first = await channel.Output.ReadAsync();
        var total = first.Buffer.Length;
        channel.Output.AdvanceTo(first.Buffer.End);

        // No more than windows and sockets hold has been taken from the command, however long nobody reads.
        await Task.Delay(700);
        File.Exists(done).ShouldBeFalse();
        total += await CountAsync(channel);

        total.ShouldBe(100_000_000);
        (await channel.Ending).ExitStatus.ShouldBe(0);
        File.Exists(done).ShouldBeTrue();
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_GuardRefuses_TheCommandIsNotSent(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        var file = Path.Combine(sshd.Shared, $"refused-{Guid.NewGuid():N}");
        var request = bench.Request(command: $"touch {file}")
            with { BeforeSend = _ => throw new NetBatchException(ErrorCode.LeaseLost, "lost") };

        var error = await Should.ThrowAsync<NetBatchException>(async () => await (await bench.OpenAsync(request)).DisposeAsync());

        error.Code.ShouldBe(ErrorCode.LeaseLost);
        await bench.RunAsync(bench.Request(command: "true"));
        File.Exists(file).ShouldBeFalse();
    }

    [SshdTheory]
    [EachTransport]
    public async Task Input_GuardRefuses_NothingOfItIsEverSent(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        var lost = false;
        var asked = 0;
        var request = bench.Request() with
        {
            BeforeSend = _ =>
            {
                asked++;
                return lost ? throw new NetBatchException(ErrorCode.LeaseLost, "lost") : ValueTask.CompletedTask;
            },
        };
        await using var channel = await bench.OpenAsync(request);
        lost = true;
        await Should.ThrowAsync<NetBatchException>(async () => await channel.Input.WriteAsync("echo refused-$((1+1))\n"u8.ToArray()));
        lost = false;

        await channel.Input.WriteAsync("echo sent-$((1+1)); exit\n"u8.ToArray());

        var output = await TransportBench.ReadAsync(channel);
        output.ShouldContain("sent-2");
        output.ShouldNotContain("refused-");
        asked.ShouldBe(2);
    }

    private static async Task ReadToEndAsync(TcpClient peer)
    {
        var buffer = new byte[4096];
        try
        {
            while (await peer.GetStream().ReadAsync(buffer) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Reset: an end as well.
        }
    }

    internal static async Task<long> CountAsync(ISshChannel channel)
    {
        long total = 0;
        while (await channel.Output.ReadAsync() is { } read && (read.Buffer.Length > 0 || !read.IsCompleted))
        {
            total += read.Buffer.Length;
            channel.Output.AdvanceTo(read.Buffer.End);
        }

        return total;
    }
}
