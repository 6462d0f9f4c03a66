using NetBatch.Testing;

namespace NetBatch.Scheduling.Tests;

/// <summary>Test messages as receivers see them, and what is told of them.</summary>
public sealed class NotificationTrialTests
{
    private static readonly Requester Ann = new("ann", "desk", 1, "tests");

    [Theory]
    [InlineData(NotificationKind.Webhook, "\"event\":\"test\"")]
    [InlineData(NotificationKind.Slack, "*NetBatch: TEST of the notification ops*")]
    [InlineData(NotificationKind.Teams, "\"text\":\"NetBatch: TEST of the notification ops\"")]
    public async Task SendAsync_Webhook_SaysThatItIsATest(NotificationKind kind, string part)
    {
        await using var server = Listener.Http();

        var came = await TryAsync(new() { Name = "ops", Kind = kind, Url = $"http://127.0.0.1:{server.Port}/" });

        (came.Name, came.Channel, came.Delivered, came.Error).ShouldBe(("ops", kind, true, null));
        came.Detail.ShouldBe("127.0.0.1 answered 204 NoContent.");
        var request = server.Received.ShouldHaveSingleItem();
        request.ShouldContain(part);
        request.ShouldContain("This is a test. No job has ended");
        request.ShouldContain("ann@desk");
    }

    [Fact]
    public async Task SendAsync_Mail_SaysWhoTookIt()
    {
        await using var server = Listener.Smtp();
        var came = await TryAsync(
            new() { Name = "noc", Kind = NotificationKind.Mail, SmtpHost = "127.0.0.1", SmtpPort = server.Port, From = "a@b.c",
                To = ["d@e.f"] });
        came.Detail.ShouldBe($"127.0.0.1:{server.Port} took the mail for d@e.f.");
        server.Received.ShouldHaveSingleItem().ShouldContain("Subject: NetBatch: TEST of the notification noc");
    }

    [Fact]
    public async Task SendAsync_ServerRefuses_TellsItAndTriesOnce()
    {
        await using var server = Listener.Http();
        server.RefuseNext(2);
        var came = await TryAsync(new() { Name = "n", Kind = NotificationKind.Webhook, Url = $"http://127.0.0.1:{server.Port}/" });
        (came.Delivered, came.Detail, came.Error).ShouldBe((false, null, "127.0.0.1 answered 503 ServiceUnavailable."));
        server.Received.Count.ShouldBeLessThanOrEqualTo(1);
        came.Problem().Message.ShouldBe(
            "The test of the notification 'n' (Webhook) was not delivered. 127.0.0.1 answered 503 ServiceUnavailable.");
    }

    [Theory]
    [InlineData("/bin/sleep", "60", "It took longer than 1 s.")]
    [InlineData("/bin/sh", "-cexit 3", "'/bin/sh' ended with 3.")]
    [InlineData("/no/such", "", "'/no/such' cannot be started")]
    public async Task SendAsync_ProgramThatFails_TellsWhy(string program, string argument, string error)
    {
        string[] command = argument.StartsWith("-c", StringComparison.Ordinal) ? [program, "-c", argument[2..]] : [program, argument];
        (await TryAsync(new() { Name = "n", Kind = NotificationKind.Command, Command = command,
            TimeoutSeconds = 1 })).Error!.ShouldStartWith(error);
    }

    [Fact]
    public async Task SendAsync_SecretIsNotHere_TellsItsName() =>
        (await TryAsync(new() { Name = "n", Kind = NotificationKind.Slack,
            UrlFrom = new(CredentialSource.Environment, "MISSING") })).Error.ShouldBe("No source of this process has env:MISSING.");

    [Fact]
    public async Task SendAsync_Duration_IsThatOfTheClock()
    {
        var how = new BatchNotification { Name = "n", Kind = NotificationKind.Slack,
            UrlFrom = new(CredentialSource.Environment, "MISSING") };
        (await NotificationTrial.SendAsync(how, new NoSecrets(), Ann, new FakeTime(), default)).Duration.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task SendAsync_CallerGivesUp_IsNoFailureOfTheReceiver()
    {
        using var end = new CancellationTokenSource();
        await end.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => NotificationTrial.SendAsync(
            new() { Name = "n", Kind = NotificationKind.Command, Command = ["/bin/sleep", "60"] }, new NoSecrets(), Ann,
            TimeProvider.System, end.Token));
    }

    private static Task<NotificationTest> TryAsync(BatchNotification how) =>
        NotificationTrial.SendAsync(how, new NoSecrets(), Ann, TimeProvider.System, default);

    private sealed class NoSecrets : ISecretResolver
    {
        public ValueTask<Secret?> ResolveAsync(CredentialReference reference, CancellationToken cancellationToken) => new((Secret?)null);
    }
}
