using System.Text.RegularExpressions;

namespace NetBatch.Inventory.Readers;

/// <summary>Tells the form of an inventory by the file's name, else by its first line that says something.</summary>
internal static partial class FormatDetection
{
    /// <summary>The form that the name promises, or null where only the content tells; an Ansible inventory in YAML is a Yaml
    /// here.</summary>
    public static InventoryFormat? ByName(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        _ when Path.GetFileName(path).Equals("router.db", StringComparison.OrdinalIgnoreCase) => InventoryFormat.RouterDb,
        ".csv" or ".tsv" => InventoryFormat.Csv,
        ".json" => InventoryFormat.Json,
        ".yml" or ".yaml" => InventoryFormat.Yaml,
        ".ini" => InventoryFormat.AnsibleIni,
        _ when Path.GetFileName(path).Equals("ssh_config", StringComparison.OrdinalIgnoreCase) => InventoryFormat.SshConfig,
        _ => null,
    };

    /// <summary>The form that the content has; a plain list of hosts is an Ansible inventory.</summary>
    public static InventoryFormat ByContent(string text)
    {
        var line = FirstLine(text);
        return line switch
        {
            "" => InventoryFormat.Csv,
            _ when line[0] == '{' => InventoryFormat.Json,
            _ when line[0] == '[' && !IniSection().IsMatch(line) => InventoryFormat.Json,
            _ when line[0] == '[' => InventoryFormat.AnsibleIni,
            _ when line.StartsWith("---", StringComparison.Ordinal) || line.StartsWith("- ", StringComparison.Ordinal)
                || line.StartsWith("%YAML", StringComparison.Ordinal) => InventoryFormat.Yaml,
            _ when RouterDbRows.Looks(line) => InventoryFormat.RouterDb,
            _ when SshKeyword().IsMatch(line) => InventoryFormat.SshConfig,
            _ when YamlKey().IsMatch(line) => InventoryFormat.Yaml,
            _ when CsvRows.LooksLikeHeader(line) => InventoryFormat.Csv,
            _ => InventoryFormat.AnsibleIni,
        };
    }

    private static string FirstLine(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim();
            if (trimmed.Length > 0 && trimmed[0] is not ('#' or ';'))
            {
                return trimmed.ToString();
            }
        }

        return "";
    }

    [GeneratedRegex(@"^\[[A-Za-z_][\w.-]*(:(vars|children|hosts))?\]\s*([#;].*)?$")]
    private static partial Regex IniSection();

    [GeneratedRegex(@"^(Host|Match|Include)\s+\S", RegexOptions.IgnoreCase)]
    private static partial Regex SshKeyword();

    [GeneratedRegex("^(\"[^\"]*\"|'[^']*'|[^\\s,;:=#]+):(\\s|$)")]
    private static partial Regex YamlKey();
}
