using System.Net.Sockets;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace NetBatch.Scheduling;

/// <summary>Hands one e-mail to a mail server, by MailKit.</summary>
/// <remarks>
/// With TLS the connection is encrypted before anything is said: by STARTTLS, or from its first byte on port 465 (RFC 8314). A server
/// that offers
/// none then gets neither login nor mail.
/// </remarks>
internal static class MailSender
{
    private const int ImplicitTlsPort = 465;

    /// <returns>What the server said to it, in a sentence.</returns>
    /// <exception cref="NoticeFailure">It was not sent; the sentence holds no secret and nothing that the server said.</exception>
    public static async Task<string> SendAsync(BatchNotification how, Secret? login, NoticeText text, CancellationToken cancellationToken)
    {
        var server = $"{how.SmtpHost}:{how.SmtpPort}";
        using var client = new SmtpClient
        {
            // As HttpClient does: the places where certificates are revoked are seldom reached from a management network.
            CheckCertificateRevocation = false,
        };
        try
        {
            await client.ConnectAsync(how.SmtpHost!, how.SmtpPort, Security(how), cancellationToken).ConfigureAwait(false);
            if (login is not null)
            {
                await client.AuthenticateAsync(login.UserName ?? "", login.Reveal(), cancellationToken).ConfigureAwait(false);
            }

            using var mail = Mail(how, text);
            await client.SendAsync(mail, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (Reason(problem) is { } reason)
        {
            throw new NoticeFailure($"{server} did not take the mail: {reason}");
        }

        await LeaveAsync(client, cancellationToken).ConfigureAwait(false);
        return $"{server} took the mail for {string.Join(", ", how.To)}.";
    }

    private static SecureSocketOptions Security(BatchNotification how) =>
        !how.SmtpTls ? SecureSocketOptions.None
            : how.SmtpPort == ImplicitTlsPort ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls;

    private static MimeMessage Mail(BatchNotification how, NoticeText text)
    {
        var body = text.Mail();
        return new MimeMessage([MailboxAddress.Parse(how.From!)], how.To.Select(MailboxAddress.Parse), text.Title, new TextPart("plain")
        {
            Text = body,
            // Plain text goes as it is, for whoever reads mails raw: quoted-printable would write its line ends as signs, too.
            ContentTransferEncoding = Ascii.IsValid(body) ? ContentEncoding.SevenBit : ContentEncoding.QuotedPrintable,
        });
    }

    /// <summary>In our words: what the server said may quote what it was given.</summary>
    private static string? Reason(Exception problem) => problem switch
    {
        SmtpCommandException refused => $"it answered {(int)refused.StatusCode} {refused.StatusCode}.",
        AuthenticationException => "it refused the login.",
        SslHandshakeException => "its certificate is not trusted here, or it speaks no TLS that this machine does.",
        NotSupportedException => "it offers no encryption (STARTTLS), or no way to log in.",
        SocketException socket => $"it cannot be reached ({socket.SocketErrorCode}).",
        ProtocolException or IOException => "the connection broke off.",
        _ => null,
    };

    /// <summary>The mail is taken already; a server that does not part in order changes nothing.</summary>
    private static async Task LeaveAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is ProtocolException or IOException or CommandException)
        {
            // Disposing closes it.
        }
    }
}
