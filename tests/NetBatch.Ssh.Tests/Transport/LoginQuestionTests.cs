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
    [InlineData("ワンタイムパスワード:")]
    [InlineData("Mot de passe à usage unique : ")]
    [InlineData("Doğrulama kodu: ")]
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
    [InlineData("Contraseña: ")]
    [InlineData("パスワード:")]
    [InlineData("Password for user ann on factory-sw1: ")]
    [InlineData("")]
    public void Of_QuestionForThePassword_IsThat(string question) =>
        LoginQuestion.Of(question, echoed: false).ShouldBe(LoginQuestionKind.Password);

    /// <summary>A hidden question of no known words may be for anything; it is refused with its text.</summary>
    [Fact]
    public void Of_HiddenQuestionWithoutAWordForThePassword_IsNotForIt() =>
        LoginQuestion.Of("Mother's maiden name: ", echoed: false).ShouldBe(LoginQuestionKind.Other);

    [Theory]
    [InlineData("Enter your token code", LoginQuestionKind.Code)]
    [InlineData("Welcome.\nEnter the code from your phone:", LoginQuestionKind.Code)]
    [InlineData("Welcome to core1", LoginQuestionKind.Password)]
    [InlineData("", LoginQuestionKind.Password)]
    [InlineData(null, LoginQuestionKind.Password)]
    [InlineData("Your password has expired", LoginQuestionKind.NewPassword)]
    internal void Of_PlainPassword_IsForWhatTheInstructionAsks(string? instruction, LoginQuestionKind kind) =>
        LoginQuestion.Of("Password: ", echoed: false, instruction).ShouldBe(kind);

    [Theory]
    [InlineData("login: ", LoginQuestionKind.User)]
    [InlineData("Username:", LoginQuestionKind.User)]
    [InlineData("What is your favourite colour? ", LoginQuestionKind.Other)]
    [InlineData("New password: ", LoginQuestionKind.NewPassword)]
    [InlineData("The password needs to be changed. Change now? [Y/N]:", LoginQuestionKind.NewPassword)]
    [InlineData("Do you agree to change the password? (yes/no) ", LoginQuestionKind.NewPassword)]
    [InlineData("Do you agree to change your admin password (yes/no)? ", LoginQuestionKind.NewPassword)]
    [InlineData("Do you accept that the device restarts? (yes/no) ", LoginQuestionKind.Other)]
    [InlineData("I agree to erase the startup configuration [y/n]: ", LoginQuestionKind.Other)]
    [InlineData("Do you accept the terms? (yes/no) ", LoginQuestionKind.Acceptance)]
    [InlineData("Do you agree to the change of terms? (yes/no) ", LoginQuestionKind.Other)]
    internal void Of_OtherQuestion_IsThat(string question, LoginQuestionKind kind) =>
        LoginQuestion.Of(question, echoed: true).ShouldBe(kind);
}
