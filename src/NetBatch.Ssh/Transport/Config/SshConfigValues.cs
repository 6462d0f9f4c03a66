namespace NetBatch.Ssh.Transport;

/// <summary>What an ssh_config says for one host: the first value of an option counts, and some gather.</summary>
internal sealed class SshConfigValues
{
    private static readonly string[] Gathering = ["identityfile", "certificatefile", "sendenv", "setenv", "localforward", "remoteforward",
        "dynamicforward"];

    private readonly Dictionary<string, List<SshConfigLine>> values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All that is set, by the option's name in lower case.</summary>
    public IEnumerable<KeyValuePair<string, List<SshConfigLine>>> All => values;

    /// <summary>Where a program would have to be run to know what holds; null: nowhere.</summary>
    public SshConfigLine? Undecided { get; set; }

    /// <summary>Takes a line that holds for the host.</summary>
    public void Add(SshConfigLine line)
    {
        var keyword = Alias(line.Keyword);
        if (!values.TryGetValue(keyword, out var have))
        {
            values[keyword] = [line];
        }
        else if (Gathering.Contains(keyword))
        {
            have.Add(line);
        }
    }

    /// <summary>The first argument of an option, or null.</summary>
    public string? One(string keyword) =>
        values.TryGetValue(keyword, out var lines) && lines[0].Arguments is [var first, ..] ? first : null;

    /// <summary>Every argument of an option.</summary>
    public IReadOnlyList<string> Many(string keyword) =>
        values.TryGetValue(keyword, out var lines) ? [.. lines.SelectMany(line => line.Arguments)] : [];

    /// <summary>The line that set an option, or null.</summary>
    public SshConfigLine? Line(string keyword) => values.TryGetValue(keyword, out var lines) ? lines[0] : null;

    /// <summary>Names that OpenSSH still takes for others (readconf.c).</summary>
    private static string Alias(string keyword) => keyword switch
    {
        "challengeresponseauthentication" or "skeyauthentication" or "tisauthentication" => "kbdinteractiveauthentication",
        "pubkeyacceptedkeytypes" => "pubkeyacceptedalgorithms",
        "dsaauthentication" => "pubkeyauthentication",
        "identityfile2" => "identityfile",
        "userknownhostsfile2" => "userknownhostsfile",
        "globalknownhostsfile2" => "globalknownhostsfile",
        "smartcarddevice" => "pkcs11provider",
        _ => keyword,
    };
}
