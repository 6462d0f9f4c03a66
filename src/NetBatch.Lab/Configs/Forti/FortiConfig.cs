using System.Security.Cryptography;
using System.Text;

namespace NetBatch.Lab.Configs.Forti;

/// <summary>The configuration of a FortiGate.</summary>
internal sealed class FortiConfig : IDeviceConfig
{
    private readonly List<FortiTable> tables = [.. FortiSections.All.Select(section => new FortiTable(section))];

    /// <summary>Its sections, in the order in which they are shown.</summary>
    public IReadOnlyList<FortiTable> Tables => tables;

    public string? HostName => Value("system global", "hostname");

    /// <summary>The whole without the lines before the first section.</summary>
    public string Text => Write(sorted: false);

    /// <summary>The whole, the entries whose order does not count by their names.</summary>
    public string Meaning => Write(sorted: true);

    public static FortiConfig Parse(string text)
    {
        var config = new FortiConfig();
        var editor = new FortiEditor(config) { IsLoading = true };
        var lines = text.Replace("\r", "", StringComparison.Ordinal).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith('#') || lines[i].Trim().Length == 0)
            {
                continue;
            }

            var line = lines[i];
            List<string>? words;
            while ((words = FortiWords.Split(line)) is null && i + 1 < lines.Length)
            {
                line += "\n" + lines[++i];
            }

            if (words is null || !editor.Apply(words).Done)
            {
                throw LabErrors.Argument($"The lab's FortiGate does not know '{line.Trim()}' (line {i + 1} of its configuration).",
                    "Write what the FortiOS 7.4 CLI reference has, or leave the line out.");
            }
        }

        return config;
    }

    public FortiTable Table(string path) => tables.Find(table => table.Schema.Path == path)!;

    /// <summary>The first value of a setting of an object, or null.</summary>
    public string? Value(string path, string name) =>
        Table(path).Entries.FirstOrDefault()?.Values.GetValueOrDefault(name)?[0];

    public bool Holds(string text) => Text.Contains(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>How many entries name an entry of a section.</summary>
    public int UsersOf(string path, string id) =>
        tables.SelectMany(References).Where(user => user.Attribute.Values.Contains(path)
            && user.Entry.Values[user.Attribute.Name].Contains(id)).Select(user => user.Entry).Distinct().Count();

    /// <summary>Entries that name a renamed one name it by its new name.</summary>
    public void Rename(string path, string old, string name)
    {
        foreach (var (entry, attribute) in tables.SelectMany(References).Where(user => user.Attribute.Values.Contains(path)).ToList())
        {
            entry.Values[attribute.Name] = [.. entry.Values[attribute.Name].Select(id => id == old ? name : id)];
        }
    }

    /// <summary>The identifier that FortiOS gives an entry which has none.</summary>
    public static string NewUuid(string path, string id) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{path} {id}")).AsSpan(0, 16)).ToString();

    private string Write(bool sorted)
    {
        var text = new StringBuilder();
        foreach (var table in tables.Where(table => table.Entries.Exists(entry => table.Schema.IsTable || !entry.IsEmpty)))
        {
            table.Write(text, 0, sorted);
        }

        return text.ToString();
    }

    private static IEnumerable<(FortiEntry Entry, FortiAttribute Attribute)> References(FortiTable table) =>
        table.Entries.SelectMany(entry => table.Schema.Attributes
            .Where(attribute => attribute.Kind == FortiKind.Reference && entry.Values.ContainsKey(attribute.Name))
            .Select(attribute => (entry, attribute)).Concat(entry.Tables.SelectMany(References)));
}
