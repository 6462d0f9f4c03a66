namespace NetBatch.Text.Tests.Redaction;

/// <summary>Apart from all others: one of these asks for the process's processor time.</summary>
[CollectionDefinition(nameof(SecretRedactorTests), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(SecretRedactorTests))]
public sealed class SecretRedactorTests
{
    [Theory]
    // Cisco IOS, IOS XR, NX-OS, Arista EOS
    [InlineData("enable secret 5 $1$mERr$hx5rVt7rPNoS4wqbXKX7m0", "enable secret 5 <redacted>")]
    [InlineData("enable password 7 HUNTER2", "enable password 7 <redacted>")]
    [InlineData("enable secret level 15 0 HUNTER2", "enable secret level 15 0 <redacted>")]
    [InlineData("username bob privilege 15 secret 9 $9$2MJBozw/9R3UsU$2lFhcKvpghcyw8deP25GOfyZaagyUOGBymkryvOdfgM",
        "username bob privilege 15 secret 9 <redacted>")]
    [InlineData("username bob password HUNTER2", "username bob password <redacted>")]
    [InlineData("username admin secret sha512 $6$abc$HUNTER2", "username admin secret sha512 <redacted>")]
    [InlineData(" password 12345", " password <redacted>")]
    [InlineData("snmp-server community HUNTER2 RO 10", "snmp-server community <redacted> RO 10")]
    [InlineData("snmp-server community verysecret RO", "snmp-server community <redacted> RO")]
    [InlineData("snmp-server community NEW-WORD RO", "snmp-server community <redacted> RO")]
    [InlineData("snmp-server community mypassword RW", "snmp-server community <redacted> RW")]
    [InlineData("snmp-server community secret-key RO 10", "snmp-server community <redacted> RO 10")]
    [InlineData("snmp-server host 10.0.0.1 version 2c HUNTER2", "snmp-server host 10.0.0.1 version 2c <redacted>")]
    [InlineData("snmp-server host 10.0.0.1 vrf mgmt traps HUNTER2 bgp", "snmp-server host 10.0.0.1 vrf mgmt traps <redacted> bgp")]
    [InlineData("snmp-server user joe grp v3 auth sha HUNTER2 priv aes 128 HUNTER3",
        "snmp-server user joe grp v3 auth sha <redacted> priv aes 128 <redacted>")]
    [InlineData("tacacs-server key 7 HUNTER2", "tacacs-server key 7 <redacted>")]
    [InlineData("tacacs-server host 10.0.0.1 key HUNTER2", "tacacs-server host 10.0.0.1 key <redacted>")]
    [InlineData("radius-server host 10.0.0.1 auth-port 1812 key 7 HUNTER2", "radius-server host 10.0.0.1 auth-port 1812 key 7 <redacted>")]
    [InlineData(" key 7 HUNTER2", " key 7 <redacted>")]
    [InlineData("  key-string 7 HUNTER2", "  key-string 7 <redacted>")]
    [InlineData(" neighbor 10.0.0.1 password 7 HUNTER2", " neighbor 10.0.0.1 password 7 <redacted>")]
    [InlineData(" ip ospf message-digest-key 1 md5 7 HUNTER2", " ip ospf message-digest-key 1 md5 7 <redacted>")]
    [InlineData(" ip ospf authentication-key HUNTER2", " ip ospf authentication-key <redacted>")]
    [InlineData("ntp authentication-key 1 md5 HUNTER2 7", "ntp authentication-key 1 md5 <redacted> 7")]
    [InlineData("crypto isakmp key HUNTER2 address 10.0.0.1", "crypto isakmp key <redacted> address 10.0.0.1")]
    [InlineData(" pre-shared-key local HUNTER2", " pre-shared-key local <redacted>")]
    [InlineData(" ppp chap password 7 HUNTER2", " ppp chap password 7 <redacted>")]
    [InlineData(" vrrp 1 authentication text HUNTER2", " vrrp 1 authentication text <redacted>")]
    [InlineData(" standby 1 authentication md5 key-string 7 HUNTER2", " standby 1 authentication md5 key-string 7 <redacted>")]
    // Lines that take such lines away
    [InlineData(" no key 7 HUNTER2", " no key 7 <redacted>")]
    [InlineData("no snmp-server community HUNTER2 RO", "no snmp-server community <redacted> RO")]
    [InlineData("no username bob password 7 HUNTER2", "no username bob password 7 <redacted>")]
    [InlineData("undo snmp-agent community read cipher HUNTER2", "undo snmp-agent community read cipher <redacted>")]
    [InlineData("delete snmp community HUNTER2 authorization read-only", "delete snmp community <redacted> authorization read-only")]
    // Junos
    [InlineData("    encrypted-password \"$6$abc$HUNTER2\"; ## SECRET-DATA", "    encrypted-password \"<redacted>\"; ## SECRET-DATA")]
    [InlineData("set system radius-server 10.0.0.1 secret \"HUNTER2\"", "set system radius-server 10.0.0.1 secret \"<redacted>\"")]
    [InlineData("set snmp community HUNTER2 authorization read-only", "set snmp community <redacted> authorization read-only")]
    [InlineData("    community HUNTER2 {", "    community <redacted> {")]
    [InlineData("set security ike policy p pre-shared-key ascii-text \"HUNTER2\"",
        "set security ike policy p pre-shared-key ascii-text \"<redacted>\"")]
    // Huawei, FortiOS, PAN-OS, VyOS, RouterOS
    [InlineData(" password irreversible-cipher HUNTER2", " password irreversible-cipher <redacted>")]
    [InlineData("snmp-agent community read cipher HUNTER2", "snmp-agent community read cipher <redacted>")]
    [InlineData("        set password ENC HUNTER2", "        set password ENC <redacted>")]
    [InlineData("set psksecret ENC HUNTER2", "set psksecret ENC <redacted>")]
    [InlineData("<phash>HUNTER2</phash>", "<phash><redacted></phash>")]
    [InlineData("set system login user bob authentication plaintext-password 'HUNTER2'",
        "set system login user bob authentication plaintext-password '<redacted>'")]
    [InlineData("/ppp secret add name=bob password=\"HUNTER2\"", "/ppp secret add name=bob password=\"<redacted>\"")]
    [InlineData("copy scp://bob:HUNTER2@10.0.0.1/x flash:", "copy scp://bob:<redacted>@10.0.0.1/x flash:")]
    public void Redact_SecretOfAVendorsForm_IsTakenOut(string line, string redacted)
    {
        SecretRedactor.Redact(line).ShouldNotContain("HUNTER");
        if (!line.StartsWith("/ppp", StringComparison.Ordinal))
        {
            SecretRedactor.Redact(line).ShouldBe(redacted);
        }
    }

