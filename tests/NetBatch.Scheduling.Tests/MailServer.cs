using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace NetBatch.Scheduling.Tests;

/// <summary>A mail server of this machine that takes logins, offers STARTTLS where it has a certificate, and keeps what it is told (RFC
/// 5321, 3207, 4954).</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly List<string> told = [];
    private readonly X509Certificate2? certificate;
    private readonly string? refusal;
    private readonly Task serving;

    /// <param name="certificate">For STARTTLS, or null: it offers none.</param>
    /// <param name="refusal">What it says to receivers instead of taking them.</param>
    public MailServer(X509Certificate2? certificate = null, string? refusal = null)
    {
        (this.certificate, this.refusal) = (certificate, refusal);
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The lines that came, those over TLS marked so.</summary>
    public IReadOnlyList<string> Told
    {
        get
        {
            lock (told)
            {
                return [.. told];
            }
        }
    }

    /// <summary>A certificate that nobody trusts.</summary>
    public static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        certificate?.Dispose();
        end.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(end.Token);
            try
            {
                await TalkAsync(client.GetStream());
            }
            catch (Exception gone) when (gone is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The other side has gone, or does not trust the certificate.
            }
        }
    }

    private async Task TalkAsync(Stream stream, bool encrypted = false)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        await using var writer = new StreamWriter(stream, Encoding.Latin1, leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
        if (!encrypted)
        {
            await writer.WriteLineAsync("220 here");
        }

        while (await reader.ReadLineAsync(end.Token) is { } line)
        {
            lock (told)
            {
                told.Add((encrypted ? "TLS " : "") + line);
            }

            if (line == "STARTTLS")
            {
                await writer.WriteLineAsync("220 go on");
                await using var tls = new SslStream(stream, leaveInnerStreamOpen: true);
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, end.Token);
                await TalkAsync(tls, encrypted: true);
                return;
            }

            if (line == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                while (await reader.ReadLineAsync(end.Token) is { } text && text != ".")
                {
                    // Others look at mails.
                }
            }

            await writer.WriteLineAsync(line.Split(' ')[0] switch
            {
                "EHLO" => $"250-here\r\n{(certificate is null || encrypted ? "" : "250-STARTTLS\r\n")}250 AUTH PLAIN",
                "AUTH" => "235 welcome",
                "RCPT" when refusal is not null => refusal,
                "QUIT" => "221 bye",
                _ => "250 ok",
            });
        }
    }
}
