using System.Collections.Concurrent;
using System.Diagnostics;
using NetBatch.Testing;

namespace NetBatch.Scheduling.Tests;

/// <summary>Notifications as receivers see them.</summary>
public sealed class NotifierTests
{
    private const string Id = "batch_00000001";

    private static readonly BatchJob Job = new()
    {
        Id = Id, Name = "night <1> & 2", Kind = "command", State = JobState.Partial, TotalTargets = 3, CreatedBy = "ann@desk", Tags = ["a"],
        StartedAt = DateTimeOffset.UnixEpoch, EndedAt = DateTimeOffset.UnixEpoch.AddMinutes(1),
    };

    private readonly FakeNotices notices = new();
    private readonly Dictionary<string, string> secrets = [];

    [Fact]
    public async Task Send_Webhook_PostsTheFactsWithTheToken()
    {
        await using var server = Listener.Http();
        secrets["TOKEN"] = "s3cret";

        await SendAsync(new() { Name = "n", Kind = NotificationKind.Webhook, Url = $"http://127.0.0.1:{server.Port}/hook",
            Token = new(CredentialSource.Environment, "TOKEN") });

        var request = server.Received.ShouldHaveSingleItem();
        request.ShouldStartWith("POST /hook HTTP/1.1");
        request.ShouldContain("Authorization: Bearer s3cret");
        using var body = System.Text.Json.JsonDocument.Parse(request[(request.IndexOf("\n\n", StringComparison.Ordinal) + 2)..]);
        body.RootElement.GetProperty("id").GetString().ShouldBe(Id);
        body.RootElement.GetProperty("state").GetString().ShouldBe("Partial");
        body.RootElement.GetProperty("name").GetString().ShouldBe("night <1> & 2");
        notices.Last.ShouldBe((NoticeState.Sent, null));
    }

    [Theory]
    [InlineData(NotificationKind.Slack, "\"text\":\"*NetBatch: night \\u0026lt;1\\u0026gt; \\u0026amp; 2 Partial (Breaker)*")]
    [InlineData(NotificationKind.Teams, "\"contentType\":\"application/vnd.microsoft.card.adaptive\"")]
    public async Task Send_Chat_HasItsForm(NotificationKind kind, string part)
    {
        await using var server = Listener.Http();
        secrets["HOOK"] = $"http://127.0.0.1:{server.Port}/T0/B0/x";

        await SendAsync(new() { Name = "n", Kind = kind, UrlFrom = new(CredentialSource.Environment, "HOOK") });

        server.Received.ShouldHaveSingleItem().ShouldContain(part);
    }

    [Fact]
    public async Task Send_Mail_ComesWithSubjectAndFacts()
    {
        await using var server = Listener.Smtp();

        await SendAsync(new() { Name = "n", Kind = NotificationKind.Mail, SmtpHost = "127.0.0.1", SmtpPort = server.Port,
            From = "netbatch@example.net", To = ["noc@example.net", "b@example.net"] });

        var mail = server.Received.ShouldHaveSingleItem();
        mail.ShouldContain("To: noc@example.net, b@example.net");
        mail.ShouldContain("Subject: NetBatch: night <1> & 2 Partial (Breaker)");
        mail.ShouldContain($"Job: {Id}\nState: Partial");
        notices.Last.ShouldBe((NoticeState.Sent, null));
    }

    [Fact]
    public async Task Send_Command_IsGivenFactsByInputAndVariables()
    {
        var file = Path.GetTempFileName();
        await SendAsync(new() { Name = "n", Kind = NotificationKind.Command,
            Command = ["/bin/sh", "-c", "{ echo $NETBATCH_JOB_ID $NETBATCH_JOB_STATE \"$NETBATCH_JOB_NAME\"; cat; } > \"$0\"", file] });

        var told = await File.ReadAllTextAsync(file);
        File.Delete(file);
        told.ShouldStartWith($"{Id} Partial night <1> & 2\n{{\"event\":\"ended\"");
        notices.Last.ShouldBe((NoticeState.Sent, null));
    }

