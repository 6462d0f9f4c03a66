using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace NetBatch.Ssh.Transport;

/// <summary>The OpenSSH client of this machine and the tools that keep it from outliving its owner.</summary>
internal sealed partial class SshClientProgram
{
    // Names from ssh -Q of OpenSSH 9.2; what a client no longer has is left out, since naming it would be an error.
    private static readonly (string Option, string Query, string[] Names)[] Legacy =
    [
        ("KexAlgorithms", "kex", ["diffie-hellman-group14-sha1", "diffie-hellman-group-exchange-sha1", "diffie-hellman-group1-sha1"]),
        ("HostKeyAlgorithms", "HostKeyAlgorithms", ["ssh-rsa", "ssh-dss"]),
        ("PubkeyAcceptedKeyTypes", "HostKeyAlgorithms", ["ssh-rsa", "ssh-dss"]),
        ("Ciphers", "cipher", ["aes128-cbc", "aes192-cbc", "aes256-cbc", "3des-cbc"]),
        ("MACs", "mac", ["hmac-sha1", "hmac-sha1-96", "hmac-md5", "hmac-md5-96"]),
    ];

    private SshClientProgram(string path, Version version, IReadOnlyList<string> launcher, string? setpriv, IReadOnlyList<string> legacy)
    {
        Path = path;
        Version = version;
        Launcher = launcher;
        Setpriv = setpriv;
        LegacyAlgorithms = legacy;
    }

    /// <summary>Full path of ssh.</summary>
    public string Path { get; }

    public Version Version { get; }

    /// <summary>Program and arguments that stand before ssh and turn into it: <c>setpriv --pdeathsig TERM setsid</c>, or what of it there
    /// is.</summary>
    public IReadOnlyList<string> Launcher { get; }

    /// <summary>Full path of a setpriv that knows --pdeathsig (util-linux 2.33), or null.</summary>
    public string? Setpriv { get; }

    /// <summary>Whether the child leads a session and group of its own, so that one signal reaches its whole tree.</summary>
    public bool OwnSession => Launcher.Count > 0;

    /// <summary>Config lines that add what is no longer considered safe.</summary>
    public IReadOnlyList<string> LegacyAlgorithms { get; }

    public bool IsAtLeast(int major, int minor) => Version >= new Version(major, minor);

    /// <summary>Looks for the client and asks it once what it is.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.SshClientUnusable"/>: missing, not OpenSSH, or too old.</exception>
    public static async Task<SshClientProgram> FindAsync(string? chosen, CancellationToken cancellationToken)
    {
        var path = OnPath(chosen ?? "ssh")
            ?? throw Unusable($"The SSH client '{chosen ?? "ssh"}' was not found.",
                "Install OpenSSH 8.4 or later (Debian: openssh-client).");
        var (_, output, said) = await RunAsync([path, "-V"], cancellationToken).ConfigureAwait(false);
        var version = ReadVersion(output + said);
        var legacy = new List<string>();
        foreach (var (option, query, names) in Legacy)
        {
            var (_, known, _) = await RunAsync([path, "-Q", query], cancellationToken).ConfigureAwait(false);
            var has = known.Split('\n', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
            var usable = names.Where(has.Contains).ToList();
            if (usable.Count > 0)
            {
                legacy.Add($"{option} +{string.Join(',', usable)}");
            }
        }

        var setsid = OnPath("setsid");
        var setpriv = setsid is null || !OperatingSystem.IsLinux() ? null : OnPath("setpriv");
        if (setpriv is not null
            && (await RunAsync([setpriv, "--pdeathsig", "TERM", setsid!, "true"], cancellationToken).ConfigureAwait(false)).Status != 0)
        {
            setpriv = null;
        }

        IReadOnlyList<string> launcher = setsid is null ? [] : setpriv is null ? [setsid] : [setpriv, "--pdeathsig", "TERM", setsid];
        return new SshClientProgram(path, version, launcher, setpriv, legacy);
    }

    internal static Version ReadVersion(string said)
    {
        var match = VersionText().Match(said);
        if (!match.Success)
        {
            throw Unusable($"The SSH client is not OpenSSH: '{said.Trim()}'.", "Install OpenSSH 8.4 or later.");
        }

        var version = new Version(
            int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture),
            int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
        // SSH_ASKPASS_REQUIRE came with 8.4 (its release notes); without it a password could only go through a terminal.
        return version >= new Version(8, 4)
            ? version
            : throw Unusable($"The SSH client is OpenSSH {version}; NetBatch needs 8.4 or later.", "Install a newer OpenSSH client.");
    }

    private static string? OnPath(string name)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            return File.Exists(name) ? System.IO.Path.GetFullPath(name) : null;
        }

        return (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin")
            .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(System.IO.Path.IsPathFullyQualified)
            .Select(folder => System.IO.Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    private static async Task<(int Status, string Output, string Error)> RunAsync(string[] command, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = ProcessStarter.Describe(command, ClientEnvironment.Allowed()) };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new NetBatchException(ErrorCode.SshClientUnusable, $"'{command[0]}' cannot be started: {error.Message}.",
                "Check that it is installed and may be executed.", error);
        }

        using var input = process.StandardInput;
        using var output = process.StandardOutput;
        using var said = process.StandardError;
        input.Close();
        var error2 = said.ReadToEndAsync(cancellationToken);
        var text = await output.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        var errors = await error2.ConfigureAwait(false);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return (process.ExitCode, text, errors);
    }

    private static NetBatchException Unusable(string message, string remedy) => new(ErrorCode.SshClientUnusable, message, remedy);

    [GeneratedRegex(@"^OpenSSH(?:_for_Windows)?_(\d+)\.(\d+)", RegexOptions.Multiline)]
    private static partial Regex VersionText();
}
