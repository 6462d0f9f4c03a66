using System.Text;

namespace NetBatch.Lab.Configs.Forti;

/// <summary>The entries of a section; an object is a section with one entry without a name.</summary>
internal sealed class FortiTable(FortiSchema schema)
{
    public FortiSchema Schema { get; } = schema;

    public List<FortiEntry> Entries { get; } = [];

    /// <summary>The entry of an object, made where there is none.</summary>
    public FortiEntry Only
    {
        get
        {
            if (Entries.Count == 0)
            {
                Entries.Add(new FortiEntry("", Schema));
            }

            return Entries[0];
        }
    }

    public FortiEntry? Find(string id) => Entries.Find(entry => entry.Id == id);

    /// <summary>Puts an entry in the place of the one of its name, or behind all.</summary>
    public void Put(FortiEntry entry)
    {
        var at = Entries.FindIndex(one => one.Id == entry.Id);
        if (at < 0)
        {
            Entries.Add(entry);
        }
        else
        {
            Entries[at] = entry;
        }
    }

    public FortiTable Copy()
    {
        var copy = new FortiTable(Schema);
        copy.Entries.AddRange(Entries.Select(entry => entry.Copy()));
        return copy;
    }

    /// <summary>Writes the section as <c>show</c> does.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="depth">Levels of four spaces.</param>
    /// <param name="sorted">Whether entries whose order does not count stand by their names: two configurations that mean the same are
    /// the same then.</param>
    public void Write(StringBuilder text, int depth, bool sorted = false)
    {
        var margin = new string(' ', depth * 4);
        text.Append(margin).Append("config ").Append(Schema.Path).Append('\n');
        var entries = sorted && !Schema.IsOrdered ? Entries.OrderBy(entry => entry.Id, Comparer<string>.Create(ConfigOrder.Natural))
            : Entries.AsEnumerable();
        foreach (var entry in entries)
        {
            if (!Schema.IsTable)
            {
                entry.Write(text, depth + 1, sorted);
                continue;
            }

            text.Append(margin).Append("    edit ").Append(Schema.HasNumbers ? entry.Id : $"\"{entry.Id}\"").Append('\n');
            entry.Write(text, depth + 2, sorted);
            text.Append(margin).Append("    next\n");
        }

        text.Append(margin).Append("end\n");
    }
}

/// <summary>What has been set in an entry.</summary>
internal sealed class FortiEntry
{
    private readonly FortiSchema schema;

    public FortiEntry(string id, FortiSchema schema)
    {
        Id = id;
        this.schema = schema;
        Tables = [.. schema.Tables.Select(table => new FortiTable(table))];
    }

    public string Id { get; set; }

    public Dictionary<string, IReadOnlyList<string>> Values { get; } = [];

    public List<FortiTable> Tables { get; private init; }

    /// <summary>Whether it holds nothing but defaults.</summary>
    public bool IsEmpty => Values.Count == 0 && Tables.TrueForAll(table => table.Entries.Count == 0);

    public FortiEntry Copy(string? id = null)
    {
        var copy = new FortiEntry(id ?? Id, schema) { Tables = [.. Tables.Select(table => table.Copy())] };
        foreach (var (name, values) in Values)
        {
            copy.Values[name] = values;
        }

        return copy;
    }

    public void Write(StringBuilder text, int depth, bool sorted)
    {
        var margin = new string(' ', depth * 4);
        foreach (var attribute in schema.Attributes.Where(attribute => Values.ContainsKey(attribute.Name)))
        {
            text.Append(margin).Append("set ").Append(attribute.Name).Append(' ')
                .AppendJoin(' ', Values[attribute.Name].Select(value => attribute.IsQuoted
                    ? FortiWords.Quoted(value) : value)).Append('\n');
        }

        foreach (var table in Tables.Where(table => table.Entries.Count > 0))
        {
            table.Write(text, depth, sorted);
        }
    }
}
