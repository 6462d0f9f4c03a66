using System.Text.RegularExpressions;

namespace NetBatch.Text.Tests.Redaction;

/// <summary>
/// The corpus: configuration lines and texts that hold secrets. It was written from the vendors' guides and public lists before
/// the rules that it judges, and it knows none of them.
/// </summary>
internal static partial class SecretForms
{
    /// <summary>What people and machines make up: mixed, a word, and with signs.</summary>
    private static readonly string[] Shapes = ["Zq7mKx2pLr9T", "orangutan", "S3cr!t#Pa.s"];

    public static IReadOnlyList<SecretForm> All { get; } = [.. Read()];

    private static IEnumerable<SecretForm> Read()
    {
        foreach (var resource in typeof(SecretForms).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".txt", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(typeof(SecretForms).Assembly.GetManifestResourceStream(resource)!);
            var platform = "";
            while (reader.ReadLine() is { } line)
            {
                if (line.StartsWith('[') && line.EndsWith(']'))
                {
                    platform = line[1..^1];
                }
                else if (line.Length > 0 && !line.StartsWith(";;", StringComparison.Ordinal))
                {
                    foreach (var shape in line.Contains("{S}", StringComparison.Ordinal) ? Shapes : [""])
                    {
                        yield return Form(platform, line, shape);
                    }
                }
            }
        }
    }

    private static SecretForm Form(string platform, string line, string shape)
    {
        List<string> secrets = [];
        var number = 0;
        var text = Marked().Replace(line.Replace(@"\n", "\n", StringComparison.Ordinal), match =>
        {
            // Two of one line are two secrets.
            var secret = match.Value == "{S}" ? shape + (number++ == 0 ? "" : $"{number}") : match.Groups[1].Value;
            secrets.AddRange(secret.Split('\n'));
            return secret;
        });
        return new SecretForm(platform, line, text, secrets);
    }

    [GeneratedRegex(@"\{S\}|«([^»]+)»")]
    private static partial Regex Marked();
}

/// <summary>A text and what must not be left of it.</summary>
internal sealed record SecretForm(string Platform, string Form, string Text, IReadOnlyList<string> Secrets);
