namespace NetBatch.Ssh.Transport;

/// <summary>Reads the user's and the system's ssh_config for one host, as <c>ssh -G</c> does. Runs no program.</summary>
internal sealed class SshConfigReader
{
    private const int Deepest = 16;

    private readonly string host;
    private readonly string? user;
    private readonly SshConfigValues values = new();
    private bool final;
    private bool finalWanted;

    private SshConfigReader(string host, string? user)
    {
        this.host = host;
        this.user = user;
    }

    /// <summary>What holds for a host.</summary>
    /// <param name="options">Which files; none of them is needed.</param>
    /// <param name="host">The host as it is asked for.</param>
    /// <param name="user">The login name that is given already, or null.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.SshClientUnusable"/>: a file cannot be read, or includes
    /// itself.</exception>
    public static SshConfigValues Read(SshTransportOptions options, string host, string? user)
    {
        var reader = new SshConfigReader(host, user);
        reader.Pass(options);
        if (reader.finalWanted)
        {
            // "Match final" holds in a second pass only; what the first has set stays.
            reader.final = true;
            reader.Pass(options);
        }

        return reader.values;
    }

    private void Pass(SshTransportOptions options)
    {
        var home = Path.Combine(SystemPaths.Home, ".ssh");
        if (options.UserConfigFile is null)
        {
            EnsureOwn(Path.Combine(home, "config"));
        }

        ReadFile(options.UserConfigFile ?? Path.Combine(home, "config"), home, active: true, 0);
        var system = options.SystemConfigFile ?? SystemPaths.SshConfig;
        ReadFile(system, Path.GetDirectoryName(SystemPaths.SshConfig)!, active: true, 0);
    }

    private void ReadFile(string path, string folder, bool active, int depth)
    {
        if (path.Length == 0 || !File.Exists(path))
        {
            return;
        }

        if (depth > Deepest)
        {
            throw new NetBatchException(ErrorCode.SshClientUnusable, $"The ssh_config '{path}' is included deeper than {Deepest} times.",
                "Look for a file that includes itself.");
        }

        var mayMatch = active;
        var number = 0;
        foreach (var text in Lines(path))
        {
            number++;
            if (SshConfigLine.Read(text, $"{path} line {number}") is not { } line)
            {
                continue;
            }

            switch (line.Keyword)
            {
                case "host":
                    active = mayMatch && SshPatterns.Matches(line.Arguments, host, ignoreCase: false);
                    break;
                case "match":
                    active = mayMatch && Match(line);
                    break;
                case "include" when active:
                    foreach (var included in line.Arguments.SelectMany(pattern => SystemPaths.Expand(pattern, folder)))
                    {
                        ReadFile(included, folder, active: true, depth + 1);
                    }

                    break;
                case "include":
                    break;
                default:
                    if (active)
                    {
                        values.Add(line);
                    }

                    break;
            }
        }
    }

    /// <summary>As OpenSSH: what others can write is not the user's word.</summary>
    private static void EnsureOwn(string path)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(path)
            && (File.GetUnixFileMode(path) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
        {
            throw new NetBatchException(ErrorCode.SshClientUnusable,
                $"Bad permissions on your ssh_config '{path}': others can write to it.", $"chmod go-w '{path}'");
        }
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new NetBatchException(ErrorCode.SshClientUnusable, $"The ssh_config '{path}' cannot be read: {error.Message}",
                "Check its permissions.", error);
        }
    }

    private bool Match(SshConfigLine line)
    {
        var matches = true;
        var runs = false;
        for (var at = 0; at < line.Arguments.Count; at++)
        {
            var word = line.Arguments[at];
            var negated = word.StartsWith('!');
            var parts = (negated ? word[1..] : word).Split('=', 2);
            var name = parts[0].ToLowerInvariant();
            bool? holds;
            if (name is "all" or "canonical" or "final")
            {
                finalWanted |= name == "final";
                holds = name == "all" || (name == "final" && final);
            }
            else
            {
                var value = parts.Length == 2 ? parts[1] : at + 1 < line.Arguments.Count ? line.Arguments[++at] : "";
                holds = Holds(name, value);
            }

            runs |= holds is null;
            matches &= holds is null || holds.Value != negated;
        }

        if (matches && runs)
        {
            values.Undecided ??= line;
        }

        return matches && !runs;
    }

    /// <summary>Null: only OpenSSH can tell.</summary>
    private bool? Holds(string name, string value)
    {
        var patterns = value.Split(',', StringSplitOptions.RemoveEmptyEntries);
        return name switch
        {
            "host" => SshPatterns.Matches(patterns, values.One("hostname")?.Replace("%h", host, StringComparison.Ordinal) ?? host,
                ignoreCase: true),
            "originalhost" => SshPatterns.Matches(patterns, host, ignoreCase: true),
            "user" => SshPatterns.Matches(patterns, user ?? values.One("user") ?? Environment.UserName, ignoreCase: false),
            "localuser" => SshPatterns.Matches(patterns, Environment.UserName, ignoreCase: false),
            _ => null,
        };
    }
}