    [Fact]
    public async Task Send_CommandThatHangs_IsKilledAndTriedAgain()
    {
        var since = Stopwatch.StartNew();
        await SendAsync(new() { Name = "n", Kind = NotificationKind.Command, Command = ["/bin/sleep", "60"], TimeoutSeconds = 1 });

        since.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        notices.Last.ShouldBe((NoticeState.Pending, "It took longer than 1 s."));
    }

    [Theory]
    [InlineData(0, NoticeState.Pending)]
    [InlineData(2, NoticeState.Failed)]
    public async Task Send_ServerRefuses_IsTriedAgainAndGivenUpAtLast(int tries, NoticeState state)
    {
        await using var server = Listener.Http();
        server.RefuseNext(1);

        await SendAsync(new() { Name = "n", Kind = NotificationKind.Webhook, Url = $"http://127.0.0.1:{server.Port}/", MostTries = 3 },
            tries);

        notices.Last.ShouldBe((state, "127.0.0.1 answered 503 ServiceUnavailable."));
        notices.Ended.Single().Tries.ShouldBe(tries + 1);
        (notices.Again - DateTimeOffset.UtcNow).ShouldBeGreaterThan(tries == 0 ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(6),
            "the pauses grow");
    }

    [Fact]
    public async Task Send_AddressIsTheSecretAndNobodyThere_DoesNotTellIt()
    {
        secrets["HOOK"] = "http://127.0.0.1:1/very-secret";
        await SendAsync(new() { Name = "n", Kind = NotificationKind.Slack, UrlFrom = new(CredentialSource.Environment, "HOOK") });
        notices.Last.State.ShouldBe(NoticeState.Pending);
        notices.Last.Error!.ShouldNotContain("very-secret");
    }

    [Fact]
    public async Task Send_SecretIsNotHere_IsLeftToAnotherProcessAndCountsAsNoTry()
    {
        await SendAsync(new() { Name = "n", Kind = NotificationKind.Slack, UrlFrom = new(CredentialSource.Environment, "MISSING") });
        notices.Last.ShouldBe((NoticeState.Pending, "No source of this process has env:MISSING."));
        notices.Ended.Single().Tries.ShouldBe(0);
    }

    [Fact]
    public async Task Send_SourceOfTheSecretFails_IsTriedAgainAndCountsAsNoTry()
    {
        await SendAsync(new() { Name = "n", Kind = NotificationKind.Slack, UrlFrom = new(CredentialSource.Vault, Secrets.Locked) });
        notices.Last.ShouldBe((NoticeState.Pending, "The vault is locked."));
        notices.Ended.Single().Tries.ShouldBe(0);
    }

    [Theory]
    [InlineData(NotificationEvent.Failure, JobState.Completed, EndReason.Done, NoticeState.NotWanted)]
    [InlineData(NotificationEvent.Failure, JobState.Partial, EndReason.Done, NoticeState.Sent)]
    [InlineData(NotificationEvent.Failure, JobState.Stopped, EndReason.Dependency, NoticeState.Sent)]
    [InlineData(NotificationEvent.Breaker, JobState.Partial, EndReason.Done, NoticeState.NotWanted)]
    [InlineData(NotificationEvent.Breaker, JobState.Failed, EndReason.Breaker, NoticeState.Sent)]
    [InlineData(NotificationEvent.End, JobState.Completed, EndReason.Done, NoticeState.Sent)]
    [InlineData(NotificationEvent.End, JobState.Paused, EndReason.Memory, NoticeState.NotWanted)]
    [InlineData(NotificationEvent.Failure, JobState.Paused, EndReason.CredentialSuspect, NoticeState.NotWanted)]
    [InlineData(NotificationEvent.Pause, JobState.Paused, EndReason.CredentialSuspect, NoticeState.Sent)]
    [InlineData(NotificationEvent.Pause, JobState.Failed, EndReason.Breaker, NoticeState.NotWanted)]
    public async Task Send_OnlyWhatIsWanted(NotificationEvent on, JobState ended, EndReason why, NoticeState state)
    {
        await SendAsync(new() { Name = "n", Kind = NotificationKind.Command, Command = ["/bin/true"], On = [on] }, ended: ended, why: why);
        notices.Last.State.ShouldBe(state);
    }

