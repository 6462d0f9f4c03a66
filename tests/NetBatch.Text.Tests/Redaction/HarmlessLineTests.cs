namespace NetBatch.Text.Tests.Redaction;

/// <summary>What holds no secret stays as it is: an output that is redacted without need is of less use, and cannot be compared.</summary>
public sealed class HarmlessLineTests
{
    [Theory]
    [InlineData("service password-encryption")]
    [InlineData("no service password-recovery")]
    [InlineData("security passwords min-length 10")]
    [InlineData("password encryption aes")]
    [InlineData("aaa authentication login default group tacacs+ local")]
    [InlineData("aaa group server tacacs+ ISE")]
    [InlineData(" authentication pre-share")]
    [InlineData(" authentication message-digest")]
    [InlineData(" authentication open")]
    [InlineData("ip ospf authentication message-digest")]
    [InlineData("ip ssh server algorithm encryption aes256-ctr")]
    [InlineData("crypto key generate rsa modulus 2048")]
    [InlineData("key chain OSPF")]
    [InlineData(" key 1")]
    [InlineData("   cryptographic-algorithm hmac-sha-256")]
    [InlineData("ip as-path access-list 1 permit _65000_")]
    [InlineData("ip community-list standard CUST permit 65000:100")]
    [InlineData(" set community 65000:100 additive")]
    [InlineData(" neighbor 10.0.0.1 send-community both")]
    [InlineData("set policy-options community CUST members 65000:100")]
    [InlineData("    community CUST members 65000:100;")]
    [InlineData("snmp-server enable traps snmp authentication linkdown linkup")]
    [InlineData("snmp-server location Frankfurt 1")]
    [InlineData("snmp-server ifindex persist")]
    [InlineData("username admin nopassword privilege 15")]
    [InlineData("Enter password: ")]
    [InlineData("User Access Verification")]
    [InlineData("The password is not set.")]
    [InlineData("Neighbor password is configured")]
    [InlineData("  Message digest authentication enabled, using key id 1")]
    [InlineData("  Youngest key id is 1")]
    [InlineData("Key pair was generated at: 10:00:00 UTC Jan 1 2020")]
    [InlineData("Key type: RSA KEYS")]
    [InlineData("  Cipher: aes256-ctr, MAC: hmac-sha2-256")]
    [InlineData("show authentication sessions interface Gi1/0/1 details")]
    [InlineData("Interface  MAC Address    Method  Domain  Status  Session ID")]
    [InlineData("  Encapsulation ARPA, loopback not set")]
    [InlineData("Configuration register is 0x2102")]
    [InlineData("    0 input packets with dribble condition detected")]
    [InlineData("https://www.cisco.com/techsupport")]
    [InlineData("Copyright (c) 1986-2020 by Cisco Systems, Inc. See http://x.example.net/a:b")]
    [InlineData("Last login: Mon Jan  1 10:00:00 2020 from 192.0.2.1")]
    [InlineData("set system syslog file messages authorization info")]
    public void Redact_NoSecret_LeavesTheLineAsItIs(string line) => SecretRedactor.Redact(line).ShouldBe(line);

    [NtcFact]
    public void Redact_PublicShowOutputs_TouchesAtMostOneLineInAThousand()
    {
        var (lines, touched) = (0, new List<string>());
        foreach (var file in Directory.EnumerateFiles(NtcFactAttribute.Outputs!, "*.raw", SearchOption.AllDirectories))
        {
            foreach (var line in File.ReadLines(file))
            {
                lines++;
                if (SecretRedactor.Redact(line) is var redacted && redacted != line)
                {
                    touched.Add($"{Path.GetFileName(file)}: {line}   ->   {redacted}");
                }
            }
        }

        if (Environment.GetEnvironmentVariable("NETBATCH_TOUCHED") is { } report)
        {
            File.WriteAllLines(report, touched);
        }

        lines.ShouldBeGreaterThan(10_000);
        (touched.Count * 1000 / lines).ShouldBe(0, string.Join('\n', touched.Take(50)));
    }
}
