using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Tests.Transport.SshNet;

/// <summary>What is promised of the transport in this process alone.</summary>
[Collection("sshd")]
[SupportedOSPlatform("linux")]
public sealed class InProcessTests(SshdFixture sshd)
{
    [SshdFact]
    public async Task OpenAsync_ThroughJumpHost_ListensNowhereAndStartsNoProcess()
    {
        await using var bench = new TransportBench(sshd, TransportKind.InProcess);
        var device = bench.Device() with { Jump = [new JumpHost("127.0.0.1", sshd.Jump.Port, new(CredentialSource.Supplied, "jump"))] };
        var before = await ListeningAsync();

        var channels = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => bench.OpenAsync(bench.Request(device))));

        (await ListeningAsync()).ShouldBe(before);
        ProcessTable.All().Where(entry =>
            entry.ParentId == Environment.ProcessId && !entry.Ended && CommandLine(entry.Id).StartsWith("ssh\0", StringComparison.Ordinal))
            .ShouldBeEmpty();
        Directory.EnumerateFiles(bench.Folder, "*", SearchOption.AllDirectories).Select(File.ReadAllText)
            .ShouldAllBe(text => !text.Contains(SshdFixture.Password) && !text.Contains(SshdFixture.JumpPassword));
        await Task.WhenAll(channels.Select(channel => channel.DisposeAsync().AsTask()));
    }

    [SshdFact]
    public async Task DisposeAsync_InTheMiddleOfOutputs_LeavesNoConnection()
    {
        await using var bench = new TransportBench(sshd, TransportKind.InProcess);
        await using var server = await SshdServer.StartAsync(sshd.Folder, sshd.PasswordConfig());
        for (var round = 0; round < 10; round++)
        {
            var channel = await bench.OpenAsync(bench.Request(bench.Device(server.Port), command: "cat /dev/zero"));
            await channel.Output.ReadAsync();
            await channel.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5));
        }

        await Eventually.HoldsAsync(() => ConnectionsTo(server.Port) == 0, 10);
    }

    /// <summary>What comes while the shell is being opened goes to those who listen by then: who begins later has lost it for ever, once
    /// in some two thousand logins. Here the library's listener is held until the shell is there.</summary>
    [SshdFact]
    public async Task Output_ListenerHeldUntilTheShellIsOpen_HasTheFirstWords()
    {
        await using var bench = new TransportBench(sshd, TransportKind.InProcess);
        var options = new SshTransportOptions { KnownHostsFile = bench.KnownHosts, SystemConfigFile = "", UserConfigFile = bench.UserConfig };
        var request = bench.Request(command: "echo first words");
        var route = await SshRoute.ResolveAsync(request, default);
        using var files = new KeyFiles();
        using var hop = new SshNetHop(options, new KnownHostKeys(bench.KnownHosts), files, route.Hops[0], request);
        await hop.ConnectAsync(null, default);
        using var opened = new ManualResetEventSlim();
        hop.Session.ChannelDataReceived += (_, _) => opened.Wait(TimeSpan.FromSeconds(20));

        await using var channel = new SshNetChannel([hop], request, options, new SshNetFailure(route, "r1", () => [hop]), 0);
        await Task.Run(() => channel.Start("xterm"));
        opened.Set();

        (await TransportBench.ReadAsync(channel).WaitAsync(TimeSpan.FromSeconds(20))).ShouldBe("first words\n");
    }

    [SshdFact]
    public async Task OpenAsync_FiftyAtOnce_LeavesThePoolItsThreads()
    {
        await using var bench = new TransportBench(sshd, TransportKind.InProcess);
        await (await bench.OpenAsync(bench.Request())).DisposeAsync();
        ThreadPool.GetMinThreads(out var least, out _);
        var threads = ThreadPool.ThreadCount;

        var channels = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => bench.OpenAsync(bench.Request(connect: 60, login: 60))));

        var reads = channels.Select(channel => TransportBench.ReadAsync(channel, "done-7")).ToList();
        ThreadPool.ThreadCount.ShouldBeLessThan(threads + 20);
        ThreadPool.GetMinThreads(out var now, out _);
        now.ShouldBe(least);
        foreach (var channel in channels)
        {
            await channel.Input.WriteAsync("echo done-$((3+4))\n"u8.ToArray());
        }

        (await Task.WhenAll(reads)).ShouldAllBe(output => output.Contains("done-7"));
        await Task.WhenAll(channels.Select(channel => channel.DisposeAsync().AsTask()));
    }

    // Case keepalive_unanswered: gear that never answers the question is not gone because of that; a stopped process is such gear to us.
    [SshdFact("/usr/sbin/dropbear", "dropbear-bin")]
    public async Task Ending_ServerThatNeverAnsweredIsSilent_IsNotTakenForGone()
    {
        await using var dropbear = await DropbearServer.StartAsync(sshd.Folder);
        await using var bench = new TransportBench(sshd, TransportKind.InProcess, keepAlive: 1.5);
        await using var channel =
            await bench.OpenAsync(bench.Request(bench.Device(dropbear.Port), "echo $PPID; read line; echo back; read line"));
        var server = (await TransportBench.ReadAsync(channel, "\n")).Trim();
        await HostProgram.RunAsync("kill", ["-STOP", server]);

        var ended = await Task.WhenAny(channel.Ending, Task.Delay(TimeSpan.FromSeconds(7))) == channel.Ending;
        await HostProgram.RunAsync("kill", ["-CONT", server]);
        (ended ? (await channel.Ending).Error?.ToString() ?? "ended" : null).ShouldBeNull();
        await channel.Input.WriteAsync("\n"u8.ToArray());

        (await TransportBench.ReadAsync(channel, "back").WaitAsync(TimeSpan.FromSeconds(20))).ShouldContain("back");
    }

    // Case rsa768, at sizes that this sshd will still have.
    [SshdFact]
    public async Task OpenAsync_HostKeyIsTooShort_SaysSoAndWhatToDo()
    {
        var rsa = Path.Combine(sshd.Folder, $"short{Guid.NewGuid():N}");
        await HostProgram.RunAsync("ssh-keygen", ["-q", "-t", "rsa", "-b", "1024", "-N", "", "-f", rsa]);
        await using var server =
            await SshdServer.StartAsync(sshd.Folder,
                [.. sshd.PasswordConfig().Where(line => !line.StartsWith("HostKey ", StringComparison.Ordinal)), $"HostKey {rsa}"]);
        await using var bench = new TransportBench(sshd, TransportKind.InProcess, userConfig: "RequiredRSASize 2048\n");

        var error = await bench.FailAsync(bench.Request(bench.Device(server.Port)));

        error.Code.ShouldBe(ErrorCode.NoCommonAlgorithm);
        error.Message.ShouldContain("the host key has 1024 bits, and at least 2048 are asked for; make a longer one on the device");
    }

    [SshdFact("/usr/sbin/dropbear", "dropbear-bin")]
    public async Task Output_MoreThanDropbearsWindow_ArrivesWhole()
    {
        // dropbear believes 500,000,000 bytes of a window of 2 GB and then waits: the window has to be raised before.
        await using var dropbear = await DropbearServer.StartAsync(sshd.Folder);
        await using var bench = new TransportBench(sshd, TransportKind.InProcess);
        await using var channel = await bench.OpenAsync(bench.Request(bench.Device(dropbear.Port), command: "head -c 520000000 /dev/zero"));

        (await ContractTests.CountAsync(channel).WaitAsync(TimeSpan.FromSeconds(120))).ShouldBe(520_000_000);
        (await channel.Ending).ExitStatus.ShouldBe(0);
    }

    [SshdFact]
    public async Task Output_ServerExchangesKeysAgain_ArrivesWhole()
    {
        await using var bench = new TransportBench(sshd, TransportKind.InProcess);
        await using var server = await SshdServer.StartAsync(sshd.Folder, [.. sshd.PasswordConfig(), "RekeyLimit 1M"]);
        await using var channel = await bench.OpenAsync(bench.Request(bench.Device(server.Port), command: "head -c 20000000 /dev/zero"));

        (await ContractTests.CountAsync(channel).WaitAsync(TimeSpan.FromSeconds(60))).ShouldBe(20_000_000);
    }

    [SshdFact]
    public async Task OpenAsync_TerminalRefused_EndingSaysSo()
    {
        await using var bench = new TransportBench(sshd, TransportKind.InProcess);
        await using var server = await SshdServer.StartAsync(sshd.Folder, [.. sshd.PasswordConfig(), "PermitTTY no"]);
        await using var channel = await bench.OpenAsync(bench.Request(bench.Device(server.Port)));

        var ending = await channel.Ending.WaitAsync(TimeSpan.FromSeconds(10));

        ending.Error.ShouldNotBeNull().Message.ShouldContain("refused a terminal");
    }

    private static async Task<string> ListeningAsync() =>
        string.Join('\n', (await HostProgram.RunAsync("ss", ["-tlnp"])).Split('\n')
            .Where(line => line.Contains($"pid={Environment.ProcessId},", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    private static int ConnectionsTo(int port) =>
        System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
        .Count(connection =>
            connection.RemoteEndPoint.Port == port && connection.State == System.Net.NetworkInformation.TcpState.Established);

    private static string CommandLine(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private sealed class DropbearServer(Process process, int port) : IAsyncDisposable
    {
        public int Port => port;

        public static async Task<DropbearServer> StartAsync(string folder)
        {
            var key = Path.Combine(folder, $"db{Guid.NewGuid():N}");
            await HostProgram.RunAsync("dropbearkey", ["-t", "ed25519", "-f", key]);
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            listener.Stop();
            var process = Process.Start(
                new ProcessStartInfo("/usr/sbin/dropbear", ["-F", "-E", "-r", key, "-p", $"127.0.0.1:{port}", "-P", key + ".pid"])
                {
                    RedirectStandardError = true,
                })!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            await Eventually.HoldsAsync(() =>
                System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
                    .Any(end => end.Port == port), 10);
            return new DropbearServer(process, port);
        }

        public async ValueTask DisposeAsync()
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
