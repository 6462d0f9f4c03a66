using System.ComponentModel;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace NetBatch.Scheduling;

/// <summary>Sends one notification, once. What goes wrong outside is a <see cref="NoticeFailure"/>.</summary>
internal sealed class NoticeSender(ISecretResolver secrets) : IDisposable
{
    private readonly HttpClient http =
        new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

    /// <returns>What the receiver said to it, in a sentence.</returns>
    public Task<string> SendAsync(BatchNotification how, NoticeText text, CancellationToken cancellationToken) => how.Kind switch
    {
        // It may have been kept before there was this rule.
        _ when how.Exposure() is { } exposed => throw new NoticeFailure(exposed),
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

        if (how.Exposure(address) is { } exposed)
        {
            throw new NoticeFailure(exposed);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post,
            address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (how.Token is not null)
        {
            request.Headers.Authorization =
                new AuthenticationHeaderValue("Bearer", (await SecretAsync(how.Token, cancellationToken).ConfigureAwait(false)).Reveal());
        }

        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
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
        var login = how.SmtpCredential is { } reference ? await SecretAsync(reference, cancellationToken).ConfigureAwait(false) : null;
        return await MailSender.SendAsync(how, login, text, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string> CommandAsync(BatchNotification how, NoticeText text, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(how.Command[0], how.Command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true,
            RedirectStandardError = true, UseShellExecute = false };
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
        await secrets.ResolveAsync(reference, cancellationToken).ConfigureAwait(false)
            ?? throw new NoticeFailure($"No source of this process has {reference}.", isHere: true);
}

/// <summary>Sending did not work; the sentence holds no secret.</summary>
internal sealed class NoticeFailure(string message, bool isHere = false) : Exception(message)
{
    /// <summary>Whether only this process cannot send it: another may.</summary>
    public bool IsHere { get; } = isHere;
}
