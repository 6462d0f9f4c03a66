using System.Diagnostics;
using System.Globalization;
using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Tests.Transport;

[Collection("sshd")]
public sealed class OwnerDeathTests(SshdFixture sshd)
{
    /// <summary>Seconds after which no client of a dead owner may live.</summary>
    private const double Soon = 5;

    [SshdFact]
    public async Task Owner_KilledWithOpenSessions_LeavesNoClient()
    {
        using var owner = await StartOwnerAsync(4);
        await owner.ReadUntilAsync("open");
        owner.Clients().Count.ShouldBe(8);

        owner.Kill();

        // The signal comes at once; the rest is for a machine that has other things to do.
        await Eventually.HoldsAsync(() => owner.Clients().Count == 0, Soon);
    }

    [SshdFact]
    public async Task Owner_KilledWithSessionsInItsProcess_LeavesNoneOnTheServer()
    {
        using var owner = await StartOwnerAsync(10, transport: TransportKind.InProcess);
        await owner.ReadUntilAsync("open");
        owner.Clients().ShouldBeEmpty();
        SessionsOf(sshd.User).ShouldBe(10);

        owner.Kill();

        await Eventually.HoldsAsync(() => SessionsOf(sshd.User) == 0, Soon);
        await Eventually.HoldsAsync(() => SessionsOf(sshd.JumpUser) == 0, Soon);
    }

    /// <summary>The server's processes that carry a session of a user.</summary>
    private static int SessionsOf(string user) => ProcessTable.All().Count(entry =>
    {
        try
        {
            return !entry.Ended && File.ReadAllText($"/proc/{entry.Id}/cmdline").StartsWith($"sshd: {user}@", StringComparison.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });

    [SshdFact]
    public async Task Owner_KilledWhileLoggingIn_LeavesNoClientAndNoScript()
    {
        var random = new Random(7);
        for (var round = 0; round < 8; round++)
        {
            using var owner = await StartOwnerAsync(4);
            await owner.ReadUntilAsync("child");
            await Task.Delay(random.Next(0, 250));

            owner.Kill();

            await Eventually.HoldsAsync(() => owner.Clients().Count == 0, Soon);
        }
    }

    [SshdFact]
    public async Task DisposeAsync_WithoutSetprivAndSetsid_EndsTheTreeAllTheSame()
    {
        foreach (var tools in new string[][] { [], ["setsid"] })
        {
            var path = Path.Combine(sshd.Folder, $"bin-{tools.Length}");
            Directory.CreateDirectory(path);
            foreach (var tool in tools.Append("ssh"))
            {
                File.CreateSymbolicLink(Path.Combine(path, tool), $"/usr/bin/{tool}");
            }

            using var owner = await StartOwnerAsync(2, path: path);
            await owner.ReadUntilAsync("open");
            owner.Clients().Count.ShouldBe(4);

            await owner.QuitAsync();

            await Eventually.HoldsAsync(() => owner.Clients().Count == 0, Soon);
        }
    }

    [SshdFact]
    public async Task OpenAsync_AfterOwnerWasKilled_RemovesItsFiles()
    {
        await using var bench = new TransportBench(sshd, TransportKind.OpenSsh);
        using (var owner = await StartOwnerAsync(1, bench.Runtime))
        {
            await owner.ReadUntilAsync("child");
            owner.Kill();
        }

        var left = Directory.GetDirectories(bench.Runtime);
        await (await bench.OpenAsync(bench.Request())).DisposeAsync();

        left.Length.ShouldBe(1);
        Directory.Exists(left[0]).ShouldBeFalse();
        Directory.GetDirectories(bench.Runtime).Length.ShouldBe(1);
    }

    [SshdFact]
    public async Task End_RecordedChildren_KillsThemAndNothingElse()
    {
        using var owner = await StartOwnerAsync(3);
        await owner.ReadUntilAsync("open");
        var other = owner.Children[2];
        var changed = owner.Children[1] with { StartTicks = owner.Children[1].StartTicks + 1 };

        var ended = ChildReaper.End([owner.Children[0], changed]);

        ended.ShouldBe(1);
        await Eventually.HoldsAsync(() => owner.Clients().Count == 4);
        (ProcessTable.Find(owner.Children[0].ProcessId) is null or { Ended: true }).ShouldBeTrue();
        (ProcessTable.Find(changed.ProcessId) is { Ended: false }).ShouldBeTrue();
        (ProcessTable.Find(other.ProcessId) is { Ended: false }).ShouldBeTrue();
    }

    private async Task<Owner> StartOwnerAsync(int sessions, string? folder = null, string? path = null,
        TransportKind transport = TransportKind.OpenSsh)
    {
        folder ??= Path.Combine(sshd.Folder, $"own-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        string[] arguments =
        [
            "exec", typeof(OwnerProgram).Assembly.Location, folder,
            sshd.Server.Port.ToString(CultureInfo.InvariantCulture), sshd.User,
            sshd.Jump.Port.ToString(CultureInfo.InvariantCulture), sshd.JumpUser, sessions.ToString(CultureInfo.InvariantCulture),
            transport.ToString(),
        ];
        var info = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardInput = true,
            RedirectStandardOutput = true };
        if (path is not null)
        {
            info.Environment["PATH"] = path;
        }

        var process = Process.Start(info)!;
        await process.StandardInput.WriteAsync($"{SshdFixture.Password}\n{SshdFixture.JumpPassword}\n");
        await process.StandardInput.FlushAsync();
        return new Owner(process, folder);
    }

    private sealed class Owner(Process process, string folder) : IDisposable
    {
        public List<ChildProcess> Children { get; } = [];

        public async Task ReadUntilAsync(string start)
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                if (line.Split(' ') is ["child", var id, var ticks])
                {
                    Children.Add(new ChildProcess(int.Parse(id, CultureInfo.InvariantCulture),
                        long.Parse(ticks, CultureInfo.InvariantCulture)));
                }

                if (line.StartsWith(start, StringComparison.Ordinal))
                {
                    return;
                }
            }

            throw new InvalidOperationException("The owner ended.");
        }

        /// <summary>Every process but the owner itself that has the owner's folder in its command line.</summary>
        public List<int> Clients() =>
        [
            .. ProcessTable.All()
                .Where(entry => entry.Id != process.Id && !entry.Ended
                    && CommandLine(entry.Id).Contains(folder + "/", StringComparison.Ordinal)).Select(entry => entry.Id),
        ];

        /// <summary>Lets the owner end in order.</summary>
        public async Task QuitAsync()
        {
            await process.StandardInput.WriteLineAsync();
            await process.StandardInput.FlushAsync();
            await process.WaitForExitAsync();
            process.ExitCode.ShouldBe(0);
        }

        public void Kill() => process.Kill();

        public void Dispose()
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

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
    }
}
