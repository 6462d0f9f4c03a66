namespace NetBatch.Platforms;

/// <summary>Reads what a platform file says of carrying files.</summary>
internal static class FileReader
{
    private static readonly string[] Protocols = ["sftp", "scp"];
    private static readonly string[] Algorithms = ["md5", "sha1", "sha256", "sha512"];

    /// <summary>Reads the section <c>files</c>; null: there is none.</summary>
    public static FileRules Read(Fields? fields)
    {
        if (fields is null)
        {
            return new FileRules();
        }

        var rules = new FileRules
        {
            Protocols = fields.Find("protocols") is { } list
                ? [.. list.Items().Select(item => OneOf(item, Protocols))]
                : Protocols,
            Folder = fields.Text("folder") ?? "",
            Needs = fields.FilledMap("needs") is { } needs ? Needs(needs) : null,
            Space = fields.FilledMap("space") is { } space ? Fact(space, "{folder}") : null,
            Hash = fields.FilledMap("hash") is { } hash ? Fact(hash, "{path}") : null,
            Exists = fields.Text("exists"),
            Remove = fields.Text("remove"),
        };
        fields.Done();
        return rules;
    }

    private static FileServerRules Needs(Fields fields)
    {
        var rules = new FileServerRules(fields.Required("show"),
            fields.Pattern("match", text => "(?m)" + text) ?? throw fields.Missing("match"), fields.Required("title"));
        fields.Done();
        return rules;
    }

    private static FileFactRules Fact(Fields fields, string place)
    {
        var match = fields.Pattern("match", text => "(?m)" + text)
            ?? throw fields.Missing("match", "Give an expression with a group 'value'.");
        if (!match.GetGroupNames().Contains("value", StringComparer.Ordinal))
        {
            throw fields.Refuse("match", $"'match' is '{fields.Text("match")}' and has no group 'value'",
                "Put (?<value>...) around what is looked for.");
        }

        var rules = new FileFactRules(fields.Required("show"), match, fields.Number("unit", 1 << 30),
            fields.Find("algorithm") is { } algorithm ? OneOf(algorithm, Algorithms) : Algorithms[0]);
        if (place == "{path}" && !rules.Show.Contains(place, StringComparison.Ordinal))
        {
            throw fields.Refuse("show", $"'show' is '{rules.Show}' and lacks {place}", "Put it in: it stands for the file.");
        }

        fields.Done();
        return rules;
    }

    private static string OneOf(YamlValue item, string[] known) => known.Contains(item.Text(), StringComparer.Ordinal)
        ? item.Text()
        : throw item.Refuse($"'{item.Text()}' is not known here", $"Write one of: {string.Join(", ", known)}.");
}
