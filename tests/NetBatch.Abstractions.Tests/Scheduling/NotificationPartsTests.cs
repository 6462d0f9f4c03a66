using Shouldly;
using Xunit;

namespace NetBatch.Abstractions.Tests;

public sealed class NotificationPartsTests
{
    private static readonly BatchNotification Slack = new() { Name = "ops", Kind = NotificationKind.Slack,
        UrlFrom = new(CredentialSource.Environment, "HOOK"), On = [NotificationEvent.Failure], MostTries = 3 };

    [Fact]
    public void Over_NothingGiven_StaysAsItWas()
    {
        var same = new NotificationParts().Over("ops", Slack);
        same.ToJson().ShouldBe(Slack.ToJson());
    }

    [Fact]
    public void Over_OtherAddress_TakesThePlaceOfTheReferenceAndKeepsTheKind()
    {
        var now = new NotificationParts { Url = "https://chat.example.net/" }.Over("ops", Slack);
        (now.Kind, now.Url, now.UrlFrom, now.MostTries).ShouldBe((NotificationKind.Slack, "https://chat.example.net/", null, 3));
        new NotificationParts { UrlName = "env:B" }.Over("ops", now).Url.ShouldBeNull();
    }

    [Fact]
    public void Over_PartsOfAnotherKind_MakeItOneAndTakeTheOldPartsAway()
    {
        var mail = new NotificationParts { SmtpHost = "mail", From = "a@b.c", To = ["d@e.f"] }.Over("ops", Slack);
        (mail.Kind, mail.UrlFrom, mail.SmtpPort, mail.On.Single()).ShouldBe((NotificationKind.Mail, null, 25, NotificationEvent.Failure));
        mail.Problems().ShouldBeEmpty();
        var program = new NotificationParts { Command = ["/bin/true"] }.Over("ops", mail);
        (program.Kind, program.SmtpHost, program.To.Count).ShouldBe((NotificationKind.Command, null, 0));
        new NotificationParts { Kind = NotificationKind.Teams, Url = "https://x/" }.Over("ops", program).Command.ShouldBeEmpty();
    }

    [Fact]
    public void Over_PartsOfSeveralKinds_AreRefused() =>
        Should.Throw<NetBatchException>(() =>
            new NotificationParts { Url = "https://x/", SmtpHost = "mail" }.Over("n", null)).Message.ShouldContain("several kinds");

    [Fact]
    public void Over_EmptyReference_TakesItAway()
    {
        var hook = new NotificationParts { Url = "https://x/", TokenName = "env:T" }.Over("n", null);
        (hook.Kind, hook.Token!.Name).ShouldBe((NotificationKind.Webhook, "T"));
        new NotificationParts { TokenName = "" }.Over("n", hook).Token.ShouldBeNull();
    }
}