    [Fact]
    public async Task Send_NothingChosenAndAPause_IsNotWanted()
    {
        await SendAsync(new() { Name = "n", Kind = NotificationKind.Command, Command = ["/bin/true"] }, ended: JobState.Paused,
            why: EndReason.Memory);
        notices.Last.State.ShouldBe(NoticeState.NotWanted);
    }

    [Fact]
    public async Task Send_Pause_SaysSoInTitleAndEvent()
    {
        await using var server = Listener.Smtp();
        await SendAsync(
            new() { Name = "n", Kind = NotificationKind.Mail, SmtpHost = "127.0.0.1", SmtpPort = server.Port, From = "a@b.c",
                To = ["d@e.f"], On = [NotificationEvent.Pause] },
            ended: JobState.Paused, why: EndReason.CredentialSuspect);
        server.Received.ShouldHaveSingleItem().ShouldContain("Paused (CredentialSuspect)");
    }

    [Theory]
    [InlineData("""{"name":"n","kind":"webhook"}""", "needs Url")]
    [InlineData("""{"name":"n","kind":"webhook","url":"ftp://x"}""", "no http or https")]
    [InlineData("""{"name":"n","kind":"webhook","url":"https://u:p@x/"}""", "holds a user or password")]
    [InlineData("""{"name":"n","kind":"slack","url":"https://hooks.example.net/services/T0/B0/x"}""",
        "a secret itself; give it by UrlFrom")]
    [InlineData("""{"name":"n","kind":"mail","smtpHost":"h","from":"nobody","to":["a@b.c"]}""", "'nobody' is no mail address")]
    [InlineData("""{"name":"n","kind":"command"}""", "needs a program")]
    [InlineData("""{"name":"n","kind":"slack","urlFrom":{"source":"supplied","name":"x"}}""", "env:NAME or vault:NAME")]
    public void Problems_WhatCouldNeverBeSent_SaysWhy(string json, string message) =>
        BatchNotification.FromJson(json).Problems().ShouldContain(problem => problem.Contains(message, StringComparison.Ordinal));

    [Fact]
    public void FromJson_KindThatIsNotKnown_IsRefused() =>
        Should.Throw<NetBatchException>(() => BatchNotification.FromJson("""{"name":"n","kind":"pigeon"}""")).Message.ShouldContain(
            "cannot be read");

    private async Task SendAsync(BatchNotification how, int tries = 0, JobState ended = JobState.Partial, EndReason why = EndReason.Breaker)
    {
        how.Problems().ShouldBeEmpty();
        notices.Due.Enqueue(new Notice(1, Id, 1, how.Name, NoticeState.Sending, tries, null, ended, why, null));
        using var notifier = new Notifier(notices, (_, _) => Task.FromResult<BatchNotification?>(how),
            (_, _) => Task.FromResult<BatchJob?>(Job), new Secrets(secrets), TimeProvider.System);
        await notifier.FlushAsync(TimeSpan.FromSeconds(30));
    }

    private sealed class Secrets(Dictionary<string, string> known) : ISecretResolver
    {
        public const string Locked = "LOCKED";

        public ValueTask<Secret?> ResolveAsync(CredentialReference reference, CancellationToken cancellationToken) =>
            reference.Name == Locked
            ? throw new NetBatchException(ErrorCode.CredentialRequired, "The vault is locked.")
            : new(known.TryGetValue(reference.Name!, out var text) ? new Secret(null, text) : null);
    }

    private sealed class FakeNotices : INoticeStore
    {
        public ConcurrentQueue<Notice> Due { get; } = [];

        public List<Notice> Ended { get; } = [];

        public (NoticeState State, string? Error) Last { get; private set; }

        public DateTimeOffset Again { get; private set; }

        public Task<IReadOnlyList<Notice>> TakeAsync(int most, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Notice>>(Due.TryDequeue(out var one) ? [one] : []);

        public Task EndAsync(Notice notice, NoticeState state, string? error, DateTimeOffset again, CancellationToken cancellationToken)
        {
            Ended.Add(notice);
            (Last, Again) = ((state, error), again);
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<Notice>> ReadAsync(string jobId, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

    }
}
