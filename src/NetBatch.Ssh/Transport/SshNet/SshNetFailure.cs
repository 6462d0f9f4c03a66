using System.Globalization;
using System.Net.Sockets;
using Renci.SshNet.Common;

namespace NetBatch.Ssh.Transport;

/// <summary>Tells from the library's exceptions, the server's words and where the login stood why a connection failed or ended.</summary>
internal sealed class SshNetFailure(SshRoute route, string device, Func<IReadOnlyList<SshNetHop>> hops)
{
    private readonly SshFailure failure = new(route, device, "The server or the SSH library");

    private int Target => route.Hops.Count - 1;

    /// <summary>The hop that is being talked to.</summary>
    private int At => Math.Max(0, hops().Count - 1);

    /// <summary>The login ended before it was done.</summary>
    public RunError OfLogin(Exception error)
    {
        var hop = hops().Count > 0 ? hops()[^1] : null;
        if (hop?.Verdict is { } verdict)
        {
            // What we said ourselves when we ended the login is no word of the server's.
            var quoted = error.Message.Contains(verdict.Sentence, StringComparison.Ordinal) ? "" : failure.Quote([error.Message]);
            return failure.Of(verdict.Code, At, verdict.Sentence, quoted);
        }

        if (error is NetBatchException known)
        {
            return failure.Of(known.Code, At, known.Message.TrimEnd('.'), "");
        }

        var spoken = hop?.Spoken ?? [];
        var code = CodeOf(error, hop);
        if (code is ErrorCode.ConnectionClosed or ErrorCode.ConnectFailed
            && spoken.Append(error.Message).Any(line => SshFailureText.Meaning(line) == ErrorCode.SessionLimit))
        {
            code = ErrorCode.SessionLimit;
        }

        return failure.Of(code, At, SshFailure.Sentence(code),
            failure.Quote([.. code == ErrorCode.AuthenticationFailed ? [] : spoken.TakeLast(3), error.Message]));
    }

    /// <summary>A limit of ours was reached.</summary>
    public RunError OfTimeout(ErrorCode code, TimeSpan limit)
    {
        var sentence = code == ErrorCode.LoginTimeout
            ? "the login was not done"
            : At > 0 || hops() is [{ Reached: true }, ..] ? "the connection was made but the key exchange was not done"
                : "no connection was made";
        return failure.Of(code, At, $"{sentence} within {limit.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s", "");
    }

    /// <summary>An open channel was cut off.</summary>
    public RunError Cut(string said)
    {
        var code = SshFailureText.Meaning(said) == ErrorCode.SessionLimit ? ErrorCode.SessionLimit : ErrorCode.SessionClosed;
        return Session(code == ErrorCode.SessionLimit ? SshFailure.Sentence(code) : "the session was cut off", [said], code);
    }

    public RunError Session(string sentence, IEnumerable<string> said, ErrorCode code) =>
        failure.Of(code, Target, sentence, failure.Quote(said));

    public RunError Expired() => failure.Of(ErrorCode.PasswordExpired, Target, SshFailure.Sentence(ErrorCode.PasswordExpired), "");

    public RunError Signalled() => failure.Of(ErrorCode.ExitStatus, Target, "the command was ended by a signal", "");

    private static ErrorCode CodeOf(Exception error, SshNetHop? hop) => error switch
    {
        SocketException socket => OfSocket(socket.SocketErrorCode),
        { InnerException: SocketException inner } => OfSocket(inner.SocketErrorCode),
        _ when hop?.TunnelRefused is { } refused =>
            SshFailureText.Meaning(refused) is { } meaning and not ErrorCode.AuthenticationFailed ? meaning : ErrorCode.ConnectFailed,
        SshAuthenticationException => ErrorCode.AuthenticationFailed,
        SshException when error.Message.StartsWith("No matching ", StringComparison.Ordinal) => ErrorCode.NoCommonAlgorithm,
        SshException => SshFailureText.Meaning(error.Message) is { } code and not ErrorCode.SshClientUnusable ? code
            : ErrorCode.ConnectionClosed,
        _ => ErrorCode.ConnectFailed,
    };

    private static ErrorCode OfSocket(SocketError error) => error switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery => ErrorCode.NameNotResolved,
        SocketError.ConnectionRefused => ErrorCode.ConnectionRefused,
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown =>
            ErrorCode.NoRoute,
        SocketError.TimedOut => ErrorCode.ConnectTimeout,
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => ErrorCode.ConnectionClosed,
        _ => ErrorCode.ConnectFailed,
    };
}
