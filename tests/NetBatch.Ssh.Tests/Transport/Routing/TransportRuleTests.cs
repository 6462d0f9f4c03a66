using System.Globalization;
using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Tests.Transport.Routing;

public sealed class TransportRuleTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("netbatch-config").FullName;

    private string User => Path.Combine(folder, "config");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Configs, one host each, of which `ssh -G` says what holds.</summary>
    [Theory]
    [InlineData("Host r1\n  HostName 10.0.0.1\n  Port 2222\n  User admin\nHost *\n  User other\n  Port 1\n")]
    [InlineData("Host r*\n  HostName %h.example.net\nHost r1 r2\n  HostName second\n")]
    [InlineData("Host * !r1\n  User nobody\nHost r1\n  User somebody\n")]
    [InlineData("Host r?\n  Port=2022\n  User = \"with blank\"\n")]
    [InlineData("Match host r1\n  User matched\nMatch all\n  User late\n")]
    [InlineData("Match originalhost r*,!r1\n  User no\nMatch user admin\n  Port 9\nHost *\n  User admin\n")]
    [InlineData("User admin\nMatch user admin\n  Port 9\n")]
    [InlineData("Host other\n  User a\nMatch final host r1\n  User final\nMatch final all\n  Port 77\n")]
    [InlineData("HostName target\nMatch host target\n  User by-hostname\nMatch originalhost r1\n  Port 8\n")]
    [InlineData("# a comment\n\n   Host   r1   # not a pattern\n\tUser\ttabbed\n")]
    [InlineData("Include INCLUDED\nHost *\n  User late\n")]
    [InlineData("Host other\n  Include INCLUDED\nHost r1\n  Port 5\n")]
    [InlineData("Host r1\n  Include INCLUDED\n  Port 5\n")]
    [InlineData("HostKeyAlias alias-of-%h\nUserKnownHostsFile ~/a ~/b\nBindAddress 127.0.0.1\n")]
    [InlineData("IdentityFile ~/.ssh/one\nIdentityFile /two-%h-%r\nUser x\n")]
    [InlineData("Match localuser nobody-here\n  User no\nMatch !host other\n  User negated\n")]
    public async Task Read_EachRule_AgreesWithSsh(string text)
    {
        var included = Path.Combine(folder, "more.conf");
        await File.WriteAllTextAsync(included, "Host r1\n  User included\n  Port 4\nHost *\n  Port 6\n");
        await File.WriteAllTextAsync(User, text.Replace("INCLUDED", Path.Combine(folder, "mo*.conf"), StringComparison.Ordinal));
        var said = (await HostProgram.RunAsync("ssh", ["-G", "-F", User, "r1"])).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 2)).ToLookup(parts => parts[0], parts => parts[1]);

        var settings = HopSettings.Read(Hop("r1"), Options);

        settings.HostName.ShouldBe(said["hostname"].Single());
        settings.Port.ToString(CultureInfo.InvariantCulture).ShouldBe(said["port"].Single());
        settings.User.ShouldBe(said["user"].Single());
        if (said["hostkeyalias"].SingleOrDefault() is { } alias)
        {
            settings.KnownHostsName.ShouldBe(alias.Replace("%h", settings.HostName, StringComparison.Ordinal));
        }

        if (text.Contains("IdentityFile", StringComparison.Ordinal))
        {
            var tokens = new ConfigTokens("r1", settings.HostName, settings.Port, settings.User);
            settings.IdentityFiles.ShouldBe(said["identityfile"].Select(path => SystemPaths.Full(tokens.Expand(path), folder)));
        }

        if (text.Contains("UserKnownHostsFile", StringComparison.Ordinal))
        {
            settings.KnownHostsFiles.Take(2)
                .ShouldBe(said["userknownhostsfile"].Single().Split(' ').Select(path => SystemPaths.Full(path, folder)));
            settings.BindAddress.ShouldBe(said["bindaddress"].Single());
        }
    }

    [Theory]
    [InlineData("Host r1\n  ProxyJump bastion\n", "line 2: proxyjump bastion")]
    [InlineData("Host *\n  ProxyCommand nc %h %p\n", "line 2: proxycommand nc %h %p")]
    [InlineData("Match host r1 exec \"true\"\n  User x\n", "line 1: Match host r1 exec \"true\"")]
    [InlineData("PKCS11Provider /usr/lib/opensc.so\n", "line 1: pkcs11provider")]
    [InlineData("SecurityKeyProvider /usr/lib/sk.so\n", "line 1: securitykeyprovider")]
    [InlineData("CertificateFile ~/.ssh/id-cert.pub\n", "line 1: certificatefile")]
    [InlineData("KnownHostsCommand /bin/keys %h\n", "line 1: knownhostscommand")]
    [InlineData("CanonicalizeHostname yes\n", "line 1: canonicalizehostname")]
    [InlineData("VerifyHostKeyDNS yes\n", "line 1: verifyhostkeydns")]
    [InlineData("BindInterface eth0\n", "line 1: bindinterface")]
    [InlineData("SetEnv TERM=x\n", "line 1: setenv")]
    [InlineData("SomethingNew yes\n", "line 1: somethingnew")]
    [InlineData("KexAlgorithms no-such-kex\n", "kexalgorithms no-such-kex")]
    [InlineData("HostName %C\n", "%C")]
    public void Decide_RuleThatOpenSshAloneKnows_GoesThereAndNamesTheLine(string text, string why)
    {
        File.WriteAllText(User, text);

        var decision = Rule().Decide(Device());

        decision.Transport.ShouldBe(DeviceTransport.OpenSsh);
        decision.Reason.ShouldContain(why);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Host other\n  ProxyJump bastion\n")]
    [InlineData("Match host other exec \"false\"\n  ProxyJump bastion\n")]
    [InlineData("ProxyJump none\nProxyCommand none\nCertificateFile none\nCanonicalizeHostname no\n")]
    [InlineData("Host *\n    SendEnv LANG LC_*\n    HashKnownHosts yes\n    GSSAPIAuthentication yes\n")]
    [InlineData("ForwardX11 yes\nForwardX11Trusted yes\nForwardAgent yes\nLogLevel QUIET\nControlMaster auto\nControlPath "
        + "~/x\nServerAliveInterval 5\nCompression yes\n")]
    [InlineData("Match final all\n  Ciphers aes256-gcm@openssh.com,chacha20-poly1305@openssh.com,aes256-ctr\n  MACs "
        + "hmac-sha2-256-etm@openssh.com,umac-128@openssh.com\n  GSSAPIKexAlgorithms gss-curve25519-sha256-\n  KexAlgorithms "
        + "curve25519-sha256,ecdh-sha2-nistp256\n  PubkeyAcceptedAlgorithms ssh-ed25519,rsa-sha2-256\n  HostbasedAcceptedAlgorithms "
        + "ssh-ed25519\n  CASignatureAlgorithms ssh-ed25519\n  RequiredRSASize 2048\n  GSSAPIAuthentication yes\n  ForwardX11Trusted "
        + "yes\n  SendEnv XMODIFIERS\n")]
    public void Decide_NothingThatNeedsOpenSsh_StaysInProcess(string text)
    {
        File.WriteAllText(User, text);

        Rule().Decide(Device()).Transport.ShouldBe(DeviceTransport.SshNet);
    }

    [Fact]
    public void Decide_SystemFileToo_TheFirstValueCounts()
    {
        var system = Path.Combine(folder, "system");
        File.WriteAllText(User, "Host r1\n  ProxyJump none\n");
        File.WriteAllText(system, "ProxyJump bastion\n");
        var rule = new TransportRule(Options with { SystemConfigFile = system }, new KnownHostKeys(Path.Combine(folder, "known")));

        rule.Decide(Device()).Transport.ShouldBe(DeviceTransport.SshNet);
        rule.Decide(Device() with { Name = "r2", Address = "r2" }).Reason.ShouldContain(system);
    }

    [Fact]
    public void Decide_DeviceWithJumpHosts_GoesItsOwnWayAndAsksForEachHop()
    {
        File.WriteAllText(User, "Host r1\n  ProxyJump bastion\nHost j1\n  ProxyCommand nc %h %p\n");

        Rule().Decide(Device() with { Jump = [new JumpHost("j2")] }).Transport.ShouldBe(DeviceTransport.SshNet);
        Rule().Decide(Device() with { Jump = [new JumpHost("j1")] }).Reason.ShouldContain("the jump host j1:22");
    }

    [Fact]
    public void Decide_OptionsOfTheDevice_StayWhereThisProcessHasThem()
    {
        Rule().Decide(Device()
            with { SshOptions = new Dictionary<string, string> { ["KexAlgorithms"] = "+diffie-hellman-group14-sha1" } }).Transport.ShouldBe(
                DeviceTransport.SshNet);
        Rule().Decide(Device() with { SshOptions = new Dictionary<string, string> { ["Ciphers"] = "rot13" } }).Reason.ShouldContain(
            "ciphers rot13");
        Rule().Decide(Device() with { SshOptions = new Dictionary<string, string> { ["RekeyLimit"] = "1G" } }).Reason.ShouldContain(
            "the device's SshOptions: rekeylimit 1G");
    }

    [Fact]
    public void Decide_ChosenByHand_IsThat()
    {
        File.WriteAllText(User, "ProxyJump bastion\n");

        Rule().Decide(Device() with { Transport = DeviceTransport.SshNet })
            .ShouldBe(new TransportDecision(DeviceTransport.SshNet, "chosen by hand"));
        Rule().Decide(Device() with { Transport = DeviceTransport.Auto }).Transport.ShouldBe(DeviceTransport.OpenSsh);
    }

    [Fact]
    public void Decide_CertificateAuthorityIsKnownOfTheHost_NeedsOpenSsh()
    {
        File.WriteAllText(Path.Combine(folder, "known"), "@cert-authority *.example.net ssh-ed25519 AAAA\n");

        Rule().Decide(Device() with { Address = "r1.example.net" }).Reason.ShouldContain("@cert-authority");
        Rule().Decide(Device()).Transport.ShouldBe(DeviceTransport.SshNet);
    }

    [Fact]
    public void Decide_KeyOnASecurityKey_NeedsOpenSsh()
    {
        var key = Path.Combine(folder, "id_sk");
        File.WriteAllText(key,
            $"-----BEGIN OPENSSH PRIVATE KEY-----\n"
                + $"{Convert.ToBase64String("openssh-key-v1\0....sk-ssh-ed25519@openssh.com...."u8)}\n-----END OPENSSH PRIVATE KEY-----\n");

        Rule().Decide(Device() with { Credential = new(CredentialSource.Key, key, "u") }).Reason.ShouldContain("security key");
    }

    private SshTransportOptions Options =>
        new() { KnownHostsFile = Path.Combine(folder, "known"), UserConfigFile = User, SystemConfigFile = "" };

    private TransportRule Rule() => new(Options, new KnownHostKeys(Path.Combine(folder, "known")));

    private static Device Device() => new() { Name = "r1", Address = "r1", Credential = new(CredentialSource.Supplied, "main", "admin") };

    private static SshHop Hop(string address) => new() { Address = address, Port = 22, Proof = SshProof.Own };
}
