using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Tests.Transport;

public sealed class PromptJudgeTests
{
    private static readonly SshHop PasswordHop = new() { Address = "R1", Port = 22, User = "ann", Proof = SshProof.Password,
        Secret = new Secret(null, "x") };
    private static readonly SshHop KeyHop = PasswordHop with { Proof = SshProof.Key, KeyFile = "/k/id" };

    [Theory]
    [InlineData("ann@r1's password: ", nameof(PromptKind.Expected))]
    [InlineData("(ann@r1) Password: ", nameof(PromptKind.Expected))]
    [InlineData("(ann@r1) Passcode for ann (token): ", nameof(PromptKind.Code))]
    [InlineData("(ann@r1) Verification code: ", nameof(PromptKind.Code))]
    [InlineData("(ann@r1) Do you accept and acknowledge the statement above ? (yes/no) : ", nameof(PromptKind.Acceptance))]
    [InlineData("(bob@r1) Do you accept and acknowledge the statement above ? (yes/no) : ", nameof(PromptKind.Foreign))]
    [InlineData("(ann@r1) login: ", nameof(PromptKind.Foreign))]
    [InlineData("bob@r1's password: ", nameof(PromptKind.Foreign))]
    [InlineData("(bob@r1) Password: ", nameof(PromptKind.Foreign))]
    [InlineData("ann@r2's password: ", nameof(PromptKind.Foreign))]
    [InlineData("Enter passphrase for key '/k/id': ", nameof(PromptKind.Foreign))]
    [InlineData("Enter PIN for ED25519-SK key /k/id: ", nameof(PromptKind.Foreign))]
    [InlineData("(ann@r1) New password: ", nameof(PromptKind.Expired))]
    [InlineData("(ann@r1) Current password: ", nameof(PromptKind.Expired))]
    [InlineData("(ann@r1) (current) UNIX password: ", nameof(PromptKind.Expired))]
    [InlineData("Enter ann@r1's old password: ", nameof(PromptKind.Expired))]
    [InlineData("The authenticity of host 'r1 (10.0.0.1)' can't be established. Are you sure you want to continue connecting "
        + "(yes/no/[fingerprint])? ", nameof(PromptKind.HostKey))]
    [InlineData("", nameof(PromptKind.Foreign))]
    public void Judge_Password_AnswersOnlyItsOwn(string prompt, string kind) =>
        PromptJudge.Judge(prompt, PasswordHop, certain: false).ToString().ShouldBe(kind);

    [Theory]
    [InlineData("Enter passphrase for key '/k/id': ", nameof(PromptKind.Expected))]
    [InlineData("Enter passphrase for key '/k/other': ", nameof(PromptKind.Foreign))]
    [InlineData("(ann@r1) Enter passphrase for key '/k/id': ", nameof(PromptKind.Foreign))]
    [InlineData("ann@r1's password: ", nameof(PromptKind.Foreign))]
    [InlineData("(ann@r1) Password: ", nameof(PromptKind.Foreign))]
    [InlineData("(ann@r1) Verification code: ", nameof(PromptKind.Code))]
    public void Judge_Key_AnswersOnlyItsPassphrase(string prompt, string kind) =>
        PromptJudge.Judge(prompt, KeyHop, certain: true).ToString().ShouldBe(kind);

    [Fact]
    public void Judge_HostIsAliasOfTheUsersConfig_IsExpectedWhenTheAskerIsCertain()
    {
        PromptJudge.Judge("ann@10.0.0.1's password: ", PasswordHop, certain: true).ShouldBe(PromptKind.Expected);
        PromptJudge.Judge("ann@10.0.0.1's password: ", PasswordHop, certain: false).ShouldBe(PromptKind.Foreign);
    }
}
