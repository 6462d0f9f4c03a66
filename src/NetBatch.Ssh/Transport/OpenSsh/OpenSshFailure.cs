using System.Globalization;

namespace NetBatch.Ssh.Transport;

/// <summary>Reads from the OpenSSH client's log, words and exit status why a connection failed or ended.</summary>
internal sealed class OpenSshFailure(SshRoute route, SshRequest request)
{
    private readonly SshFailure failure = new(route, request.Device.Name, "The SSH client");

    /// <summary>The client ended before the login was done.</summary>
    /// <param name="log">Its log.</param>
    /// <param name="said">What else came on its error stream: banners, and the ssh of a ProxyJump of the user's config.</param>
    /// <param name="exitStatus">How it ended.</param>
    public RunError OfLogin(SshLog log, string said, int exitStatus)
    {
        var lines = log.Lines;
        var (code, hop) = SshFailureText.Read(lines) ?? (ErrorCode.ConnectFailed, log.Passed);
        var quoted = failure.Quote(lines.Select(line => line.Text));
        List<string> spoken = [.. log.Greetings,
            .. said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        if (code is ErrorCode.ConnectionClosed or ErrorCode.ConnectFailed && spoken.Count > 0)
        {
            // Some gear tells only in a greeting or banner that it is full.
            if (spoken.Any(line => SshFailureText.Meaning(line) == ErrorCode.SessionLimit))
            {
                code = ErrorCode.SessionLimit;
            }

            quoted = failure.Quote(spoken.TakeLast(3).Concat(lines.Select(line => line.Text)));
        }

        // So the client calls the other side of a proxy; before the first hop it can only be one of the user's config.
        if (code == ErrorCode.ConnectionClosed && hop == 0
            && lines.Any(line => line.Text.Contains("UNKNOWN port 65535", StringComparison.Ordinal)))
        {
            return failure.Of(ErrorCode.JumpHostFailed, 0,
                "the jump host or proxy command of your ssh_config did not let the connection through", quoted);
        }

        if (quoted.Length == 0)
        {
            quoted = $" The SSH client ended with exit status {exitStatus.ToString(CultureInfo.InvariantCulture)} and said nothing.";
        }

        return failure.Of(code, Math.Min(hop, route.Hops.Count - 1), SshFailure.Sentence(code), quoted);
    }

    /// <summary>A limit of ours was reached.</summary>
    public RunError OfTimeout(ErrorCode code, SshLog log, TimeSpan limit)
    {
        var passed = Math.Min(log.Passed, route.Hops.Count - 1);
        var sentence = code == ErrorCode.LoginTimeout
            ? "the login was not done"
            : log.Reached || passed > 0 ? "the connection was made but the key exchange was not done" : "no connection was made";
        return failure.Of(code, passed, $"{sentence} within {limit.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s",
            failure.Quote(log.Lines.Select(line => line.Text)));
    }

    /// <summary>The client asked something that is not answered.</summary>
    public RunError OfQuestion(ErrorCode code, int hop, string sentence) => failure.Of(code, hop, sentence, "");

    /// <summary>How an open channel ended.</summary>
    /// <param name="log">The client's log, read to its end.</param>
    /// <param name="said">The end of its error stream.</param>
    /// <param name="exitStatus">The client's own exit status.</param>
    public SshEnding OfSession(SshLog log, string said, int exitStatus)
    {
        var target = route.Hops.Count - 1;
        if (said.Contains("Password change required but no TTY available", StringComparison.Ordinal))
        {
            return new SshEnding(exitStatus,
                failure.Of(ErrorCode.PasswordExpired, target, SshFailure.Sentence(ErrorCode.PasswordExpired), ""));
        }

        if (log.Signalled)
        {
            return new SshEnding(null, failure.Of(ErrorCode.ExitStatus, target, "the command was ended by a signal", ""));
        }

        if (log.ExitStatus is >= 0 and var status)
        {
            return new SshEnding(status, null);
        }

        // The client says its last words on its error stream and not in its log (quit_message in clientloop.c).
        var lastWords = said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .TakeLast(2).Where(line =>
                line.StartsWith("Connection to ", StringComparison.Ordinal)
                    && line.EndsWith(" closed by remote host.", StringComparison.Ordinal));
        var lines = log.Lines.Where(line => line.Hop == route.Hops.Count).Select(line => line.Text).Concat(lastWords).ToList();
        var codes = lines.Select(SshFailureText.Meaning).OfType<ErrorCode>().ToList();
        var isRefused = lines.Any(line => line.Contains("request failed on channel", StringComparison.Ordinal));
        if (codes.Count == 0 && !isRefused && log.ExitStatus is not null)
        {
            // An ordinary end of a channel, for which much gear sends no status.
            return new SshEnding(null, null);
        }

        return codes.Contains(ErrorCode.SessionLimit)
            ? new SshEnding(255,
                failure.Of(ErrorCode.SessionLimit, target, SshFailure.Sentence(ErrorCode.SessionLimit), failure.Quote(lines)))
            : new SshEnding(255,
                failure.Of(ErrorCode.SessionClosed, target, isRefused ? "the device refused the channel" : "the session was cut off",
                    failure.Quote(lines)));
    }
}
