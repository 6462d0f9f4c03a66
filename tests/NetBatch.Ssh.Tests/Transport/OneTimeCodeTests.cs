using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Tests.Transport;

public sealed class OneTimeCodeTests
{
    /// <summary>Begun anew by itself, such a login would give the password again while nobody types a code.</summary>
    [Theory]
    [InlineData("prompt", ErrorCode.CredentialRequired)]
    [InlineData("env:OTP", ErrorCode.LoginTimeout)]
    [InlineData("vault:code", ErrorCode.LoginTimeout)]
    public void InTime_LoginThatWaitsForAPerson_IsNotBegunAnew(string source, ErrorCode code)
    {
        var device = new Device { Name = "r1", Address = "r1", OneTimeCode = CredentialReference.ParseOneTimeCode(source) };

        var told = OneTimeCode.InTime(device, new RunError(ErrorCode.LoginTimeout, "r1: no prompt within 30 s."));

        told.Code.ShouldBe(code);
        told.IsRetryable.ShouldBe(code == ErrorCode.LoginTimeout);
    }
}
