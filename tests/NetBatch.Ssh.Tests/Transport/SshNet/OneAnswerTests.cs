using NetBatch.Ssh.Transport;
using Renci.SshNet.Common;

namespace NetBatch.Ssh.Tests.Transport.SshNet;

public sealed class OneAnswerTests
{
    private static readonly Secret Secret = new(null, "pw-1");

    private static AuthenticationPromptEventArgs Round(string instruction, params (bool Echoed, string Text)[] questions) =>
        new("admin", instruction, "",
            [.. questions.Select((question, id) => new AuthenticationPrompt(id, question.Echoed, question.Text))]);

    [Fact]
    public void Answer_UserNameAndPasswordInOneRound_AnswersBoth()
    {
        var answer = new OneAnswer("admin", Secret);
        var round = Round("", (true, "Username: "), (false, "Password: "));

        answer.Answer(round);

        round.Prompts.Select(prompt => prompt.Response).ShouldBe(["admin", "pw-1"]);
    }

    // ktbyers/netmiko, issues 675 and 1001, and pull 2227: PAN-OS asks before the password, in a round of its own.
    [Theory]
    [InlineData(false, "Do you accept and acknowledge the statement above ? (yes/no) : ", "yes")]
    [InlineData(true, "DO YOU ACCEPT\nDo you accept and acknowledge the statement above ? (yes/no) : ", "yes")]
    [InlineData(true, "The password is yours alone.\nI agree to the terms [Y/n]: ", "Y")]
    public void Answer_TermsOfABanner_AreAcceptedOnceAndThePasswordIsKept(bool echoed, string asks, string yes)
    {
        var answer = new OneAnswer("admin", Secret);
        var terms = Round("Device in use. Your password has not expired.", (echoed, asks));

        answer.Answer(terms);

        terms.Prompts[0].Response.ShouldBe(yes);
        Should.Throw<SshAuthenticationException>(() => answer.Answer(Round("", (echoed, asks))));
        answer.Take().ShouldBeTrue();
    }

    [Fact]
    public void Answer_RoundWithoutQuestions_GoesOn()
    {
        var answer = new OneAnswer("admin", Secret);

        answer.Answer(Round("Welcome"));

        answer.Take().ShouldBeTrue();
    }

    [Fact]
    public void Answer_PasswordAskedASecondTime_GivesNothing()
    {
        var answer = new OneAnswer("admin", Secret);
        answer.Answer(Round("", (false, "Password: ")));
        var again = Round("", (false, "Password: "));

        Should.Throw<SshAuthenticationException>(() => answer.Answer(again));

        again.Prompts[0].Response.ShouldBeNull();
        answer.Refusal.ShouldNotBeNull().Code.ShouldBe(ErrorCode.AuthenticationFailed);
        answer.Take().ShouldBeFalse();
    }

    [Theory]
    [InlineData(false, "Verification code: ")]
    [InlineData(false, "One-time password (OTP): ")]
    [InlineData(false, "Enter PASSCODE: ")]
    [InlineData(true, "What is your favourite colour? ")]
    public void Answer_QuestionOfAnotherSecret_SaysWhichAndKeepsThePassword(bool echoed, string question)
    {
        var answer = new OneAnswer("admin", Secret);

        Should.Throw<SshAuthenticationException>(() => answer.Answer(Round("", (echoed, question))));

        answer.Refusal.ShouldNotBeNull().Sentence.ShouldContain(question.Trim());
        answer.Take().ShouldBeTrue();
    }

    [Fact]
    public void Answer_CodeAfterThePassword_IsFetchedForItsQuestionAndGivenOnce()
    {
        List<string> asked = [];
        var answer = new OneAnswer("admin", Secret, question =>
        {
            asked.Add(question);
            return new Secret(null, "123456");
        });
        answer.Answer(Round("", (false, "Password: ")));
        var second = Round("", (true, "Passcode or option (1-3): "));
        answer.Answer(second);

        second.Prompts[0].Response.ShouldBe("123456");
        asked.ShouldBe(["Passcode or option (1-3):"]);
        Should.Throw<SshAuthenticationException>(() => answer.Answer(Round("", (false, "Verification code: "))));
        asked.Count.ShouldBe(1);
        answer.Refusal.ShouldNotBeNull().Sentence.ShouldContain("given only once");
    }

    [Fact]
    public void Answer_CodeWithoutASource_SaysThatASecretIsMissingAndNotThatOneWasWrong()
    {
        var answer = new OneAnswer("admin", Secret);
        answer.Answer(Round("", (false, "Password: ")));

        Should.Throw<SshAuthenticationException>(() => answer.Answer(Round("", (false, "Verification code: "))));

        answer.Refusal.ShouldNotBeNull().Code.ShouldBe(ErrorCode.CredentialRequired);
    }

    [Fact]
    public void Answer_SourceGivesNoCode_TellsWhy()
    {
        var answer = new OneAnswer("admin", Secret,
            _ => throw new NetBatchException(ErrorCode.CredentialRequired, "nobody is there to be asked"));

        Should.Throw<SshAuthenticationException>(() => answer.Answer(Round("", (false, "Verification code: "))));

        answer.Refusal.ShouldNotBeNull().Sentence.ShouldBe("nobody is there to be asked");
        answer.Take().ShouldBeTrue("the password was not given");
    }

    [Theory]
    [InlineData("", "New password: ")]
    [InlineData("You must change your password now", "Password: ")]
    [InlineData("", "(current) UNIX password: ")]
    public void Answer_NewPasswordWanted_IsExpired(string instruction, string question)
    {
        var answer = new OneAnswer("admin", Secret);

        Should.Throw<SshAuthenticationException>(() => answer.Answer(Round(instruction, (false, question))));

        answer.Refusal.ShouldNotBeNull().Code.ShouldBe(ErrorCode.PasswordExpired);
    }
}
