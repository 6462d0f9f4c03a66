using NetBatch.Platforms;
using NetBatch.Ssh.Shell;
using NetBatch.Ssh.Tests.Support;

namespace NetBatch.Ssh.Tests.Shell;

public sealed class ShellIdentityTests
{
    // The first that fits counts: "One-time password:" has the word of both.
    private const int Code = 0;
    private const int User = 1;
    private const int Password = 2;

    private static readonly LoginRules Rules = new(new("User:$"), new("Password:$")) { Code = new("PASSCODE:$") };

    [Fact]
    public async Task AnswerAsync_NameAndPassword_AreGivenOnceEach()
    {
        var identity = Of("ann@env:PW", out var run);
        run.Known["PW"] = "s3cret";

        (await identity.AnswerAsync(identity.Questions[User], "", default)).ShouldBe("ann");
        (await identity.AnswerAsync(identity.Questions[Password], "", default)).ShouldBe("s3cret");
        (await Should.ThrowAsync<NetBatchException>(async () =>
            await identity.AnswerAsync(identity.Questions[User], "", default))).Code.ShouldBe(ErrorCode.AuthenticationFailed);
        (await Should.ThrowAsync<NetBatchException>(async () =>
            await identity.AnswerAsync(identity.Questions[Password], "", default))).Code.ShouldBe(ErrorCode.AuthenticationFailed);
    }

    [Fact]
    public async Task AnswerAsync_Code_IsFetchedWhenItIsAskedForAndGivenOnce()
    {
        var identity = Of("ann@env:PW", out var run, CredentialReference.ParseOneTimeCode("env:CODE"));
        run.Known["PW"] = "s3cret";
        run.Known["CODE"] = "123456";

        (await identity.AnswerAsync(identity.Questions[Code], "Enter PASSCODE:", default)).ShouldBe("123456");
        (await Should.ThrowAsync<NetBatchException>(async () =>
            await identity.AnswerAsync(identity.Questions[Code], "", default))).Code.ShouldBe(ErrorCode.AuthenticationFailed);
    }

    [Fact]
    public async Task AnswerAsync_CodeWithoutASource_IsNeverThePassword()
    {
        var identity = Of("ann@env:PW", out var run);
        run.Known["PW"] = "s3cret";

        var error = await Should.ThrowAsync<NetBatchException>(
            async () => await identity.AnswerAsync(identity.Questions[Code], "Enter PASSCODE:", default));

        error.Code.ShouldBe(ErrorCode.CredentialRequired);
        error.Message.ShouldContain("Enter PASSCODE:");
    }

    [Fact]
    public async Task AnswerAsync_AKeysPassphrase_IsNeverThePassword()
    {
        var identity = Of("ann@key:/k", out _);

        (await Should.ThrowAsync<NetBatchException>(async () =>
            await identity.AnswerAsync(identity.Questions[Password], "", default))).Code.ShouldBe(ErrorCode.CredentialRequired);
    }

    private static ShellIdentity Of(string credential, out FakeRun run, CredentialReference? code = null)
    {
        var device = new Device { Name = "wlc1", Address = "192.0.2.1", Credential = CredentialReference.Parse(credential),
            OneTimeCode = code };
        run = new FakeRun(device);
        return new ShellIdentity(run, device, Rules);
    }
}
