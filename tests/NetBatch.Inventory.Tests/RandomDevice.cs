namespace NetBatch.Inventory.Tests;

/// <summary>Makes devices with awkward texts in every field.</summary>
internal static class RandomDevice
{
    private static readonly string[] Texts =
        ["a", "a,b", "a;b", "\"quoted\"", "two words", "line\nbreak", "line\r\nbreak", "x=y", "ü€", "#hash", "'", "a\"b", "\t,tab;", "=1+1",
            "- dash", "{{x}}", "null", "~"];

    private static readonly string[] LabelNames = ["site", "role", "Host", "port", "os", "kind", "type", "tags", "rack, unit", "label:x",
        "id", "#n", "se\"p", "labels", "custom_fields"];

    public static Device Make(Random random, int number)
    {
        var name = Maybe(random, $"r{number}") ?? $"#r {number}, \"x\"";
        return new Device
        {
            Name = name,
            Id = Maybe(random, $"id-{number}") ?? name,
            Address = random.Next(3) switch { 0 => $"192.0.2.{number}", 1 => $"2001:db8::{number + 1:x}", _ => $"r{number}.example.net" },
            Port = Maybe(random, "") is null ? 22 : random.Next(1, 65536),
            Platform = Maybe(random, "cisco_ios"),
            Credential = Credential(random),
            EnableCredential = Credential(random),
            OneTimeCode = random.Next(3) switch { 0 => CredentialReference.ParseOneTimeCode("prompt"),
                1 => CredentialReference.ParseOneTimeCode("vault:otp, one"), _ => null },
            Jump = [.. Enumerable.Range(0, random.Next(3))
                .Select(hop => new JumpHost(random.Next(2) == 0 ? $"b{hop}" : $"2001:db8::b:{hop}", random.Next(2) == 0 ? 22 : 2200,
                    Credential(random)))],
            SshOptions = Enumerable.Range(0, random.Next(3)).ToDictionary(option => option == 0 ? "Ciphers" : "MACs", _ => OneLine(random)),
            LegacyAlgorithms = random.Next(2) == 0,
            Channel = random.Next(3) switch { 0 => DeviceChannel.Shell, 1 => DeviceChannel.Exec, _ => null },
            Tags = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Text(random)).Distinct(StringComparer.OrdinalIgnoreCase)],
            Labels = LabelNames.Where(_ => random.Next(3) == 0).ToDictionary(label => label, _ => Text(random)),
        };
    }

    private static CredentialReference? Credential(Random random)
    {
        var user = Maybe(random, "op+s@corp");
        return random.Next(5) switch
        {
            0 => new CredentialReference(CredentialSource.Environment, "PW", user),
            1 => new CredentialReference(CredentialSource.Vault, "a; \"b\", c@d:e", user),
            2 => new CredentialReference(CredentialSource.Key, "~/.ssh/k@y,1", user),
            3 => new CredentialReference(CredentialSource.Agent, null, user),
            _ => null,
        };
    }

    private static string Text(Random random) => Texts[random.Next(Texts.Length)].Trim();

    private static string OneLine(Random random) => Texts.Where(text => !text.Any(char.IsControl)).ElementAt(random.Next(10));

    private static string? Maybe(Random random, string text) => random.Next(2) == 0 ? text : null;
}
