using System.Text.RegularExpressions;

namespace NetBatch.Ssh.Transport;

/// <summary>What the OpenSSH client's own words mean. The words are those of OpenSSH 8.4 to 10 (sshconnect.c, kex.c, packet.c).</summary>
internal static partial class SshFailureText
{
    // The first that matches a line counts.
    private static readonly (Regex Words, ErrorCode Code)[] Meanings =
    [
        (Unresolved(), ErrorCode.NameNotResolved),
        (NoAlgorithm(), ErrorCode.NoCommonAlgorithm),
        (UnknownKey(), ErrorCode.HostKeyUnknown),
        (BadConfig(), ErrorCode.SshClientUnusable),
        (Expired(), ErrorCode.PasswordExpired),
        (Full(), ErrorCode.SessionLimit),
        (FirewallOfOurs(), ErrorCode.ConnectFailed),
        (Denied(), ErrorCode.AuthenticationFailed),
        (TimedOut(), ErrorCode.ConnectTimeout),
        (Refused(), ErrorCode.ConnectionRefused),
        (Unreachable(), ErrorCode.NoRoute),
        (NotForwarded(), ErrorCode.ConnectFailed),
        (Closed(), ErrorCode.ConnectionClosed),
    ];

    /// <summary>The code of the first line that tells one, and the hop it is about; null where no line does.</summary>
    public static (ErrorCode Code, int Hop)? Read(IReadOnlyList<LogLine> lines)
    {
        var changed = lines.FirstOrDefault(line => Changed().IsMatch(line.Text));
        if (changed is not null && lines.Any(line => KeyRefused().IsMatch(line.Text)))
        {
            return (ErrorCode.HostKeyChanged, changed.Hop);
        }

        foreach (var line in lines)
        {
            if (Meaning(line.Text) is { } code)
            {
                return (code, line.Hop);
            }
        }

        return null;
    }

    /// <summary>Whether a line is no trouble: an option that this build lacks, a new key, the end of a jump host's ssh.</summary>
    public static bool IsHarmless(string line) => Harmless().IsMatch(line);

    internal static ErrorCode? Meaning(string line)
    {
        if (IsHarmless(line))
        {
            return null;
        }

        foreach (var (words, code) in Meanings)
        {
            if (words.IsMatch(line))
            {
                return code;
            }
        }

        return null;
    }

    [GeneratedRegex("Unsupported option|Deprecated option|Permanently added|Killed by signal")]
    private static partial Regex Harmless();

    [GeneratedRegex("Could not resolve hostname|Name or service not known|Temporary failure in name resolution|nodename nor servname|No "
        + "address associated")]
    private static partial Regex Unresolved();

    [GeneratedRegex("no matching .+ found|Invalid key length|DH GEX group out of range")]
    private static partial Regex NoAlgorithm();

    [GeneratedRegex("REMOTE HOST IDENTIFICATION HAS CHANGED|REVOKED HOST KEY DETECTED|^Host key for .+ has changed")]
    private static partial Regex Changed();

    [GeneratedRegex("Host key verification failed|authentication is disabled to avoid man-in-the-middle|has changed and you have "
        + "requested strict checking")]
    private static partial Regex KeyRefused();

    [GeneratedRegex("Host key verification failed|host key is known for .+ requested strict checking|Host certificate (?:not|invalid)")]
    private static partial Regex UnknownKey();

    [GeneratedRegex("Bad configuration option|bad configuration options|Bad owner or permissions on | line [0-9]+: "
        + "(?:Bad|[Mm]issing|[Ii]nvalid|keyword|unsupported|garbage|no argument)|^command-line |unknown key exchange|Unknown cipher|Bad "
        + "packet length requested")]
    private static partial Regex BadConfig();

    [GeneratedRegex("[Pp]assword (?:has expired|change required)|must change your password")]
    private static partial Regex Expired();

    [GeneratedRegex("(?i)too many (?:users|sessions|connections|logins)|(?:session|user|vty|connection)s? limit|maximum (?:number of "
        + ")?(?:\\w+ )?(?:sessions|users|connections|logins)|no free (?:vty|session|line)|resource shortage|all \\w+ (?:lines|sessions) "
        + "(?:are )?(?:busy|in use)")]
    private static partial Regex Full();

    [GeneratedRegex("connect to (?:host|address) .+: Permission denied")]
    private static partial Regex FirewallOfOurs();

    [GeneratedRegex("Permission denied|Too many authentication failures|No more authentication methods|Authentication "
        + "failed|UNPROTECTED PRIVATE KEY|incorrect passphrase")]
    private static partial Regex Denied();

    [GeneratedRegex("timed out|not responding")]
    private static partial Regex TimedOut();

    [GeneratedRegex("Connection refused")]
    private static partial Regex Refused();

    [GeneratedRegex("No route to host|Network is (?:unreachable|down)|Host is (?:unreachable|down)")]
    private static partial Regex Unreachable();

    [GeneratedRegex("administratively prohibited|stdio forwarding failed|open failed|forwarding request failed")]
    private static partial Regex NotForwarded();

    [GeneratedRegex("[Cc]onnection (?:to .+ )?closed|[Cc]onnection reset|closed by remote host|Broken pipe|Received "
        + "disconnect|Disconnected from")]
    private static partial Regex Closed();
}
