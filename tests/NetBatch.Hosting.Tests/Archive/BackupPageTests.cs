using System.Diagnostics;
using System.Text.RegularExpressions;
using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Archive;

/// <summary>
/// docs/backup.md, "From Oxidized to NetBatch in ten minutes": its commands run as they stand, one after the other, by a shell whose home
/// holds nothing but what Oxidized leaves. Only the login is another.
/// </summary>
public sealed partial class BackupPageTests : IDisposable
{
    private static readonly LabUser Login = new($"nbwalk{Guid.NewGuid().ToString("N")[..8]}", "Walk-through-9");
    private readonly string home = Directory.CreateTempSubdirectory("netbatch-page-").FullName;

    [SshdFact]
    public async Task Page_FromOxidized_AsItStands()
    {
        await using var lab = await LabHost.StartAsync(
            new LabSpec { Devices = 3, Platforms = ["cisco_ios", "juniper_junos", "arista_eos"], Users = [Login] });
        var repository = await OxidizedAsync(lab);
        File.WriteAllText(Path.Combine(home, "netbatch"), $"#!/bin/sh\nexec '{Environment.ProcessPath}' exec '{NetBatchProcess.Program}' \"$@\"\n");
        await ShellAsync($"chmod 755 '{home}/netbatch'");

        var commands = Commands();
        commands.ShouldContain("netbatch devices import ~/.config/oxidized/router.db");
        var said = await ShellAsync(commands.Replace("'...'", $"'{Login.Password}'", StringComparison.Ordinal)
            .Replace("-u oxidized", $"-u {Login.Name}", StringComparison.Ordinal)
            .Replace("\"userName\": \"oxidized\"", $"\"userName\": \"{Login.Name}\"", StringComparison.Ordinal));

        said.ShouldContain("r1: 3 versions");
        // Three commits of Oxidized's, the first night's, and none of the second job, in which nothing had changed.
        (await ShellAsync($"git -C '{repository}' rev-list --count HEAD")).Trim().ShouldBe("4", said);
        (await ShellAsync($"git -C '{repository}' ls-tree -r --name-only HEAD")).ShouldBe("core/r1\ncore/r2\nedge/r3\n");
        (await ShellAsync($"git -C '{repository}' fsck --strict --full")).ShouldBe("");
        (await ShellAsync("netbatch backup history 'r*' | grep -c running")).Trim().ShouldBe("12");
        (await ShellAsync("netbatch schedule list")).ShouldContain("nightly");
    }

    public void Dispose() => Directory.Delete(home, recursive: true);

    /// <summary>The shell commands of the page's first section.</summary>
    private static string Commands()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "docs", "backup.md")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        var page = File.ReadAllText(Path.Combine(folder, "docs", "backup.md"));
        var begin = page.IndexOf("## From Oxidized", StringComparison.Ordinal);
        var section = page[begin..page.IndexOf("\n## ", begin, StringComparison.Ordinal)];
        return string.Concat(Block().Matches(section).Select(block => Indent().Replace(block.Groups[1].Value, "")));
    }

    /// <summary>What Oxidized leaves: a router.db, and a bare repository with a folder for each group.</summary>
    private async Task<string> OxidizedAsync(LabHost lab)
    {
        var oxidized = Directory.CreateDirectory(Path.Combine(home, ".config", "oxidized")).FullName;
        var models = new Dictionary<string, string> { ["cisco_ios"] = "ios", ["juniper_junos"] = "junos", ["arista_eos"] = "eos" };
        File.WriteAllLines(Path.Combine(oxidized, "router.db"),
            lab.Devices().Select(device => $"{device.Name}:{device.Address}:{device.Port}:{models[device.Platform!]}"));
        await ShellAsync(
            """
            git init -q -b master work && cd work && mkdir core edge
            for night in 1 2 3; do
              for file in core/r1 core/r2 edge/r3; do printf '! night %s\nhostname %s\n' $night ${file#*/} >$file; done
              git add -A && git -c user.name=Oxidized -c user.email=oxidized@example.net commit -q -m 'update'
            done
            git clone -q --bare . ~/.config/oxidized/devices.git
            """);
        return Path.Combine(oxidized, "devices.git");
    }

    private async Task<string> ShellAsync(string script)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = home,
        };
        start.Environment["HOME"] = home;
        start.Environment["PATH"] = $"{home}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment.Remove("NETBATCH_HOME");
        start.Environment.Remove("XDG_DATA_HOME");
        start.Environment.Remove("XDG_CONFIG_HOME");
        using var shell = Process.Start(start)!;
        var (output, errors) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        shell.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await using var cut = limit.Token.Register(() => shell.Kill(entireProcessTree: true));
        await shell.WaitForExitAsync();
        shell.ExitCode.ShouldBe(0, $"{script}\n{await output}\n{await errors}");
        return await output;
    }

    [GeneratedRegex(@"^ *```sh\n(.*?)^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^   ", RegexOptions.Multiline)]
    private static partial Regex Indent();
}
