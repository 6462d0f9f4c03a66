using System.Text;

namespace NetBatch.Scheduling.Tests;

/// <summary>What of a login and of a mail goes to which mail server.</summary>
public sealed class MailTests
{
    private const string Password = "s3cret";

    [Fact]
    public async Task Send_LoginWithinThisMachine_GoesWithoutTls()
    {
        await using var server = new MailServer();

        (await TryAsync(Mail(server))).Delivered.ShouldBeTrue();

        server.Told.ShouldContain($"AUTH PLAIN {Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0netbatch\0{Password}"))}");
        server.Told.ShouldContain(line => line.StartsWith("RCPT TO:<noc@example.net>", StringComparison.Ordinal));
        server.Told[^1].ShouldBe("QUIT");
    }

    [Fact]
    public async Task Send_ServerOffersNoTls_GetsNeitherLoginNorMail()
    {
        await using var server = new MailServer();

        var came = await TryAsync(Mail(server) with { SmtpTls = true });

        came.Error!.ShouldContain("it offers no encryption (STARTTLS)");
        server.Told.ShouldAllBe(line => line.StartsWith("EHLO", StringComparison.Ordinal) || line == "QUIT");
    }

    [Fact]
    public async Task Send_CertificateIsNotTrusted_GetsNeitherLoginNorMail()
    {
        await using var server = new MailServer(MailServer.SelfSigned());

        var came = await TryAsync(Mail(server) with { SmtpTls = true });

        came.Error!.ShouldContain("its certificate is not trusted here");
        server.Told.ShouldAllBe(line => line.StartsWith("EHLO", StringComparison.Ordinal) || line == "STARTTLS");
    }

    [Fact]
    public async Task Send_ServerRefusesWithWordsOfItsOwn_TellsTheNumberAlone()
    {
        await using var server = new MailServer(refusal: $"550 no mail for {Password}");

        var came = await TryAsync(Mail(server));

        came.Error!.ShouldContain("it answered 550");
        came.Error!.ShouldNotContain(Password);
    }

    /// <summary>Of what was kept before there was this rule, too: the address is one that nothing would answer.</summary>
    [Theory]
    [InlineData(NotificationKind.Mail, "The login would cross the network to 192.0.2.1 without encryption")]
    [InlineData(NotificationKind.Webhook, "The webhook at 192.0.2.1 is not encrypted")]
    [InlineData(NotificationKind.Slack, "The webhook at 192.0.2.1 is not encrypted")]
    public async Task Send_OverThePlainNetwork_IsRefusedBeforeAnythingIsSent(NotificationKind kind, string why)
    {
        var how = kind switch
        {
            NotificationKind.Mail => To("192.0.2.1"),
            NotificationKind.Webhook => new BatchNotification { Name = "n", Kind = kind, Url = "http://192.0.2.1/hook" },
            _ => new BatchNotification { Name = "n", Kind = kind, UrlFrom = new CredentialReference(CredentialSource.Environment, "HOOK") },
        };

        (await TryAsync(how)).Error!.ShouldStartWith(why);
    }

    [Theory]
    [InlineData("""{"name":"n","kind":"webhook","url":"http://192.0.2.1/"}""", true)]
    [InlineData("""{"name":"n","kind":"webhook","url":"http://192.0.2.1/","allowPlain":true}""", false)]
    [InlineData("""{"name":"n","kind":"webhook","url":"http://localhost:8080/"}""", false)]
    [InlineData("""{"name":"n","kind":"webhook","url":"http://[::1]/"}""", false)]
    [InlineData("""{"name":"n","kind":"webhook","url":"http://localhost.example.net/"}""", true)]
    [InlineData("""{"name":"n","kind":"webhook","url":"https://192.0.2.1/"}""", false)]
    [InlineData("""{"name":"n","kind":"mail","smtpHost":"mail","smtpCredential":{"source":"environment","name":"PW"},"from":"a@b.c","to":["a@b.c"]}""", true)]
    [InlineData("""{"name":"n","kind":"mail","smtpHost":"mail","smtpTls":true,"smtpCredential":{"source":"environment","name":"PW"},"from":"a@b.c","to":["a@b.c"]}""", false)]
    [InlineData("""{"name":"n","kind":"mail","smtpHost":"mail","allowPlain":true,"smtpCredential":{"source":"environment","name":"PW"},"from":"a@b.c","to":["a@b.c"]}""", false)]
    [InlineData("""{"name":"n","kind":"mail","smtpHost":"::1","smtpCredential":{"source":"environment","name":"PW"},"from":"a@b.c","to":["a@b.c"]}""", false)]
    [InlineData("""{"name":"n","kind":"mail","smtpHost":"mail","from":"a@b.c","to":["a@b.c"]}""", false)]
    public void Problems_WhatWouldCrossTheNetworkPlain_IsRefusedUnlessAllowed(string json, bool refused) =>
        BatchNotification.FromJson(json).Problems().Count.ShouldBe(refused ? 1 : 0, json);

    private static CredentialReference Login { get; } = new(CredentialSource.Environment, "PW");

    private static BatchNotification Mail(MailServer server) =>
        To("127.0.0.1") with { SmtpPort = server.Port };

    private static BatchNotification To(string host) =>
        new() { Name = "n", Kind = NotificationKind.Mail, SmtpHost = host, SmtpCredential = Login, From = "netbatch@example.net",
            To = ["noc@example.net"] };

    private static Task<NotificationTest> TryAsync(BatchNotification how) =>
        NotificationTrial.SendAsync(how, new Secrets(), new Requester("ann", "desk", 1, "tests"), TimeProvider.System, CancellationToken.None);

    private sealed class Secrets : ISecretResolver
    {
        public ValueTask<Secret?> ResolveAsync(CredentialReference reference, CancellationToken cancellationToken) =>
            new(reference.Name == "HOOK" ? new Secret(null, "http://192.0.2.1/services/T0") : new Secret("netbatch", Password));
    }
}