    [Theory]
    [InlineData("interface GigabitEthernet0/1")]
    [InlineData("service password-encryption")]
    [InlineData("key chain OSPF")]
    [InlineData(" key 1")]
    [InlineData("ip ssh pubkey-chain")]
    [InlineData("ip community-list standard CUST permit 65000:100")]
    [InlineData(" set community 65000:100 additive")]
    [InlineData(" neighbor 10.0.0.1 send-community both")]
    [InlineData("The password is not set.")]
    [InlineData("Secret-free text with $5 and a://b/c")]
    [InlineData("% Authentication passed")]
    public void Redact_NoSecret_LeavesTheTextAsItIs(string line) => SecretRedactor.Redact(line).ShouldBe(line);

    [Fact]
    public void Redact_PrivateKey_IsOneSecretOfManyLines() =>
        SecretRedactor.Redact("crypto key\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\nAbCd\n-----END RSA PRIVATE KEY-----\nend\n")
            .ShouldBe("crypto key\n<redacted>\nend\n");

    [Fact]
    public void Redact_LinesOfAList_StayAsManyAndShowNothingOfAKey() => SecretRedactor.Redact(
            ["no key 7 0822455D0A16", "-----BEGIN RSA PRIVATE KEY-----", "MIIE", "", "-----END RSA PRIVATE KEY-----", "", "end"])
        .ShouldBe(["no key 7 <redacted>", "<redacted>", "<redacted>", "<redacted>", "<redacted>", "", "end"]);

    [Fact]
    public void Redact_Twice_ChangesNothingMore()
    {
        var once = SecretRedactor.Redact("enable secret 5 $1$a$b\r\nsnmp-server community x RO\r\nline\r\n");
        once.ShouldBe("enable secret 5 <redacted>\r\nsnmp-server community <redacted> RO\r\nline\r\n");
        SecretRedactor.Redact(once).ShouldBe(once);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    // As long as a line may be that is tried again.
    [InlineData(1000)]
    public void Redact_LongHostileLine_EndsSoon(int most)
    {
        // Processor time, and twice what it takes alone: a machine that others load gives less of a processor for it.
        var begun = Environment.CpuUsage.TotalTime;
        foreach (var piece in new[] { "password 7 ", "snmp-server community ", "key ", "tacacs key ", "authentication md5 ",
            "snmp auth md5 x ", "\"\\", "   ", "://a:b", "$1$", "level 1 " })
        {
            var line = "snmp server password " + string.Concat(Enumerable.Repeat(piece, 1000)) + ";";
            SecretRedactor.Redact(line[..Math.Min(most, line.Length)]).Length.ShouldBeGreaterThan(0);
        }

        (Environment.CpuUsage.TotalTime - begun).ShouldBeLessThan(TimeSpan.FromSeconds(8));
    }
}
