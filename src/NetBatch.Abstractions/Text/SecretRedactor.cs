using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace NetBatch;

/// <summary>
/// Takes passwords, keys, hashes and communities out of device text: what leaves the store is redacted unless a person
/// asks for secrets. It knows the usual forms of the vendors' config lines, and where it cannot tell it takes out too
/// much rather than too little. A text that holds its mark is refused for comparing and applying.
/// </summary>
/// <remarks>
/// Forms after the vendors' command references (Cisco IOS, IOS XR and NX-OS, Arista EOS, Juniper Junos, Huawei VRP,
/// FortiOS, PAN-OS, VyOS, RouterOS) and crypt(5) for hashes.
/// </remarks>
public static partial class SecretRedactor
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Mark = "<redacted>";

    /// <summary>Without one of these a line holds nothing that is looked for; most lines are passed over by that.</summary>
    private static readonly SearchValues<string> Hints = SearchValues.Create(
        ["passw", "passphrase", "passcode", "secret", "key", "community", "snmp", "psk", "md5", "cipher", "token", "phash", "authentication", "://", "PRIVATE"],
        StringComparison.OrdinalIgnoreCase);

    // A single character among the words would take the fast search away from all of them.
    private static bool IsHinted(ReadOnlySpan<char> text) => text.Contains('$') || text.ContainsAny(Hints);

    /// <summary>The text without its secrets; the same one where it has none.</summary>
    public static string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!IsHinted(text))
        {
            return text;
        }

        var inKey = false;
        return Redact(text, ref inKey);
    }

    /// <summary>
    /// Lines without their secrets, as many as there were: of a private key that stands in several, each is replaced.
    /// </summary>
    public static IReadOnlyList<string> Redact(IReadOnlyList<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var redacted = new string[lines.Count];
        var inKey = false;
        for (var i = 0; i < redacted.Length; i++)
        {
            redacted[i] = inKey || IsHinted(lines[i]) ? Redact(lines[i], ref inKey) is { Length: > 0 } text ? text : Mark : lines[i];
        }

        return redacted;
    }

    private static string Redact(string text, ref bool inKey)
    {
        var redacted = new StringBuilder(text.Length);
        var isFirst = true;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range];
            if (inKey)
            {
                // A private key is one secret of many lines.
                inKey = !line.Contains("-----END", StringComparison.Ordinal);
                continue;
            }

            if (!isFirst)
            {
                redacted.Append('\n');
            }

            isFirst = false;
            if (!IsHinted(line))
            {
                redacted.Append(line);
                continue;
            }

            var isKey = line.Contains("-----BEGIN", StringComparison.Ordinal) && line.Contains("PRIVATE KEY", StringComparison.Ordinal);
            inKey = isKey && !line.Contains("-----END", StringComparison.Ordinal);
            redacted.Append(isKey ? Mark : Line(line.ToString()));
        }

        return redacted.ToString();
    }

    /// <summary>An error without secrets: its sentence may quote what a device said.</summary>
    public static RunError? Redact(RunError? error) => error is null ? null : error with { Message = Redact(error.Message) };

    /// <summary>What the patterns make of a line, whether or not a word of a secret is in it.</summary>
    internal static string Line(string line)
    {
        try
        {
            line = Hash().Replace(line, Mark);
            line = Url().Replace(line, "$1" + Mark + "@");
            line = Element().Replace(line, "$1" + Mark);
            line = Worded().Replace(line, Replacement);
            if (line.Contains("snmp", StringComparison.OrdinalIgnoreCase))
            {
                line = SnmpHost().Replace(line, Replacement);
                line = SnmpUser().Replace(line, Replacement);
            }

            line = Community().Replace(line, Replacement);
            line = (Server().IsMatch(line) ? AnyKey() : Key()).Replace(line, Replacement);
            return Digest().Replace(line, Replacement);
        }
        catch (RegexMatchTimeoutException)
        {
            // A line made to be slow is no line of use to anybody.
            return Mark;
        }
    }

    /// <summary>What stands before the value stays, and the quotes around it.</summary>
    private static string Replacement(Match match)
    {
        var value = match.Groups["value"];
        var quote = value.Length > 1 && value.ValueSpan[0] is '"' or '\'' ? value.Value[..1] : "";
        return value.ValueSpan.SequenceEqual(Mark)
            ? match.Value
            : string.Concat(match.Value.AsSpan(0, value.Index - match.Index), quote, Mark, string.Concat(quote, match.Value.AsSpan(value.Index - match.Index + value.Length)));
    }

    private const string Value = """(?<value>"(?:[^"\\]|\\.)*"|'[^']*'|[^\s;"'{}\[\]]+)""";

    /// <summary>Where a line's own words begin: behind what sets or negates it.</summary>
    private const string Begin = @"^\s*(?:(?:set|no|undo|unset|delete|default)\s+)?";

    private const string Type = """(?:level\s+\d+|encrypted|clear-?text|plain-?text|ascii-text|ascii|hexadecimal|hex|hash|sha\d+|md5|scrypt|simple|irreversible-cipher|cipher|local|remote|ENC|address\s+\S+(?:\s+\S+)?\s+key|\d{1,2})""";

    /// <summary>Milliseconds for one pattern on one line: a thousand times what a config line takes.</summary>
    private const int Patience = 250;

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    /// <summary>crypt(5) and the vendors' own kinds: $1$, $5$, $6$, $8$, $9$, $14$ and the like.</summary>
    [GeneratedRegex(@"\$(?:\d{1,2}[a-z]?|y|sha\d+|argon2\w*|pbkdf2\S*?)\$[^\s""';,]+", Options, Patience)]
    private static partial Regex Hash();

    [GeneratedRegex(@"(://[^\s/:@]+:)[^\s/@]+@", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex Url();

    [GeneratedRegex(@"(<(?:password|passphrase|phash|secret|key|community|psk)>)[^<]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Element();

    /// <summary>A word that says what follows. Prose ("password is not set") is left alone.</summary>
    [GeneratedRegex(
        @"(?<![a-z])(?:passw(?:or)?d|passwd|passphrase|passcode|secret|psksecret|psk|phash|(?:api|auth|access|bearer)[-_]?token|key-string|md5-key|auth(?:entication|entication-)?-?key|privacy-key|server-key|session-key|enc-key|api-?key|access-key|private-key|pre-?shared-?(?:key|secret)|community-name)"
        + @"[""']?(?>\s*[:=]\s*|\s+)(?!(?:is|are|was|not|for|and|or|of|to|in|on|recovery|encryption|authentication)\s+\w)(?:" + Type + @"\s+)*" + Value, Options, Patience)]
    private static partial Regex Worded();

    [GeneratedRegex(@"(?:(?<![\w-])snmp\S*\s+(?:\S+\s+){0,3}?community\s+|" + Begin + @"community\s+(?=\S+\s*(?:\{|$)))(?:(?:read|write|ro|rw|cipher|simple|\d)\s+)*" + Value, Options, Patience)]
    private static partial Regex Community();

    [GeneratedRegex(@"(?<![\w-])snmp-server\s+host\s+\S+\s+(?:(?:vrf\s+\S+|use-vrf\s+\S+|traps?|informs?|version\s+(?:1|2c|3\s+(?:no)?auth|3\s+priv))\s+)*" + Value, Options, Patience)]
    private static partial Regex SnmpHost();

    [GeneratedRegex(@"(?<=\s)(?:auth(?:entication)?(?:-mode)?\s+(?:md5|sha\S*)|priv(?:acy)?(?:-mode)?(?:\s+(?:3?des\S*|aes\S*)(?:\s+(?:128|192|256))?)?)\s+(?:(?:cipher|encrypted|\d)\s+)*" + Value, Options, Patience)]
    private static partial Regex SnmpUser();

    [GeneratedRegex(@"\b(?:tacacs|radius|isakmp|ldap|server|pre-shared)\b", Options, Patience)]
    private static partial Regex Server();

    private const string KeyValue = @"key\s+(?!chain\b|config-key\b|\d+\s*[;{]?\s*$)(?:" + Type + @"\s+)*" + Value;

    /// <summary>A line of a server's or a key chain's section. A number alone is the key's id.</summary>
    [GeneratedRegex(Begin + KeyValue, Options, Patience)]
    private static partial Regex Key();

    /// <summary>The key in a line that names a server.</summary>
    [GeneratedRegex(@"(?<![\w-])" + KeyValue, Options, Patience)]
    private static partial Regex AnyKey();

    [GeneratedRegex(@"(?:key\S*\s+\d+|authentication(?:-key)?(?:\s+\d+)?|digest-key\s+\d+)\s+(?:md5|text|sha\S*|hmac\S*)\s+(?!key-string\b|key-chain\b)(?:(?:encrypted|\d)\s+)*" + Value, Options, Patience)]
    private static partial Regex Digest();
}
