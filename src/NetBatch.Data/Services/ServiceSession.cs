using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace NetBatch.Data.Services;

/// <summary>Speaks to one service for one query. Tokens live here only and go to the service itself only, never to where a download
/// lies.</summary>
internal sealed class ServiceSession : IDisposable
{
    private const int MostErrorText = 300;
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(60);

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(100) };
    private readonly ServiceDeclaration declaration;
    private readonly Uri url;
    private readonly Secret? client;
    private readonly Secret? own;
    private readonly TimeProvider time;
    private string? token;
    private long tokenTaken;
    private TimeSpan tokenLasts;

    public ServiceSession(ServiceDeclaration declaration, Uri url, IReadOnlyDictionary<string, string> values, Secret? client, Secret? own,
        TimeProvider time)
    {
        (this.declaration, this.url, Values, this.client, this.own, this.time) = (declaration, url, values, client, own, time);
    }

    public IReadOnlyDictionary<string, string> Values { get; }

    /// <summary>Gets the token that the first request needs: whether the service takes us.</summary>
    public async Task ConnectAsync(CancellationToken cancellationToken) => await TokenAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Sends a request to the service and gives its answer as JSON; an expired token is renewed once.</summary>
    public async Task<JsonElement> SendAsync(string method, string path, string? body, string contentType, ServiceValues values,
        CancellationToken cancellationToken)
    {
        using var answer = await AnswerAsync(method, path, body, contentType, values, cancellationToken).ConfigureAwait(false);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return text.Length == 0 ? default : JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            throw new NetBatchException(ErrorCode.CommandRejected,
                $"The service answered {method} {path} with what is no JSON: {Short(text)}");
        }
    }

    /// <summary>Downloads into a stream: from the service itself with its token, from elsewhere (a presigned URL) without it.</summary>
    public async Task DownloadAsync(string where, ServiceValues values, Stream into, CancellationToken cancellationToken)
    {
        var elsewhere = Uri.TryCreate(where, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https"
            && absolute.GetLeftPart(UriPartial.Authority) != url.GetLeftPart(UriPartial.Authority);
        if (elsewhere && absolute!.Scheme == "http" && !absolute.IsLoopback)
        {
            throw new NetBatchException(ErrorCode.CommandRejected, "The service names an address without encryption for the download.");
        }

        using var answer = elsewhere
            ? await Checked("GET", absolute!.Host,
                await SendAsync(new HttpRequestMessage(HttpMethod.Get, absolute), cancellationToken).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false)
            : await AnswerAsync("GET", absolute is { Scheme: "http" or "https" } ? absolute.PathAndQuery : where, null, "", values,
                cancellationToken).ConfigureAwait(false);
        await answer.Content.CopyToAsync(into, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> AnswerAsync(string method, string path, string? body, string contentType, ServiceValues values,
        CancellationToken cancellationToken)
    {
        for (var again = false; ; again = true)
        {
            var request = new HttpRequestMessage(new HttpMethod(method), new Uri(url, path));
            foreach (var (name, value) in declaration.Headers)
            {
                request.Headers.TryAddWithoutValidation(name, values.Header(value));
            }

            if (await TokenAsync(cancellationToken).ConfigureAwait(false) is { } bearer)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            }

            if (body is not null)
            {
                request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
            }

            var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (answer.StatusCode == HttpStatusCode.Unauthorized && !again && declaration.Token is not null)
            {
                answer.Dispose();
                token = null;
                continue;
            }

            return await Checked(method, path, answer, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string?> TokenAsync(CancellationToken cancellationToken)
    {
        if (declaration.Token is not { } how)
        {
            return own?.Reveal();
        }

        if (token is not null && time.GetElapsedTime(tokenTaken) < tokenLasts)
        {
            return token;
        }

        // RFC 6749, sections 4.4 and 6.
        var id = client ?? own;
        Dictionary<string, string> form = new() { ["grant_type"] = how.Grant, ["client_id"] = id?.UserName ?? "",
            ["client_secret"] = id?.Reveal() ?? "" };
        if (how.Grant == "refresh_token")
        {
            form["refresh_token"] =
                own?.Reveal() ?? throw new NetBatchException(ErrorCode.CredentialRequired, "The service needs a refresh token.",
                    "Name its place as the instance's credential: env:NAME.");
        }

        if (how.Scope is { } scope)
        {
            form["scope"] = scope;
        }

        var tokenUrl = Values.TryGetValue("TokenUrl", out var other) ? other : how.Url;
        var request = new HttpRequestMessage(HttpMethod.Post, tokenUrl) { Content = new FormUrlEncodedContent(form) };
        using var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        if (answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            // The answer's error code (RFC 6749, 5.2) says which part was refused; the rest of it might repeat what was sent.
            throw new NetBatchException(ErrorCode.AuthenticationFailed, $"The service refuses the credential: {Error(text)}.",
                "Check client id, client secret and refresh token.");
        }

        using var kept = await Checked("POST", new Uri(tokenUrl).Host, answer, cancellationToken).ConfigureAwait(false);
        var json = JsonElement.Parse(text);
        token = JsonPaths.Text(json, "$.access_token")
            ?? throw new NetBatchException(ErrorCode.AuthenticationFailed, "The service's answer holds no access token.");
        var lasts = JsonPaths.Text(json, "$.expires_in") is { } seconds && double.TryParse(seconds, out var some)
            ? TimeSpan.FromSeconds(some) : TimeSpan.FromHours(1);
        tokenTaken = time.GetTimestamp();
        tokenLasts = lasts > Margin * 2 ? lasts - Margin : lasts / 2;
        return token;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using (request)
            {
                return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (HttpRequestException error)
        {
            var code = (error.InnerException as SocketException)?.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => ErrorCode.ConnectionRefused,
                SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => ErrorCode.NameNotResolved,
                SocketError.TimedOut => ErrorCode.ConnectTimeout,
                SocketError.HostUnreachable or SocketError.NetworkUnreachable => ErrorCode.NoRoute,
                _ => ErrorCode.ConnectionClosed,
            };
            throw new NetBatchException(code, $"{request.RequestUri?.Host}: {error.Message}", inner: error);
        }
        catch (TaskCanceledException slow) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NetBatchException(ErrorCode.ConnectTimeout,
                $"{request.RequestUri?.Host} did not answer within {http.Timeout.TotalSeconds:0} s.", inner: slow);
        }
    }

    private static async Task<HttpResponseMessage> Checked(string method, string what, HttpResponseMessage answer,
        CancellationToken cancellationToken)
    {
        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            var code = (int)answer.StatusCode switch
            {
                401 or 403 => ErrorCode.AuthenticationFailed,
                429 or 503 => ErrorCode.SessionLimit,
                >= 500 => ErrorCode.ConnectionClosed,
                _ => ErrorCode.CommandRejected,
            };
            throw new NetBatchException(code,
                $"The service answered {method} {what.Split('?')[0]} with {(int)answer.StatusCode}: {Short(text)}");
        }
    }

    private static string Error(string text)
    {
        try
        {
            return JsonPaths.Text(JsonElement.Parse(text), "$.error") ?? "no reason given";
        }
        catch (JsonException)
        {
            return "no reason given";
        }
    }

    private static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= MostErrorText ? line : line[..MostErrorText] + " ...";
    }
}
