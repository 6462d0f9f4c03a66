using System.Text;

namespace NetBatch.Text.Tests.Redaction;

/// <summary>Most lines are passed over because no word of a secret is in them: none of those may hold what the patterns would
/// take.</summary>
public sealed class SecretRedactorHintTests
{
    private static readonly string[] Words =
    [
        "enable", "secret", "password", "PassWd", "key", "7", "0", "md5", "sha", "snmp-server", "snmp", "community", "RO", "host", "user",
        "auth", "priv", "aes", "128", "tacacs", "radius",
        "psk", "<phash>", "</phash>", "$1$ab$cd", "$9$x", "://", "scp://u:p@h/x", "token", "api-token", "=", ":", "\"q w\"", "'s'", "{",
        "}", ";", "set", "authentication", "text",
        "key-string", "digest-key", "ip", "address", "10.0.0.1", "version", "2c", "traps", "cipher", "HUNTER2", "ENC", "description",
        "pre-shared-key", "vrf", "mgmt", "passphrase", "passcode", "private-key",
    ];

    [Fact]
    public void Redact_AnyLine_IsWhatThePatternsAloneMakeOfIt()
    {
        var random = new Random(20261);
        var taken = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var line = new StringBuilder();
            for (var left = random.Next(1, 9); left > 0; left--)
            {
                line.Append(Words[random.Next(Words.Length)]).Append(random.Next(6) == 0 ? "" : " ");
            }

            var text = line.ToString();
            var all = SecretRedactor.Line(text);
            SecretRedactor.Redact(text).ShouldBe(all, text);
            taken += all == text ? 0 : 1;
        }

        taken.ShouldBeGreaterThan(5_000, "lines with secrets among them");
    }
}
