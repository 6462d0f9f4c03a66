using System.Text;

namespace NetBatch;

/// <summary>
/// Takes passwords, keys, hashes and communities out of device text: what leaves the store is redacted unless a person
/// asks for secrets. It knows the usual forms of the vendors' config lines, and where it cannot tell it takes out too
/// much rather than too little. A text that holds its mark is refused for comparing and applying.
/// </summary>
/// <remarks>
/// Forms after the vendors' command references (Cisco IOS, IOS XR and NX-OS, Arista EOS, Juniper Junos, Huawei VRP,
/// FortiOS, PAN-OS, VyOS, RouterOS) and crypt(5) for hashes.
/// </remarks>
public static class SecretRedactor
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Mark = "<redacted>";

    /// <summary>The text without its secrets; the same one where it has none.</summary>
    public static string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!SecretHints.Any(text))
        {
            return text;
        }

        var lines = new LineRedactor();
        var redacted = new StringBuilder(text.Length);
        var isFirst = true;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            if (lines.Redact(text.AsSpan()[range]) is { } line)
            {
                redacted.Append(isFirst ? "" : "\n").Append(line);
                isFirst = false;
            }
        }

        return redacted.ToString();
    }

    /// <summary>
    /// Lines without their secrets, as many as there were: of a private key that stands in several, each is replaced.
    /// </summary>
    public static IReadOnlyList<string> Redact(IReadOnlyList<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var redactor = new LineRedactor();
        return [.. lines.Select(line => redactor.Redact(line) ?? Mark)];
    }

    /// <summary>What the patterns make of a line by itself, whether or not a word of a secret is in it.</summary>
    internal static string Line(string line) => LineRules.Apply(line);
}
