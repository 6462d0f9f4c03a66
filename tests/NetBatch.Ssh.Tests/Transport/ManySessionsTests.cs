using System.Collections.Concurrent;
using System.Runtime.Versioning;
using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Tests.Transport;

[Collection("sshd")]
[SupportedOSPlatform("linux")]
public sealed class ManySessionsTests(SshdFixture sshd)
{
    [SshdFact]
    public async Task OpenAsync_FiftyAtOnceWithPasswords_AllOpenWithoutThreadsOfTheirOwn()
    {
        await using var bench = new TransportBench(sshd, TransportKind.OpenSsh);
        var threads = ThreadPool.ThreadCount;

        var channels = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => bench.OpenAsync(bench.Request())));

        // All fifty are being read from at once while their shells are silent.
        var reads = channels.Select(channel => TransportBench.ReadAsync(channel, "done-7")).ToList();
        await Task.Delay(200);
        ThreadPool.ThreadCount.ShouldBeLessThan(threads + 20);
        foreach (var channel in channels)
        {
            await channel.Input.WriteAsync("echo done-$((3+4))\n"u8.ToArray());
        }

        (await Task.WhenAll(reads)).ShouldAllBe(output => output.Contains("done-7"));
        await Task.WhenAll(channels.Select(channel => channel.DisposeAsync().AsTask()));
        bench.SessionFolders.ShouldBeEmpty();
    }

    [SshdTheory]
    [EachTransport]
    public async Task DisposeAsync_AfterTwoHundredSessions_LeavesNoDescriptorAndNoFile(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        var device = bench.Device(credential: bench.Supplied());
        using var gate = new HandshakeGate();
        await OpenAndCloseAsync(4);
        var before = Descriptors();

        await OpenAndCloseAsync(200);

        // A few belong to the runtime and the other tests' servers.
        Descriptors().ShouldBeLessThanOrEqualTo(before + 5);
        bench.SessionFolders.ShouldBeEmpty();

        Task OpenAndCloseAsync(int count) => Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
        {
            using var place = await gate.EnterAsync(CancellationToken.None);
            await (await bench.OpenAsync(bench.Request(device))).DisposeAsync();
        }));
    }

    [SshdFact]
    public async Task OpenAsync_WhileRunning_ShowsNoSecretToPs()
    {
        await using var bench = new TransportBench(sshd, TransportKind.OpenSsh);
        var device = bench.Device() with { Jump = [new JumpHost("127.0.0.1", sshd.Jump.Port, new(CredentialSource.Supplied, "jump"))] };
        using var stop = new CancellationTokenSource();
        var seen = new ConcurrentBag<string>();
        var looked = 0;
        var looking = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                foreach (var entry in ProcessTable.All().Where(entry => entry.Id != Environment.ProcessId))
                {
                    foreach (var file in new[] { "cmdline", "environ" })
                    {
                        try
                        {
                            var text = File.ReadAllText($"/proc/{entry.Id}/{file}");
                            looked += text.Contains("NETBATCH_SSH_SESSION", StringComparison.Ordinal) ? 1 : 0;
                            if (text.Contains(SshdFixture.Password, StringComparison.Ordinal)
                                || text.Contains(SshdFixture.JumpPassword, StringComparison.Ordinal)
                                || text.Contains("secret-community", StringComparison.Ordinal))
                            {
                                seen.Add(text);
                            }
                        }
                        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                        {
                            // It ended while it was being looked at.
                        }
                    }
                }
            }
        });

        for (var round = 0; round < 10; round++)
        {
            await using var channel = await bench.OpenAsync(bench.Request(device, "true secret-community"));
            await channel.Ending;
            var files = Directory.EnumerateFiles(bench.Runtime, "*", SearchOption.AllDirectories)
                .Where(file => file.EndsWith(".conf", StringComparison.Ordinal) || file.EndsWith(".sh", StringComparison.Ordinal));
            files.Select(File.ReadAllText)
                .ShouldAllBe(text => !text.Contains(SshdFixture.JumpPassword) && !text.Contains(SshdFixture.Password));
        }

        await stop.CancelAsync();
        await looking;
        looked.ShouldBeGreaterThan(10);
        // The remote command runs on this machine too, as the test user's shell; only our side counts.
        seen.Where(text => !text.StartsWith("dash\0-c\0", StringComparison.Ordinal) && !text.StartsWith("true\0", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [SshdFact]
    public async Task OpenAsync_WhileWaiting_FilesAreForTheOwnerOnly()
    {
        await using var bench = new TransportBench(sshd, TransportKind.OpenSsh);
        var modes = new Dictionary<string, UnixFileMode>();
        var request = bench.Request(command: "id") with
        {
            Started = _ =>
            {
                foreach (var path in Directory.EnumerateFileSystemEntries(bench.Runtime, "*", SearchOption.AllDirectories))
                {
                    modes[path] = File.GetUnixFileMode(path);
                }

                return ValueTask.CompletedTask;
            },
        };

        await bench.RunAsync(request);

        modes.Count.ShouldBeGreaterThan(6);
        modes.Where(entry => !entry.Key.EndsWith("/lock", StringComparison.Ordinal)).ShouldAllBe(entry => ((int)entry.Value & 0x3F) == 0);
    }

    [SshdTheory]
    [EachTransport]
    public async Task DisposeAsync_Transport_EndsOpenChannelsAndRemovesItsFolder(TransportKind transport)
    {
        var bench = new TransportBench(sshd, transport);
        var channel = await bench.OpenAsync(bench.Request());

        await bench.DisposeAsync();

        (await channel.Ending).ExitStatus.ShouldBeNull();
        (Directory.Exists(bench.Runtime) ? Directory.GetFileSystemEntries(bench.Runtime) : []).ShouldBeEmpty();
        await Should.ThrowAsync<ObjectDisposedException>(() => bench.OpenAsync(bench.Request()));
    }

    private static int Descriptors() => Directory.EnumerateFileSystemEntries("/proc/self/fd").Count();
}
