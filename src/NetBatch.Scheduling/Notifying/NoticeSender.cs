using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace NetBatch.Scheduling;

/// <summary>Sends one notification, once. What goes wrong outside is a <see cref="NoticeFailure"/>.</summary>
internal sealed class NoticeSender(ISecretResolver secrets) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <returns>What the receiver said to it, in a sentence.</returns>
    public Task<string> SendAsync(BatchNotification how, NoticeText text, CancellationToken cancellationToken) => how.Kind switch
    {
        NotificationKind.Mail => MailAsync(how, text, cancellationToken),
        NotificationKind.Command => CommandAsync(how, text, cancellationToken),
        NotificationKind.Slack => PostAsync(how, text.Slack(), cancellationToken),
        NotificationKind.Teams => PostAsync(how, text.Teams(), cancellationToken),
        _ => PostAsync(how, text.Json, cancellationToken),
    };

    public void Dispose() => http.Dispose();

    private async Task<string> PostAsync(BatchNotification how, string body, CancellationToken cancellationToken)
    {
        var url = how.Url ?? (await SecretAsync(how.UrlFrom!, cancellationToken).ConfigureAwait(false)).Reveal();
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new NoticeFailure($"{how.UrlFrom} holds no http or https address.");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (how.Token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await SecretAsync(how.Token, cancellationToken).ConfigureAwait(false)).Reveal());
        }

        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var answer = $"{address.Host} answered {(int)response.StatusCode} {response.StatusCode}.";
            return response.IsSuccessStatusCode ? answer : throw new NoticeFailure(answer);
        }
        catch (HttpRequestException problem)
        {
            // Its text may name the address, which may be the secret.
            throw new NoticeFailure($"{address.Host} cannot be reached: {problem.HttpRequestError}.");
        }
    }

    private async Task<string> MailAsync(BatchNotification how, NoticeText text, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient(how.SmtpHost, how.SmtpPort) { EnableSsl = how.SmtpTls, DeliveryMethod = SmtpDeliveryMethod.Network };
        if (how.SmtpCredential is not null)
        {
            var secret = await SecretAsync(how.SmtpCredential, cancellationToken).ConfigureAwait(false);
            client.Credentials = new NetworkCredential(secret.UserName, secret.Reveal());
        }

        var body = text.Mail();
        using var mail = new MailMessage
        {
            From = new MailAddress(how.From!),
            Subject = text.Title,
            SubjectEncoding = Encoding.UTF8,
            Body = body,
            BodyEncoding = Encoding.UTF8,
            // Plain text goes as it is, for whoever reads mails raw: quoted-printable would write its line ends as signs, too.
            BodyTransferEncoding = Ascii.IsValid(body) ? TransferEncoding.SevenBit : TransferEncoding.QuotedPrintable,
        };
        foreach (var to in how.To)
        {
            mail.To.Add(to);
        }

        try
        {
            await client.SendMailAsync(mail, cancellationToken).ConfigureAwait(false);
            return $"{how.SmtpHost}:{how.SmtpPort} took the mail for {string.Join(", ", how.To)}.";
        }
        catch (SmtpException problem)
        {
            throw new NoticeFailure($"{how.SmtpHost}:{how.SmtpPort} did not take the mail: {problem.StatusCode}.");
        }
    }

    private static async Task<string> CommandAsync(BatchNotification how, NoticeText text, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(how.Command[0], how.Command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in text.Variables)
        {
            start.Environment[name] = value;
        }

        try
        {
            using var process = Process.Start(start)!;
            try
            {
                await Task.WhenAll(
                    FeedAsync(process, text.Json),
                    process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, cancellationToken),
                    process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellationToken)).ConfigureAwait(false);
                await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }

            var end = $"'{how.Command[0]}' ended with {process.ExitCode}.";
            return process.ExitCode == 0 ? end : throw new NoticeFailure(end);
        }
        catch (Win32Exception problem)
        {
            throw new NoticeFailure($"'{how.Command[0]}' cannot be started: {problem.Message}");
        }
    }

    private static async Task FeedAsync(Process process, string text)
    {
        try
        {
            await process.StandardInput.WriteAsync(text).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It does not want to read.
        }
    }

    private async Task<Secret> SecretAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        await secrets.ResolveAsync(reference, cancellationToken).ConfigureAwait(false) ?? throw new NoticeFailure($"No source of this process has {reference}.", isHere: true);
}

/// <summary>Sending did not work; the sentence holds no secret.</summary>
internal sealed class NoticeFailure(string message, bool isHere = false) : Exception(message)
{
    /// <summary>Whether only this process cannot send it: another may.</summary>
    public bool IsHere { get; } = isHere;
}
