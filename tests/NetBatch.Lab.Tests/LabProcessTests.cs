using System.Diagnostics;

namespace NetBatch.Lab.Tests;

public sealed class LabProcessTests
{
    [SshdFact]
    public async Task Kill_OfTheLab_LeavesNothingBehind()
    {
        using var process = await StartAsync(Name("killed"));
        var info = LabState.List().Single(lab => lab.Name == Name("killed"));
        File.ReadAllText("/etc/passwd").ShouldContain("NetBatch lab " + Name("killed"));
        process.Kill();
        await process.WaitForExitAsync();
        await GoneAsync(info.Folder);
        File.ReadAllText("/etc/passwd").ShouldNotContain("NetBatch lab " + Name("killed"));
        Server.Leftovers.Of(info.Folder).ShouldBeEmpty();
    }

    [SshdFact]
    public async Task Stop_FromAnotherProcess_EndsTheLab()
    {
        using var process = await StartAsync(Name("stopped"));
        await LabState.StopAsync(Name("stopped"));
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        LabState.List().ShouldNotContain(lab => lab.Name == Name("stopped"));
        File.ReadAllText("/etc/passwd").ShouldNotContain("NetBatch lab " + Name("stopped"));
    }

    [SshdFact]
    public async Task Stop_OfALabWithoutKeeper_CleansUp()
    {
        using var process = await StartAsync(Name("orphan"));
        var info = LabState.List().Single(lab => lab.Name == Name("orphan"));
        foreach (var pid in Server.Leftovers.Of(info.Folder))
        {
            using var part = Process.GetProcessById(pid);
            part.Kill();
        }

        process.Kill();
        await process.WaitForExitAsync();
        LabState.List().Single(lab => lab.Name == Name("orphan")).IsAlive.ShouldBeFalse();
        await LabState.StopAsync(Name("orphan"));
        Directory.Exists(info.Folder).ShouldBeFalse();
        File.ReadAllText("/etc/passwd").ShouldNotContain("NetBatch lab " + Name("orphan"));
    }

    [SshdFact]
    public async Task Jump_ThroughADevice_ReachesAnother()
    {
        await using var lab = await LabHost.StartAsync(new LabSpec { Devices = 2, Platforms = ["linux"], AllowJump = true });
        var devices = lab.Devices();
        var config = Path.Combine(lab.Folder, "jump.conf");
        File.WriteAllText(config, string.Concat(devices.Select(device =>
            $"Host {device.Name}\n  HostName 127.0.0.1\n  Port {device.Port}\n  User {lab.Users[0].Name}\n  IdentityFile "
                + $"{lab.KeyPath}\n  UserKnownHostsFile {lab.KnownHostsPath}\n  UpdateHostKeys no\n")));
        using var ssh = Process.Start(
            new ProcessStartInfo("/usr/bin/ssh", ["-F", config, "-o", "BatchMode=yes", "-J", "r1", "r2", "hostname"])
            {
                RedirectStandardOutput = true, RedirectStandardInput = true,
            })!;
        ssh.StandardInput.Close();
        (await ssh.StandardOutput.ReadToEndAsync()).ShouldBe("r2\n");
        lab.CountsOf("r1").TotalSessions.ShouldBe(0, "a jump is a connection, no session");
        lab.CountsOf("r1").TotalConnections.ShouldBe(1);
    }

    /// <summary>Another run of these tests on the same machine has other labs.</summary>
    private static string Name(string text) => $"{text}-{Environment.ProcessId}";

    private static async Task<Process> StartAsync(string name)
    {
        var process = Process.Start(
            new ProcessStartInfo("dotnet", ["exec", typeof(LabProcessTests).Assembly.Location, name]) { RedirectStandardOutput = true,
                RedirectStandardInput = true })!;
        (await process.StandardOutput.ReadLineAsync()).ShouldBe("up");
        return process;
    }

    private static async Task GoneAsync(string folder)
    {
        // The keeper works by itself and tells nobody: its work is looked for, for ten seconds at most.
        for (var tries = 0; tries < 200 && Directory.Exists(folder); tries++)
        {
            await Task.Delay(50);
        }

        Directory.Exists(folder).ShouldBeFalse();
    }
}
