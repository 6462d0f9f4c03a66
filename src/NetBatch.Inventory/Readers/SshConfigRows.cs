using NetBatch.Inventory.Fields;
using NetBatch.Inventory.Problems;

namespace NetBatch.Inventory.Readers;

/// <summary>
/// Devices of an OpenSSH client configuration. Each pattern of a Host line without wildcard is one; the first value of an
/// option wins, over all sections that match it, as ssh_config(5) says. A Match section counts only as <c>Match all</c>
/// or <c>Match host</c>/<c>originalhost</c>: other conditions depend on the moment and the machine.
/// </summary>
internal static class SshConfigRows
{
    private const int MostHops = 8;

    // What the SSH client needs for the connection and cannot find by itself under the device's address. The last three are refused with
    // their line: a way or a trust of the file's own that would be lost, or taken from a stranger's file.
    private static readonly string[] Kept =
    [
        "kexalgorithms", "hostkeyalgorithms", "ciphers", "macs", "pubkeyacceptedalgorithms", "pubkeyacceptedkeytypes", "identitiesonly",
        "addressfamily",
        "bindaddress", "bindinterface", "preferredauthentications", "rekeylimit", "compression", "ipqos", "hostkeyalias", "proxycommand",
        "pkcs11provider",
    ];

    public static List<FieldRow> Read(string text, string? folder, ProblemList problems)
    {
        var sections = new SshConfigFile(folder, problems).Read(text);
        var rows = new List<FieldRow>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var section in sections.Where(section => section.IsHost))
        {
            foreach (var name in section.Patterns.Where(pattern => pattern[0] != '!' && pattern.IndexOfAny(['*', '?']) < 0))
            {
                // A second section of the same name adds to the first and is no other device.
                if (seen.Add(name))
                {
                    rows.Add(Row(name, section.Line, sections, problems));
                }
            }
        }

        return rows;
    }

    private static FieldRow Row(string name, int line, IReadOnlyList<SshConfigSection> sections, ProblemList problems)
    {
        var options = Options(name, sections);
        var fields = new List<Field> { new("name", name, line), HostName(name, options, line) };
        Copy("port", "port");
        Copy("user", "user");
        Copy("tag", "tags");
        if (options.TryGetValue("identityfile", out var key) && !key.Value.Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            fields.Add(new Field("identityfile", key.Value, key.Line));
        }

        // "Host *" may name a jump host for all: the jump host itself is reached directly, as the SSH client does it.
        if (options.TryGetValue("proxyjump", out var jump) && !jump.Value.Equals("none", StringComparison.OrdinalIgnoreCase)
            && !jump.Value.Split(',').Contains(name))
        {
            fields.Add(new Field("jump", Hops(jump.Value, jump.Line, sections, problems, 0), jump.Line));
        }

        // What is refused stands first, for its line is the one that is told.
        var kept = options.Values
            .Where(option => Kept.Contains(option.Name.ToLowerInvariant())
                && !option.Value.Equals("none", StringComparison.OrdinalIgnoreCase))
            .OrderBy(option => SshOptionNames.Problem(option.Name, option.Value) is null).ToList();
        if (kept.Count > 0)
        {
            fields.Add(new Field("ssh_options", kept.ToDictionary(option => option.Name, option => option.Value), kept[0].Line));
        }

        return new FieldRow(line, fields);

        void Copy(string option, string field)
        {
            if (options.TryGetValue(option, out var found))
            {
                fields.Add(new Field(field, found.Value, found.Line));
            }
        }
    }

    private static Dictionary<string, SshConfigOption> Options(string name, IReadOnlyList<SshConfigSection> sections)
    {
        var options = new Dictionary<string, SshConfigOption>(StringComparer.OrdinalIgnoreCase);
        foreach (var option in sections.Where(section => section.Matches(name)).SelectMany(section => section.Options))
        {
            options.TryAdd(option.Name, option);
        }

        return options;
    }

    private static Field HostName(string name, Dictionary<string, SshConfigOption> options, int line) =>
        options.TryGetValue("hostname", out var host)
            ? new Field("address", host.Value.Replace("%h", name, StringComparison.Ordinal).Replace("%%", "%", StringComparison.Ordinal),
                host.Line)
            : new Field("address", name, line);

    // A hop may itself be a Host of this file, with its own user, key and way.
    private static List<object?> Hops(string text, int line, IReadOnlyList<SshConfigSection> sections, ProblemList problems, int depth)
    {
        var hops = new List<object?>();
        if (depth > MostHops)
        {
            problems.Add(line, "ProxyJump", $"more than {MostHops} jump hosts lead to each other.", "Look for a host that is its own way.");
            return hops;
        }

        foreach (var written in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!HostText.TryParse(written, out var hop, out var wrong, out var remedy))
            {
                problems.Add(line, "ProxyJump", wrong, remedy);
                continue;
            }

            var options = Options(hop.Host, sections);
            // Only the first hop is reached directly, so only its own way counts.
            if (hops.Count == 0 && options.TryGetValue("proxyjump", out var before)
                && !before.Value.Equals("none", StringComparison.OrdinalIgnoreCase)
                && !before.Value.Split(',').Contains(written))
            {
                hops.AddRange(Hops(before.Value, before.Line, sections, problems, depth + 1));
            }

            var user = hop.User ?? options.GetValueOrDefault("user")?.Value;
            var key = options.GetValueOrDefault("identityfile")?.Value;
            hops.Add(new List<KeyValuePair<string, object?>>
            {
                new("address", Values.Text(HostName(hop.Host, options, line).Value)),
                new("port", hop.Port?.ToString(System.Globalization.CultureInfo.InvariantCulture)
                    ?? options.GetValueOrDefault("port")?.Value),
                new("user", user),
                new("credential", key is null ? null : "key:" + key),
            });
        }

        return hops;
    }
}
