using System.Diagnostics;
using System.Text;

namespace NetBatch.Lab.Tests;

/// <summary>The real ssh client, as a test drives it.</summary>
internal sealed class SshClient : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _seen = new();
    private readonly string? _askpass;

    private SshClient(Process process, string? askpass)
    {
        _process = process;
        _askpass = askpass;
    }

    /// <summary>Opens a shell, or runs a command where one is given.</summary>
    public static SshClient Open(LabHost lab, string device, string? command = null, LabUser? user = null, bool terminal = true)
    {
        var target = lab.Devices().Single(one => one.Name == device);
        List<string> arguments =
        [
            "-F", "none", "-o", $"UserKnownHostsFile={lab.KnownHostsPath}", "-o", "GlobalKnownHostsFile=none", "-o",
            "StrictHostKeyChecking=yes", "-o", "UpdateHostKeys=no",
            "-o", "NumberOfPasswordPrompts=1", "-o", "IdentitiesOnly=yes", "-p", $"{target.Port}",
            .. user is null ? (string[])["-i", lab.KeyPath, "-o", "BatchMode=yes"] : ["-o", "PubkeyAuthentication=no"],
            terminal ? "-tt" : "-T", $"{(user ?? lab.Users[0]).Name}@127.0.0.1",
            .. command is null ? (string[])[] : [command],
        ];
        var start = new ProcessStartInfo("/usr/bin/ssh", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true,
            RedirectStandardError = true, UseShellExecute = false };
        string? askpass = null;
        if (user is not null)
        {
            askpass = Path.Combine(lab.Folder, $"askpass-{Guid.NewGuid():N}");
            File.WriteAllText(askpass, $"#!/bin/sh\necho '{user.Password}'\n");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(askpass, (UnixFileMode)0b111_000_000);
            }

            start.Environment["SSH_ASKPASS"] = askpass;
            start.Environment["SSH_ASKPASS_REQUIRE"] = "force";
        }

        var process = new Process { StartInfo = start };
        process.Start();
        return new SshClient(process, askpass);
    }

    /// <summary>Runs a command, or a shell without input, to its end.</summary>
    public static async Task<(int Status, string Output, string Error)> RunAsync(LabHost lab, string device, string? command = null,
        LabUser? user = null, bool terminal = false)
    {
        await using var client = Open(lab, device, command, user, terminal);
        return await client.EndAsync();
    }

    /// <summary>Reads until the text has come that is waited for; gives all since the last call.</summary>
    public async Task<string> UntilAsync(string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new char[4096];
        while (!_seen.ToString().Contains(text, StringComparison.Ordinal))
        {
            var count = await _process.StandardOutput.ReadAsync(buffer, limit.Token);
            if (count == 0)
            {
                throw new InvalidOperationException(
                    $"The session ended before '{text}': {_seen}{await _process.StandardError.ReadToEndAsync(limit.Token)}");
            }

            _seen.Append(buffer, 0, count);
        }

        var seen = _seen.ToString();
        _seen.Clear();
        return seen;
    }

    public async Task TypeAsync(string line)
    {
        await _process.StandardInput.WriteAsync(line + "\n");
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits for the client's end.</summary>
    public async Task<(int Status, string Output, string Error)> EndAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var error = _process.StandardError.ReadToEndAsync(limit.Token);
        var output = await _process.StandardOutput.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        return (_process.ExitCode, _seen + output, await error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.StandardInput.Dispose();
        _process.Dispose();
        if (_askpass is not null)
        {
            File.Delete(_askpass);
        }
    }
}
