using System.Globalization;

namespace NetBatch.Inventory.Fields;

/// <summary>
/// Reads a ProxyCommand that does nothing but what a jump host does: <c>ssh -W %h:%p [-q] user@host</c>, or before OpenSSH 5.4
/// <c>ssh user@host nc %h %p</c>. Any other is a program that would be started on this machine.
/// </summary>
internal static class ProxyCommandText
{
    private const string NoMeaning = "qxTanN46C";

    /// <summary>The jump host as a value that <see cref="JumpText"/> reads, or null: the command is something else.</summary>
    public static object? Jump(IReadOnlyList<string> words)
    {
        if (words.Count < 2 || !(words[0] is "ssh" or "/usr/bin/ssh" or "ssh.exe"))
        {
            return null;
        }

        string? host = null, user = null, port = null, key = null;
        var forwards = false;
        for (var at = 1; at < words.Count; at++)
        {
            var word = words[at];
            if (word.Length < 2 || word[0] != '-')
            {
                if (host is null)
                {
                    host = word;
                    continue;
                }

                forwards |= IsNetcat([.. words.Skip(at)]);
                break;
            }

            if (word.Skip(1).All(NoMeaning.Contains))
            {
                continue;
            }

            var value = word.Length > 2 ? word[2..] : at + 1 < words.Count ? words[++at] : "";
            switch (word[1])
            {
                case 'W' when value is "%h:%p" or "[%h]:%p":
                    forwards = true;
                    break;
                case 'l':
                    user = value;
                    break;
                case 'p':
                    port = value;
                    break;
                case 'i':
                    key = value;
                    break;
                default:
                    return null;
            }
        }

        return !forwards || host is null || !HostText.TryParse(host, out var parsed, out _, out _)
            ? null
            : new List<KeyValuePair<string, object?>>
            {
                new("address", parsed.Host),
                new("port", port ?? parsed.Port?.ToString(CultureInfo.InvariantCulture)),
                new("user", user ?? parsed.User),
                new("credential", key is null ? null : "key:" + key),
            };
    }

    private static bool IsNetcat(string[] words) => words is ["nc" or "netcat" or "/bin/nc" or "/usr/bin/nc", .., "%h", "%p"];
}
