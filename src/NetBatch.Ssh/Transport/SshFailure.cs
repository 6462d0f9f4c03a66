namespace NetBatch.Ssh.Transport;

/// <summary>Makes errors that name the device, say what happened, quote who spoke, and tell what to do.</summary>
/// <param name="route">The hosts, and the secrets that no message may hold.</param>
/// <param name="device">What people call the device.</param>
/// <param name="speaker">Whose words are quoted.</param>
internal sealed class SshFailure(SshRoute route, string device, string speaker)
{
    private const int MostQuoted = 700;

    /// <summary>An error at a hop; at a jump host, what a repetition may cure is the jump host's failure.</summary>
    public RunError Of(ErrorCode code, int hop, string sentence, string quoted)
    {
        var isJump = hop < route.Hops.Count - 1;
        var where = isJump ? $"the jump host {route.Hops[hop]}" : route.Hops[hop].ToString();
        var message = route.Redact($"{device}: {where}: {sentence}.{quoted}");

        // What a repetition cannot cure keeps its own code at a jump host too: JumpHostFailed may be retried, and a
        // retried password locks the account there as well.
        var retryable = new RunError(code, "").IsRetryable || code == ErrorCode.ConnectFailed;
        return new RunError(isJump && retryable ? ErrorCode.JumpHostFailed : code, message, Remedy(code, route.Hops[hop]));
    }

    /// <summary>The last lines that say something, as the end of a message; empty where none does.</summary>
    public string Quote(IEnumerable<string> lines)
    {
        var text = string.Join(" | ",
            lines.Where(line => line.Any(char.IsLetterOrDigit) && !SshFailureText.IsHarmless(line)).Select(line => line.Trim())
                .TakeLast(6));
        if (text.Length > MostQuoted)
        {
            text = "..." + text[^MostQuoted..];
        }

        text = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return text.Length == 0 ? "" : $" {speaker} said: {text}";
    }

    /// <summary>What a code means, as the middle of a message.</summary>
    public static string Sentence(ErrorCode code) => code switch
    {
        ErrorCode.NameNotResolved => "the name has no address",
        ErrorCode.ConnectTimeout => "no connection in time",
        ErrorCode.ConnectionRefused => "the connection was refused",
        ErrorCode.NoRoute => "there is no route",
        ErrorCode.ConnectionClosed => "the connection was closed before the login was done",
        ErrorCode.SessionLimit => "there is no free session",
        ErrorCode.AuthenticationFailed => "the login was refused",
        ErrorCode.CredentialRequired => "a secret is needed and no source has it",
        ErrorCode.PasswordExpired => "the password has expired",
        ErrorCode.HostKeyChanged => "the host key is not the one that is known",
        ErrorCode.HostKeyUnknown => "the host key is not known",
        ErrorCode.NoCommonAlgorithm => "client and server have no algorithm in common",
        ErrorCode.SshClientUnusable => "the SSH client does not accept its config",
        _ => "the connection was not opened",
    };

    private static string? Remedy(ErrorCode code, SshHop hop) => code switch
    {
        ErrorCode.NameNotResolved => "Check the address in the inventory and the name service.",
        ErrorCode.ConnectTimeout or ErrorCode.NoRoute =>
            "Check address, port, route and filters; a slow device needs a longer ConnectTimeout.",
        ErrorCode.LoginTimeout => "A device that is slow to check logins needs a longer LoginTimeout.",
        ErrorCode.JumpHostFailed =>
            "Try it by hand with ssh -v. A jump host that wants a password must be given with the device, with its credential.",
        ErrorCode.ConnectionClosed => "Check the device's access lists, its limit of sessions and its log.",
        ErrorCode.ConnectionRefused => "Check the port and that SSH is enabled on the device.",
        ErrorCode.SessionLimit => "End idle sessions on the device, or wait until they time out.",
        ErrorCode.AuthenticationFailed => "Check user name and secret. NetBatch tries a credential once and does not repeat it.",
        ErrorCode.CredentialRequired => OneTimeCode.Remedy,
        ErrorCode.PasswordExpired => "Log in by hand and set a new password.",
        ErrorCode.HostKeyChanged =>
            $"If the device was replaced, remove the old key: ssh-keygen -R '"
                + $"{(hop.Port == 22 ? hop.Address : $"[{hop.Address}]:{hop.Port}")}' -f FILE, FILE being the known_hosts file that the "
                + $"message names.",
        ErrorCode.HostKeyUnknown => "Add the key to a known_hosts file, or let new keys be accepted.",
        ErrorCode.NoCommonAlgorithm => "Old gear needs LegacyAlgorithms, or the one algorithm by SshOptions, for this device.",
        ErrorCode.SshClientUnusable => "Check the device's SshOptions and your ssh_config.",
        _ => null,
    };
}
