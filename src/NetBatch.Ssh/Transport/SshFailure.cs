using System.Globalization;

namespace NetBatch.Ssh.Transport;

/// <summary>Makes errors that name the device, say what happened, quote the client, and tell what to do.</summary>
internal sealed class SshFailure(SshRoute route, SshRequest request)
{
    private const int MostQuoted = 700;

    /// <summary>The client ended before the login was done.</summary>
    /// <param name="log">Its log.</param>
    /// <param name="said">What else came on its error stream: banners, and the ssh of a ProxyJump of the user's config.</param>
    /// <param name="exitStatus">How it ended.</param>
    public RunError OfLogin(SshLog log, string said, int exitStatus)
    {
        var lines = log.Lines;
        var (code, hop) = SshFailureText.Read(lines) ?? (ErrorCode.ConnectFailed, log.Passed);
        var quoted = Quote(lines.Select(line => line.Text));
        List<string> spoken = [.. log.Greetings, .. said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        if (code is ErrorCode.ConnectionClosed or ErrorCode.ConnectFailed && spoken.Count > 0)
        {
            // Some gear tells only in a greeting or banner that it is full.
            if (spoken.Any(line => SshFailureText.Meaning(line) == ErrorCode.SessionLimit))
            {
                code = ErrorCode.SessionLimit;
            }

            quoted = Quote(spoken.TakeLast(3).Concat(lines.Select(line => line.Text)));
        }

        // So the client calls the other side of a proxy; before the first hop it can only be one of the user's config.
        if (code == ErrorCode.ConnectionClosed && hop == 0 && lines.Any(line => line.Text.Contains("UNKNOWN port 65535", StringComparison.Ordinal)))
        {
            return Of(ErrorCode.JumpHostFailed, 0, "the jump host or proxy command of your ssh_config did not let the connection through", quoted);
        }

        if (quoted.Length == 0)
        {
            quoted = $" The SSH client ended with exit status {exitStatus.ToString(CultureInfo.InvariantCulture)} and said nothing.";
        }

        return Of(code, Math.Min(hop, route.Hops.Count - 1), Sentence(code), quoted);
    }

    /// <summary>A limit of ours was reached.</summary>
    public RunError OfTimeout(ErrorCode code, SshLog log, TimeSpan limit)
    {
        var passed = Math.Min(log.Passed, route.Hops.Count - 1);
        var sentence = code == ErrorCode.LoginTimeout
            ? "the login was not done"
            : log.Reached || passed > 0 ? "the connection was made but the key exchange was not done" : "no connection was made";
        return Of(code, passed, $"{sentence} within {limit.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s", Quote(log.Lines.Select(line => line.Text)));
    }

    /// <summary>The client asked something that is not answered.</summary>
    public RunError OfQuestion(ErrorCode code, int hop, string sentence) => Of(code, hop, sentence, "");

    /// <summary>How an open channel ended.</summary>
    /// <param name="log">The client's log, read to its end.</param>
    /// <param name="said">The end of its error stream.</param>
    /// <param name="exitStatus">The client's own exit status.</param>
    public SshEnding OfSession(SshLog log, string said, int exitStatus)
    {
        var target = route.Hops.Count - 1;
        if (said.Contains("Password change required but no TTY available", StringComparison.Ordinal))
        {
            return new SshEnding(exitStatus, Of(ErrorCode.PasswordExpired, target, Sentence(ErrorCode.PasswordExpired), ""));
        }

        if (log.Signalled)
        {
            return new SshEnding(null, Of(ErrorCode.ExitStatus, target, "the command was ended by a signal", ""));
        }

        if (log.ExitStatus is >= 0 and var status)
        {
            return new SshEnding(status, null);
        }

        // The client says its last words on its error stream and not in its log (quit_message in clientloop.c).
        var lastWords = said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .TakeLast(2).Where(line => line.StartsWith("Connection to ", StringComparison.Ordinal) && line.EndsWith(" closed by remote host.", StringComparison.Ordinal));
        var lines = log.Lines.Where(line => line.Hop == route.Hops.Count).Select(line => line.Text).Concat(lastWords).ToList();
        var codes = lines.Select(SshFailureText.Meaning).OfType<ErrorCode>().ToList();
        var isRefused = lines.Any(line => line.Contains("request failed on channel", StringComparison.Ordinal));
        if (codes.Count == 0 && !isRefused && log.ExitStatus is not null)
        {
            // An ordinary end of a channel, for which much gear sends no status.
            return new SshEnding(null, null);
        }

        return codes.Contains(ErrorCode.SessionLimit)
            ? new SshEnding(255, Of(ErrorCode.SessionLimit, target, Sentence(ErrorCode.SessionLimit), Quote(lines)))
            : new SshEnding(255, Of(ErrorCode.SessionClosed, target, isRefused ? "the device refused the channel" : "the session was cut off", Quote(lines)));
    }

    private RunError Of(ErrorCode code, int hop, string sentence, string quoted)
    {
        var isJump = hop < route.Hops.Count - 1;
        var where = isJump ? $"the jump host {route.Hops[hop]}" : route.Hops[hop].ToString();
        var message = route.Redact($"{request.Device.Name}: {where}: {sentence}.{quoted}");

        // What a repetition cannot cure keeps its own code at a jump host too: JumpHostFailed may be retried, and a
        // retried password locks the account there as well.
        var retryable = new RunError(code, "").IsRetryable || code == ErrorCode.ConnectFailed;
        return new RunError(isJump && retryable ? ErrorCode.JumpHostFailed : code, message, Remedy(code, route.Hops[hop]));
    }

    private static string Quote(IEnumerable<string> lines)
    {
        var text = string.Join(" | ", lines.Where(line => line.Any(char.IsLetterOrDigit) && !SshFailureText.IsHarmless(line)).Select(line => line.Trim()).TakeLast(6));
        if (text.Length > MostQuoted)
        {
            text = "..." + text[^MostQuoted..];
        }

        text = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return text.Length == 0 ? "" : $" The SSH client said: {text}";
    }

    private static string Sentence(ErrorCode code) => code switch
    {
        ErrorCode.NameNotResolved => "the name has no address",
        ErrorCode.ConnectTimeout => "no connection in time",
        ErrorCode.ConnectionRefused => "the connection was refused",
        ErrorCode.NoRoute => "there is no route",
        ErrorCode.ConnectionClosed => "the connection was closed before the login was done",
        ErrorCode.SessionLimit => "there is no free session",
        ErrorCode.AuthenticationFailed => "the login was refused",
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
        ErrorCode.ConnectTimeout or ErrorCode.NoRoute => "Check address, port, route and filters; a slow device needs a longer ConnectTimeout.",
        ErrorCode.LoginTimeout => "A device that is slow to check logins needs a longer LoginTimeout.",
        ErrorCode.JumpHostFailed => "Try it by hand with ssh -v. A jump host that wants a password must be given with the device, with its credential.",
        ErrorCode.ConnectionClosed => "Check the device's access lists, its limit of sessions and its log.",
        ErrorCode.ConnectionRefused => "Check the port and that SSH is enabled on the device.",
        ErrorCode.SessionLimit => "End idle sessions on the device, or wait until they time out.",
        ErrorCode.AuthenticationFailed => "Check user name and secret. NetBatch tries a credential once and does not repeat it.",
        ErrorCode.PasswordExpired => "Log in by hand and set a new password.",
        ErrorCode.HostKeyChanged => $"If the device was replaced, remove the old key: ssh-keygen -R '{(hop.Port == 22 ? hop.Address : $"[{hop.Address}]:{hop.Port}")}' -f FILE, FILE being the known_hosts file that the message names.",
        ErrorCode.HostKeyUnknown => "Add the key to a known_hosts file, or let new keys be accepted.",
        ErrorCode.NoCommonAlgorithm => "Old gear needs LegacyAlgorithms, or the one algorithm by SshOptions, for this device.",
        ErrorCode.SshClientUnusable => "Check the device's SshOptions and your ssh_config.",
        _ => null,
    };
}
