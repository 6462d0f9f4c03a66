using System.Security.Cryptography;
using System.Text.Json;
using NetBatch.Platforms;
using NetBatch.Ssh.Files;
using NetBatch.Ssh.Shell;
using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Work;
using NetBatch.Testing;

namespace NetBatch.Ssh.Tests.Files;

/// <summary>Files carried to a real sshd and from it, by both transports and both protocols; OpenSSH's own programs are at the other
/// end.</summary>
[Collection("sshd")]
public sealed class CopyTests(SshdFixture sshd) : IAsyncLifetime
{
    private SshdServer server = null!;
    private string folder = null!;

    [SshdTheory]
    [InlineData(TransportKind.InProcess, "sftp")]
    [InlineData(TransportKind.InProcess, "scp")]
    [InlineData(TransportKind.OpenSsh, "sftp")]
    [InlineData(TransportKind.OpenSsh, "scp")]
    public async Task Put_ThenAgain_ThenAnother_ThenGet(TransportKind transport, string protocol)
    {
        var (source, target) = (Local("image.bin", 3_000_001), Path.Combine(folder, $"image {protocol}.bin"));
        var first = await RunAsync(transport, new { source, destination = target, protocol });
        first.Error.ShouldBeNull();
        Same(source, target);
        Row(first).ShouldBe((true, true, 3_000_001L));
        first.Run.Steps.Single(step => step.Effect == StepEffect.Change).Command.ShouldStartWith("put ");

        // The same file is not carried again, and another of the name is left alone unless it is said so.
        var again = await RunAsync(transport, new { source, destination = target, protocol });
        Row(again).Copied.ShouldBeFalse();
        again.Run.Steps.ShouldAllBe(step => step.Effect == StepEffect.Read);
        var other = Local("other.bin", 1000);
        (await RunAsync(transport, new { source = other, destination = target, protocol })).Error!.Code.ShouldBe(ErrorCode.FileUnusable);
        Same(source, target);
        (await RunAsync(transport, new { source = other, destination = target, protocol, force = true })).Error.ShouldBeNull();
        Same(other, target);
        source = other;

        var back = Path.Combine(folder, "back-" + transport + protocol);
        (await RunAsync(transport, new { source = target, destination = back, fetch = true, protocol })).Error.ShouldBeNull();
        Same(source, Path.Combine(back, "r1", Path.GetFileName(target)));
        Directory.GetFiles(folder, "*.part").ShouldBeEmpty();
        (server.Count("subsystem 'sftp'") > 0).ShouldBe(protocol == "sftp");
    }

