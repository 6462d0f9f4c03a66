using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Tests.Transport;

/// <summary>Questions as servers ask them: pam_google_authenticator, pam_oath, pam_duo, pam_yubico, SecurID, RADIUS challenges, and the
/// plain ones.</summary>
public sealed class LoginQuestionTests
{
    [Theory]
    [InlineData("Verification code: ")]
    [InlineData("One-time password (OATH) for `ann': ")]
    [InlineData("Onetime password: ")]
    [InlineData("Enter PASSCODE: ")]
    [InlineData("Wait for token to change, then enter the new tokencode: ")]
    [InlineData("Next Token: ")]
    [InlineData("Passcode or option (1-3): ")]
    [InlineData("Enter a passcode or select one of the following options: ")]
    [InlineData("Yubikey for `ann': ")]
    [InlineData("Response: ")]
    [InlineData("OTP: ")]
    [InlineData("Enter your TOTP: ")]
    [InlineData("2FA: ")]
    [InlineData("Second Factor: ")]
    [InlineData("Authenticator app: ")]
    [InlineData("Code sent by SMS: ")]
    [InlineData("Enter PIN: ")]
    [InlineData("Einmalpasswort: ")]
    [InlineData("Bestätigungscode: ")]
    [InlineData("Código de verificación: ")]
    [InlineData("Code de vérification : ")]
    [InlineData("请输入验证码:")]
    public void Of_QuestionForACode_IsNeverForThePassword(string question)
    {
        LoginQuestion.Of(question, echoed: false).ShouldBe(LoginQuestionKind.Code);
        LoginQuestion.Of(question, echoed: true).ShouldBe(LoginQuestionKind.Code);
    }

    [Theory]
    [InlineData("Password: ")]
    [InlineData("password:")]
    [InlineData("Enter password: ")]
    [InlineData("ann's password: ")]
    [InlineData("ann@token-ring-1's password: ")]
    [InlineData("Password for ann@code: ")]
    [InlineData("Password for otp: ")]
    [InlineData("LDAP Password: ")]
    [InlineData("Passwort: ")]
    [InlineData("Mot de passe : ")]
    [InlineData("")]
    public void Of_QuestionForThePassword_IsThat(string question) =>
        LoginQuestion.Of(question, echoed: false).ShouldBe(LoginQuestionKind.Password);

    [Theory]
    [InlineData("login: ", LoginQuestionKind.User)]
    [InlineData("Username:", LoginQuestionKind.User)]
    [InlineData("What is your favourite colour? ", LoginQuestionKind.Other)]
    [InlineData("New password: ", LoginQuestionKind.NewPassword)]
    internal void Of_OtherQuestion_IsThat(string question, LoginQuestionKind kind) =>
        LoginQuestion.Of(question, echoed: true).ShouldBe(kind);
}
