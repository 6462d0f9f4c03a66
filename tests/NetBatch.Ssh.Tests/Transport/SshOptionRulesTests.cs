using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Tests.Transport;

public sealed class SshOptionRulesTests
{
    private static Device With(string name, string value) => new()
    {
        Name = "r1",
        Address = "10.0.0.1",
        SshOptions = new Dictionary<string, string> { [name] = value },
    };

    [Theory]
    [InlineData("KexAlgorithms", "+diffie-hellman-group14-sha1")]
    [InlineData("BindAddress", "10.0.0.9")]
    [InlineData("HostKeyAlgorithms", "+ssh-rsa")]
    [InlineData("ServerAliveInterval", "20")]
    [InlineData("compression", "yes")]
    public void Check_Harmless_IsPassedOn(string name, string value) =>
        SshOptionRules.Check(With(name, value)).ShouldBe([new(name, value)]);

    [Theory]
    [InlineData("ProxyCommand", "rm -rf /")]
    [InlineData("proxycommand", "x")]
    [InlineData("LocalCommand", "x")]
    [InlineData("PKCS11Provider", "/tmp/x.so")]
    [InlineData("Ciphers", "a\nProxyCommand x")]
    [InlineData("Ciphers", "a\rb")]
    [InlineData("Ciphers", " ")]
    [InlineData("Ciphers\nProxyCommand", "x")]
    [InlineData("Ciphers x", "x")]
    [InlineData("", "x")]
    [InlineData("NumberOfPasswordPrompts", "3")]
    [InlineData("Match", "all")]
    // Whom to trust, who is spoken to, what is sent of this machine: ssh_config(5), all its options but those that say how is spoken.
    [InlineData("StrictHostKeyChecking", "no")]
    [InlineData("stricthostkeychecking", "accept-new")]
    [InlineData("GlobalKnownHostsFile", "/tmp/known_hosts")]
    [InlineData("UserKnownHostsFile", "/dev/null")]
    [InlineData("HostKeyAlias", "other")]
    [InlineData("HostKeyAlgorithms", "ssh-rsa")]
    [InlineData("HostKeyAlgorithms", "^ssh-rsa")]
    [InlineData("HostKeyAlgorithms", "-ssh-ed25519")]
    [InlineData("NoHostAuthenticationForLocalhost", "yes")]
    [InlineData("VerifyHostKeyDNS", "yes")]
    [InlineData("HostName", "192.0.2.66")]
    [InlineData("RevokedHostKeys", "none")]
    [InlineData("CanonicalizeHostname", "yes")]
    [InlineData("CanonicalDomains", "evil.example")]
    [InlineData("IdentityAgent", "/tmp/agent")]
    [InlineData("CertificateFile", "/tmp/cert")]
    [InlineData("CASignatureAlgorithms", "ssh-rsa")]
    [InlineData("SendEnv", "*")]
    [InlineData("SetEnv", "A=B")]
    [InlineData("GSSAPIAuthentication", "yes")]
    [InlineData("GSSAPIDelegateCredentials", "yes")]
    [InlineData("HostbasedAuthentication", "yes")]
    [InlineData("CheckHostIP", "no")]
    [InlineData("RequiredRSASize", "512")]
    [InlineData("EnableSSHKeysign", "yes")]
    [InlineData("AnOptionOfTomorrow", "yes")]
    public void Check_Dangerous_IsRefusedWithNameAndRemedy(string name, string value)
    {
        var error = Should.Throw<NetBatchException>(() => SshOptionRules.Check(With(name, value)));

        error.Code.ShouldBe(ErrorCode.InvalidArgument);
        error.Message.ShouldStartWith("r1: ");
        error.Message.ShouldNotContain("\n");
        error.Remedy.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("-oProxyCommand=x")]
    [InlineData("*")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("user@host")]
    [InlineData("")]
    public async Task ResolveAsync_AddressThatIsNone_IsRefused(string address)
    {
        var request = new SshRequest
        {
            Device = new Device { Name = "r1", Address = address },
            Secrets = new SecretBox(),
            ConnectTimeout = TimeSpan.FromSeconds(1),
            LoginTimeout = TimeSpan.FromSeconds(1),
        };

        (await Should.ThrowAsync<NetBatchException>(() => SshRoute.ResolveAsync(request, CancellationToken.None))).Code.ShouldBe(
            ErrorCode.InvalidArgument);
    }

    [Theory]
    [InlineData("two\nlines", "ann")]
    [InlineData("fine", "an\"n")]
    [InlineData("fine", "ann\nProxyCommand x")]
    public async Task ResolveAsync_SecretOrUserThatSshCannotTake_IsRefusedWithoutShowingIt(string password, string user)
    {
        var request = new SshRequest
        {
            Device = new Device { Name = "r1", Address = "10.0.0.1",
                Credential = new CredentialReference(CredentialSource.Supplied, "main", user) },
            Secrets = new SecretBox(("main", new Secret(null, password))),
            ConnectTimeout = TimeSpan.FromSeconds(1),
            LoginTimeout = TimeSpan.FromSeconds(1),
        };

        var error = await Should.ThrowAsync<NetBatchException>(() => SshRoute.ResolveAsync(request, CancellationToken.None));

        error.Code.ShouldBe(ErrorCode.InvalidArgument);
        error.Message.ShouldNotContain("two");
    }

    [Theory]
    [InlineData("OpenSSH_9.2p1 Debian-2+deb12u6, OpenSSL 3.0.19", 9, 2)]
    [InlineData("OpenSSH_for_Windows_8.6p1, LibreSSL 3.4.3", 8, 6)]
    [InlineData("OpenSSH_10.0p2, OpenSSL 3.5", 10, 0)]
    public void ReadVersion_OpenSsh_GivesIt(string said, int major, int minor) =>
        SshClientProgram.ReadVersion(said).ShouldBe(new Version(major, minor));

    [Theory]
    [InlineData("OpenSSH_8.3p1, OpenSSL 1.1.1")]
    [InlineData("OpenSSH_7.9p1 Debian-10")]
    [InlineData("Dropbear v2022.83")]
    public void ReadVersion_TooOldOrAnother_IsRefused(string said) =>
        Should.Throw<NetBatchException>(() => SshClientProgram.ReadVersion(said)).Code.ShouldBe(ErrorCode.SshClientUnusable);
}
