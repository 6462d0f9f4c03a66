using NetBatch.Platforms;
using NetBatch.Ssh.Shell;
using NetBatch.Ssh.Tests.Support;

namespace NetBatch.Ssh.Tests.Shell;

public sealed class ShellIdentityTests
{
    private static readonly LoginRules Rules = new(new("User:$"), new("Password:$"));

    [Fact]
    public async Task AnswerAsync_NameAndPassword_AreGivenOnceEach()
    {
        var identity = Of("ann@env:PW", out var run);
        run.Known["PW"] = "s3cret";

        (await identity.AnswerAsync(identity.Questions[0], default)).ShouldBe("ann");
        (await identity.AnswerAsync(identity.Questions[1], default)).ShouldBe("s3cret");
        (await Should.ThrowAsync<NetBatchException>(async () => await identity.AnswerAsync(identity.Questions[0], default))).Code.ShouldBe(ErrorCode.AuthenticationFailed);
        (await Should.ThrowAsync<NetBatchException>(async () => await identity.AnswerAsync(identity.Questions[1], default))).Code.ShouldBe(ErrorCode.AuthenticationFailed);
    }

    [Fact]
    public async Task AnswerAsync_AKeysPassphrase_IsNeverThePassword()
    {
        var identity = Of("ann@key:/k", out _);

        (await Should.ThrowAsync<NetBatchException>(async () => await identity.AnswerAsync(identity.Questions[1], default))).Code.ShouldBe(ErrorCode.CredentialRequired);
    }

    private static ShellIdentity Of(string credential, out FakeRun run)
    {
        var device = new Device { Name = "wlc1", Address = "192.0.2.1", Credential = CredentialReference.Parse(credential) };
        run = new FakeRun(device);
        return new ShellIdentity(run, device, Rules);
    }
}