    [SshdTheory]
    [InlineData(TransportKind.InProcess, false)]
    [InlineData(TransportKind.OpenSsh, false)]
    [InlineData(TransportKind.InProcess, true)]
    public async Task Copy_CutInTheMiddle_GoesOnAndIsWhole(TransportKind transport, bool fetch)
    {
        var source = Local("image.bin", 6_000_000);
        var target = Path.Combine(folder, "cut.bin");
        var (from, to) = fetch ? (source, Path.Combine(folder, "back")) : (source, target);
        var copy = RunAsync(transport, new { source = from, destination = to, fetch, protocol = "sftp", bandwidth = 3_000_000 });
        for (var wait = 0; wait < 3000
            && !Directory.EnumerateFiles(folder, "*.part", SearchOption.AllDirectories)
                .Any(file => new FileInfo(file).Length > 1_000_000); wait++)
        {
            await Task.Delay(10);
        }

        await server.CutAsync();
        var outcome = await copy;
        outcome.Error.ShouldBeNull();
        Same(source, fetch ? Path.Combine(to, "r1", "image.bin") : target);
        outcome.Run.Warnings.ShouldContain(line => line.Contains("gone on with"));
        ((long)outcome.Run.Steps[^1].Rows[0][3]!).ShouldBeGreaterThan(0);
        Directory.EnumerateFiles(folder, "*.part", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [SshdTheory]
    [InlineData(0, 3_000_000)]
    [InlineData(1_000_000, 3_000_000)]
    [InlineData(3_000_000, 3_000_000)]
    [InlineData(4_000_000, 3_000_000)]
    [InlineData(0, 0)]
    [InlineData(5, 0)]
    public async Task Put_OnTopOfWhatIsNoBeginningOfIt_IsWholeAllTheSame(int there, int size)
    {
        var (source, target) = (Local("image.bin", size), Path.Combine(folder, "odd.bin"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(source)));
        await File.WriteAllBytesAsync($"{target}.{hash[..12]}.part", new byte[there]);
        await HostProgram.RunAsync("chmod", ["666", $"{target}.{hash[..12]}.part"]);
        var outcome = await RunAsync(TransportKind.InProcess, new { source, destination = target, protocol = "sftp" });
        Row(outcome).ShouldBe((true, true, size));
        ((long)outcome.Run.Steps[^1].Rows[0][3]!).ShouldBe(0, "nothing of it was of use");
        outcome.Run.Warnings.Count(line => line.Contains("no beginning")).ShouldBe(there > 0 && there <= size ? 1 : 0);
        Same(source, target);
        Directory.GetFiles(folder, "*.part").ShouldBeEmpty();
    }

    [SshdFact]
    public async Task Get_ALogThatGrows_IsFetchedAndToldOf()
    {
        var log = Path.Combine(folder, "messages");
        await File.WriteAllTextAsync(log, new string('x', 1_000_000));
        var copy = RunAsync(TransportKind.InProcess, new { source = log, destination = Path.Combine(folder, "back"), fetch = true });
        while (!copy.IsCompleted)
        {
            await File.AppendAllTextAsync(log, "and more\n");
            await Task.Delay(5);
        }

        var outcome = await copy;
        outcome.Error.ShouldBeNull();
        outcome.Run.Warnings.ShouldContain(line => line.Contains("wrote to the file while it was fetched"));
        new FileInfo(Path.Combine(folder, "back", "r1", "messages")).Length.ShouldBeGreaterThanOrEqualTo(1_000_000);
    }

    // What the kernel makes while it is read has no length (proc(5)), or that of a page (sysfs).
    [SshdTheory]
    [InlineData(TransportKind.InProcess, "/proc/version")]
    [InlineData(TransportKind.OpenSsh, "/proc/version")]
    [InlineData(TransportKind.InProcess, "/proc/uptime")]
    [InlineData(TransportKind.InProcess, "/sys/kernel/mm/transparent_hugepage/enabled")]
    public async Task Get_AFileThatIsMadeWhileItIsRead_IsWhole(TransportKind transport, string source)
    {
        if (!File.Exists(source))
        {
            return; // Not every kernel has every one.
        }

        var outcome = await RunAsync(transport, new { source, destination = Path.Combine(folder, "back"), fetch = true, protocol = "sftp" });
        outcome.Error.ShouldBeNull();
        var text = await File.ReadAllTextAsync(Path.Combine(folder, "back", "r1", Path.GetFileName(source)));
        text.Length.ShouldBeGreaterThan(0);
        if (source == "/proc/version")
        {
            text.ShouldBe(await File.ReadAllTextAsync(source));
            Row(outcome).Verified.ShouldBeTrue();
        }
    }

    [SshdFact]
    public async Task Get_SuchAFileByScp_SaysThatScpHasNothingOfIt()
    {
        var outcome = await RunAsync(TransportKind.InProcess,
            new { source = "/proc/version", destination = Path.Combine(folder, "back"), fetch = true, protocol = "scp" });
        (outcome.Error!.Code, outcome.Error.Remedy).ShouldBe((ErrorCode.TransferFailed, "Fetch it by sftp, or show it by a command."));
        Directory.GetFiles(Path.Combine(folder, "back"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    // A file system that is full ends a transfer, and is not taken for a cut that would be gone on with.
    [SshdTheory]
    [InlineData("sftp")]
    [InlineData("scp")]
    public async Task Get_WhereThisMachineCannotKeepIt_IsToldAsThisMachines(string protocol)
    {
        await using var bench = new TransportBench(sshd, TransportKind.InProcess);
        var device = bench.Device(server.Port) with { Platform = "linux" };
        var run = new FakeRun(device, "{}", "copy") { Known = { ["main"] = SshdFixture.Password } };
        var files = new DeviceFiles(Connector(bench), PlatformCatalog.BuiltIn.Files("linux"), run, device, protocol);
        await using var closing = files;
        var there = await files.OpenAsync(default);
        await using var ending = there;
        var problem = await Should.ThrowAsync<NetBatchException>(() => LocalProblem.ToldAsync(
            () => there.GetAsync(Local("image.bin", 2_000_000), new FullStream(), 0, (_, _) => default, default)));
        (problem.Code, problem.Message).ShouldBe((ErrorCode.FileUnusable, "On this machine: No space left on device"));
    }

    // Gear that gives one session at a time: the hash waits until the files' own session has ended.
    [SshdTheory]
    [InlineData(TransportKind.InProcess)]
    [InlineData(TransportKind.OpenSsh)]
    public async Task Put_WhereADeviceGivesOneSession_IsWholeAndChecked(TransportKind transport)
    {
        await using var narrow = await SshdServer.StartAsync(sshd.Folder,
            [.. sshd.PasswordConfig(), "Subsystem sftp internal-sftp", "MaxSessions 1"]);
        var (source, target) = (Local("image.bin", 1_000_000), Path.Combine(folder, "narrow.bin"));
        var outcome = await RunAsync(transport, new { source, destination = target, protocol = "sftp" }, port: narrow.Port);
        Row(outcome).ShouldBe((true, true, 1_000_000L));
        Same(source, target);
        Directory.GetFiles(folder, "*.part").ShouldBeEmpty();
    }

    [SshdTheory]
    [InlineData("sftp")]
    [InlineData("scp")]
    public async Task Copy_OddNames_AreOneFile(string protocol)
    {
        foreach (var name in new[] { "two words.bin", "it's \"quoted\" $HOME `id`.bin", "-rf", "\u00fcml\u00e4ut \u65e5\u672c.bin", "a;b&c|d.bin", "[a-z]*?.bin" })
        {
            var (source, target) = (Local(name, 5_000), Path.Combine(folder, name));
            Row(await RunAsync(TransportKind.InProcess, new { source, destination = folder + "/", protocol })).Verified.ShouldBeTrue(name);
            Same(source, target);
            var back = Path.Combine(folder, "back");
            (await RunAsync(TransportKind.InProcess, new { source = target, destination = back, fetch = true, protocol })).Error
                .ShouldBeNull(name);
            Same(source, Directory.GetFiles(Path.Combine(back, "r1")).Single());
            Directory.Delete(back, recursive: true);
        }
    }

    [SshdFact]
    public async Task Get_IntoWhatIsNoFolder_IsToldAsThisMachines()
    {
        var notOne = Local("a", 10);
        var outcome = await RunAsync(TransportKind.InProcess, new { source = Local("b", 10), destination = notOne, fetch = true });
        (outcome.Error!.Code, outcome.Error.Message.StartsWith("On this machine: ")).ShouldBe((ErrorCode.FileUnusable, true));
    }

    [SshdFact]
    public async Task Copy_AFolderOfTheDevice_IsToldWithWhatHelps()
    {
        var source = Local("image.bin", 10);
        var put = await RunAsync(TransportKind.InProcess, new { source, destination = folder, protocol = "sftp", force = true });
        (put.Error!.Code, put.Error.Message).ShouldBe((ErrorCode.FileUnusable, $"'{folder}' is a folder on the device."));
        (await RunAsync(TransportKind.InProcess, new { source, destination = folder + "/", protocol = "sftp" })).Error.ShouldBeNull();
        Same(source, Path.Combine(folder, "image.bin"));
        var get = await RunAsync(TransportKind.InProcess, new { source = folder, destination = folder, fetch = true, protocol = "sftp" });
        get.Error!.Message.ShouldContain("is a folder");
    }

    [SshdTheory]
    [InlineData("sftp")]
    [InlineData("scp")]
    public async Task Put_Stopped_LeavesNothingHalf(string protocol)
    {
        var source = Local("image.bin", 6_000_000);
        using var stop = new CancellationTokenSource();
        var copy = RunAsync(TransportKind.InProcess, new { source, destination = Path.Combine(folder, "stopped.bin"), bandwidth = 1_000_000,
            protocol }, cancellationToken: stop.Token);
        for (var wait = 0; wait < 3000 && Directory.GetFiles(folder, "stopped*").Length == 0; wait++)
        {
            await Task.Delay(10);
        }

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => copy);
        Directory.GetFiles(folder, "stopped*").ShouldBeEmpty();
    }

    [SshdTheory]
    [InlineData("sftp")]
    [InlineData("scp")]
    public async Task Copy_WhatTheDeviceRefuses_IsToldInItsWords(string protocol)
    {
        var put = await RunAsync(TransportKind.InProcess,
            new { source = Local("a", 10), destination = "/nowhere/at/all", protocol, verify = false });
        put.Error!.Code.ShouldBe(ErrorCode.TransferFailed);
        put.Error.Message.ShouldContain("No such file");
        var get = await RunAsync(TransportKind.InProcess, new { source = "/nowhere/at/all", destination = folder, fetch = true, protocol });
        get.Error!.Code.ShouldBe(ErrorCode.TransferFailed);
        Directory.EnumerateFiles(folder, "all*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [SshdFact]
    public async Task Put_NoSubsystem_TakesScpAndSaysSo()
    {
        await using var bare = await SshdServer.StartAsync(sshd.Folder, sshd.PasswordConfig());
        var source = Local("image.bin", 100_000);
        var outcome = await RunAsync(TransportKind.InProcess,
            new { source, destination = Path.Combine(folder, "plain.bin"), verify = false }, port: bare.Port);
        outcome.Error.ShouldBeNull();
        Same(source, Path.Combine(folder, "plain.bin"));
        outcome.Run.Warnings.ShouldContain(line => line.Contains("no sftp") && line.Contains("scp is taken"));
    }

    public async Task InitializeAsync()
    {
        if (SshdFixture.Missing is null)
        {
            server = await SshdServer.StartAsync(sshd.Folder, [.. sshd.PasswordConfig(), "Subsystem sftp internal-sftp"]);
            folder = Path.Combine(sshd.Shared, Guid.NewGuid().ToString("N")[..8]);
            Directory.CreateDirectory(folder);
            await HostProgram.RunAsync("chmod", ["777", folder]);
        }
    }

    public async Task DisposeAsync()
    {
        if (SshdFixture.Missing is null)
        {
            await server.DisposeAsync();
        }
    }

    private async Task<(FakeRun Run, NetBatchException? Error)> RunAsync(TransportKind kind, object args, int? port = null,
        CancellationToken cancellationToken = default)
    {
        await using var bench = new TransportBench(sshd, kind);
        var device = bench.Device(port ?? server.Port) with { Platform = "linux" };
        var run = new FakeRun(device, JsonSerializer.Serialize(args), "copy");
        run.Known["main"] = SshdFixture.Password;
        try
        {
            await new CopyWork(Connector(bench), PlatformCatalog.BuiltIn).RunAsync(run, cancellationToken);
            return (run, null);
        }
        catch (NetBatchException error)
        {
            return (run, error);
        }
    }

    private static DeviceConnector Connector(TransportBench bench) =>
        new(bench.Transport, PlatformCatalog.BuiltIn, _ => new ValueTask<IDisposable>(new Free()));

    private static (bool Copied, bool Verified, long Bytes) Row((FakeRun Run, NetBatchException? Error) outcome)
    {
        outcome.Error.ShouldBeNull();
        var row = outcome.Run.Steps[^1].Rows[0];
        return ((bool)row[2]!, (bool)row[6]!, (long)row[1]!);
    }

    private string Local(string name, int bytes)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(sshd.Folder, "local" + Guid.NewGuid().ToString("N")[..6])).FullName,
            name);
        File.WriteAllBytes(file, RandomNumberGenerator.GetBytes(bytes));
        return file;
    }

    private static void Same(string one, string other) =>
        SHA256.HashData(File.ReadAllBytes(other)).ShouldBe(SHA256.HashData(File.ReadAllBytes(one)));

    /// <summary>A file of a file system that is full.</summary>
    private sealed class FullStream : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("No space left on device");
    }

    private sealed class Free : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
