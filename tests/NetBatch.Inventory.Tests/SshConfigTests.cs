using static NetBatch.Inventory.Tests.TestText;

namespace NetBatch.Inventory.Tests;

public sealed class SshConfigTests
{
    private const string Config = """
        User nobody-yet
        # lab
        Host r1 r2
            HostName %h.lab.example.net
            Port 2222
            ProxyJump bastion
        Host r3
            HostName=2001:db8::3
            ProxyJump none
            ProxyCommand none
        Host bastion
            HostName 192.0.2.250
            User jumper
            IdentityFile "~/.ssh/jump key"
            ProxyJump outer:2200
        Host r? !r2
            KexAlgorithms +diffie-hellman-group14-sha1
            ServerAliveInterval 5
            Tag old
        Match host r2
            Port 99
        Match exec "true"
            Port 98
        Host *
            IdentityFile ~/.ssh/id_ed25519
            ProxyJump gate
        """;

    [Fact]
    public void Read_Sections_FirstValueWinsAndPatternsAreDefaults()
    {
        var devices = Read(Config.Replace("User nobody-yet\n", "")).ToDictionary(device => device.Name);
        devices.Keys.ShouldBe(["r1", "r2", "r3", "bastion"], ignoreOrder: true);
        var r1 = devices["r1"];
        (r1.Address, r1.Port).ShouldBe(("r1.lab.example.net", 2222));
        r1.Credential.ShouldBe(new CredentialReference(CredentialSource.Key, "~/.ssh/id_ed25519"));
        r1.SshOptions.ShouldBe(new Dictionary<string, string> { ["KexAlgorithms"] = "+diffie-hellman-group14-sha1" });
        r1.Tags.ShouldBe(["old"]);
        r1.Jump.ShouldBe(
        [
            // As the SSH client does: the pattern "*" is the outer host's own way too, but not the gate's to itself.
            new JumpHost("gate", 22, new CredentialReference(CredentialSource.Key, "~/.ssh/id_ed25519")),
            new JumpHost("outer", 2200, new CredentialReference(CredentialSource.Key, "~/.ssh/id_ed25519")),
            new JumpHost("192.0.2.250", 22, new CredentialReference(CredentialSource.Key, "~/.ssh/jump key", "jumper")),
        ]);
        devices["r2"].SshOptions.ShouldBeEmpty();
        devices["r2"].Port.ShouldBe(2222);
        (devices["r3"].Address, devices["r3"].Port, devices["r3"].Jump.Count, devices["r3"].SshOptions.Count).ShouldBe(
            ("2001:db8::3", 22, 0, 1));
    }

    [Fact]
    public void Read_OptionBeforeFirstHost_CountsForAll() =>
        Read(Config, InventoryFormat.SshConfig).ShouldAllBe(device => device.Credential!.UserName == "nobody-yet");

    [Theory]
    [InlineData("Host r1\n  Port x\n", "line 2, column 'port'")]
    [InlineData("Host r1\n  HostName -oX\n", "line 2, column 'address'")]
    [InlineData("Include conf.d/*\nHost r1\n", "line 1")]
    [InlineData("Host r1\n  Port\n", "line 2: the keyword 'Port'")]
    [InlineData("Host r1\n  Ciphers aes128-ctr\n  HostKeyAlias other\n", "line 3")]
    [InlineData("Host r1\n  ProxyCommand nc evil 22\n", "line 2")]
    [InlineData("Host a\n ProxyJump b\nHost b\n ProxyJump a\n", "lead to each other")]
    public void Read_BadLine_IsRefusedWithLine(string text, string part) => Refused(text).Message.ShouldContain(part);

    [Fact]
    public void Read_JumpHostForAll_IsItselfReachedDirectly()
    {
        var devices = Read("Host gate\n  User g\nHost r1\nHost *\n  ProxyJump gate\n");
        devices[0].Jump.ShouldBeEmpty();
        devices[1].Jump.ShouldBe([new JumpHost("gate", 22, new CredentialReference(CredentialSource.Agent, null, "g"))]);
    }

    [Fact]
    public void Read_OnlyWildcards_IsNoTargets() => Refused("Host *\n  User x\n").Code.ShouldBe(ErrorCode.NoTargets);

    // ssh_config(5), "Include": wildcards, files in lexical order, also within a Host, where only that host reads them.
    [Fact]
    public void Read_Include_ReadsTheFilesInTheirPlace()
    {
        using var folder = new TemporaryFolder();
        folder.Write("conf.d/10-first", "Host r1\n  HostName 192.0.2.1\nHost *\n  User first\n");
        folder.Write("conf.d/20-second", "Host r2 r1\n  HostName 192.0.2.2\n  User second\n");
        folder.Write("only-r3", "Port 2222\nHost r4\n  HostName 192.0.2.4\n");
        var main = folder.Write("ssh_config",
            "Include conf.d/* nothing-there/*\nHost r3\n  Include only-r3\n  HostName 192.0.2.3\nHost r5\n");
        InventoryFile.Read(main).Select(device => (device.Name, device.Address, device.Port, device.Credential?.UserName)).ShouldBe(
        [
            ("r1", "192.0.2.1", 22, "first"), ("r2", "192.0.2.2", 22, "first"), ("r3", "192.0.2.3", 2222, "first"),
            ("r4", "r4", 22, "first"), ("r5", "r5", 22, "first"),
        ]);
    }

    [Fact]
    public void Read_FilesThatIncludeEachOther_AreRefused()
    {
        using var folder = new TemporaryFolder();
        var main = folder.Write("ssh_config", "Host r1\nInclude ssh_config\n");
        Should.Throw<NetBatchException>(() => InventoryFile.Read(main)).Message.ShouldContain("line 2");
    }
}
