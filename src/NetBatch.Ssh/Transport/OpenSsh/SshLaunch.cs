using System.Diagnostics;
using System.Globalization;

namespace NetBatch.Ssh.Transport;

/// <summary>Writes the files and the command line of one connection.</summary>
internal sealed class SshLaunch(SshTransportOptions options, SshClientProgram program, RuntimeFolder runtime, SshRoute route,
    SshRequest request)
{
    /// <summary>
    /// Whether the client waits after the login until it is let on: where it sends a command by itself, and where the
    /// remote program's error output must be told from banners.
    /// </summary>
    public bool Gated => request.Command is not null || !request.Terminal;

    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: the command has a line break.</exception>
    public SessionFiles Prepare()
    {
        request.EnsureOneLine();
        var files = SessionFiles.Create(runtime, route.NeedsAnswers, Gated);
        try
        {
            var writer = new SshConfigText(options, program);
            // Ours fires first, so that it is told in our words; the client's own limit is there in case we cannot.
            var limit = request.ConnectTimeout + TimeSpan.FromSeconds(1);
            for (var index = 0; index < route.Hops.Count; index++)
            {
                var proxy = index == 0 ? null : ProxyCommand(files, index - 1);
                files.WriteConfig(index,
                    writer.Write(route.Hops[index], limit, proxy, index == route.Hops.Count - 1 ? Session(files) : []));
            }

            return files;
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    public ProcessStartInfo Describe(SessionFiles files)
    {
        List<string> command = [.. program.Launcher, .. Guard(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)),
            .. Client(files, route.Hops.Count - 1), request.Terminal ? "-tt" : "-T",
            .. request.Subsystem is null ? Array.Empty<string>() : ["-s"], "--", route.Target.Address];
        if (request.Subsystem is { } subsystem)
        {
            command.Add(subsystem);
        }
        else if (request.Command is { } line && !FitsConfig(line))
        {
            command.Add(line);
        }

        var environment = ClientEnvironment.Allowed();
        environment["TERM"] = options.TerminalType;
        if (route.NeedsAnswers)
        {
            environment["SSH_ASKPASS"] = runtime.AskProgram;
            environment["SSH_ASKPASS_REQUIRE"] = "force";
            environment[AskScript.SessionVariable] = files.Name;
        }
        else
        {
            environment["SSH_ASKPASS_REQUIRE"] = "never";
        }

        return ProcessStarter.Describe(command, environment);
    }

    private IEnumerable<string> Session(SessionFiles files)
    {
        if (Gated)
        {
            yield return "PermitLocalCommand yes";
            yield return $"LocalCommand {files.GateCommand()}";
        }

        if (request.Command is { } line && FitsConfig(line))
        {
            // By the config and not as an argument: a command may hold keys and communities, and ps shows arguments.
            yield return $"RemoteCommand {line.Replace("%", "%%", StringComparison.Ordinal)}";
        }
    }

    private static bool FitsConfig(string command) =>
        command.Length > 0
        && command == command.Trim()
        && command[0] != '='
        && !command.Equals("none", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// What a ProxyJump would do, written out: so each hop has a config and a secret of its own, and ends when the
    /// next hop's ssh ends, even if that one is killed.
    /// </summary>
    private string ProxyCommand(SessionFiles files, int hop)
    {
        IEnumerable<string> signal = program.Setpriv is null ? [] : [program.Setpriv, "--pdeathsig", "TERM"];
        IEnumerable<string> command = [.. signal, .. Guard(GuardScript.SameSession), .. Client(files, hop), "-T"];
        var quoted = command.Append("--").Append(route.Hops[hop].Address).Select(Quote).ToList();
        quoted.Insert(quoted.Count - 2, "-W '[%h]:%p'");
        return string.Join(' ', quoted);
    }

    private string[] Guard(string parent) => program.Setpriv is null ? [] : ["/bin/sh", runtime.GuardProgram, parent];

    private string[] Client(SessionFiles files, int hop) =>
        [program.Path, "-F", Path.Combine(files.Folder, SessionFiles.ConfigName(hop)), "-E", files.LogPath, "-o", "LogLevel=DEBUG1"];

    private static string Quote(string text) =>
        "'" + text.Replace("'", "'\\''", StringComparison.Ordinal).Replace("%", "%%", StringComparison.Ordinal) + "'";
}
