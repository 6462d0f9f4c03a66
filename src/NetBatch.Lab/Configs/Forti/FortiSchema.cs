using System.Globalization;

namespace NetBatch.Lab.Configs.Forti;

/// <summary>A section of a FortiOS configuration: a table of entries, or one object.</summary>
/// <param name="Path">Its words behind <c>config</c>.</param>
/// <param name="IsTable">Whether <c>edit</c> opens entries in it.</param>
/// <param name="HasNumbers">Whether the entries are named by numbers.</param>
/// <param name="IsOrdered">Whether the order of the entries counts, and <c>move</c> changes it.</param>
internal sealed record FortiSchema(string Path, bool IsTable, bool HasNumbers, bool IsOrdered)
{
    /// <summary>What may be set in an entry, in the order in which FortiOS shows it.</summary>
    public List<FortiAttribute> Attributes { get; } = [];

    /// <summary>The sections inside an entry.</summary>
    public List<FortiSchema> Tables { get; } = [];

    /// <summary>What the prompt calls the section.</summary>
    public string Name => Path[(Path.LastIndexOf(' ') + 1)..];

    /// <summary>Reads a description of sections: see <see cref="FortiSections"/>.</summary>
    public static List<FortiSchema> Read(string text)
    {
        var top = new List<FortiSchema>();
        var open = new Stack<(int Indent, FortiSchema Section)>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Trim();
            var indent = line.Length - line.TrimStart().Length;
            while (open.Count > 0 && open.Peek().Indent >= indent)
            {
                open.Pop();
            }

            if (open.Count > 0 && !words.StartsWith("config ", StringComparison.Ordinal))
            {
                open.Peek().Section.Attributes.Add(FortiAttribute.Read(words));
                continue;
            }

            var path = words.StartsWith("config ", StringComparison.Ordinal) ? words[7..] : words;
            var kind = path.IndexOf('[', StringComparison.Ordinal);
            var section = new FortiSchema(kind < 0 ? path : path[..kind], kind >= 0, path.Contains('#', StringComparison.Ordinal),
                path.Contains('>', StringComparison.Ordinal));
            (open.Count > 0 ? open.Peek().Section.Tables : top).Add(section);
            open.Push((indent, section));
        }

        return top;
    }
}

/// <summary>What a setting takes.</summary>
internal enum FortiKind
{
    /// <summary>Text; shown in quotes.</summary>
    Text,
    /// <summary>A number within bounds.</summary>
    Number,
    /// <summary>An address.</summary>
    Address,
    /// <summary>An address and its mask.</summary>
    Network,
    /// <summary>One of some words.</summary>
    Choice,
    /// <summary>The name of an entry elsewhere; shown in quotes.</summary>
    Reference,
    /// <summary>A word as it comes, shown without quotes.</summary>
    Word,
}

/// <summary>Something that can be set.</summary>
/// <param name="Name">Its word behind <c>set</c>.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Values">The words of a choice, the sections of a reference, the bounds of a number.</param>
/// <param name="Default">What it is unless it is set, and is not shown then; null: nothing.</param>
/// <param name="IsList">Whether it takes several.</param>
/// <param name="IsRequired">Whether an entry without it is refused.</param>
internal sealed record FortiAttribute(string Name, FortiKind Kind, string[] Values, string? Default, bool IsList, bool IsRequired)
{
    public int Low => int.Parse(Values[0], CultureInfo.InvariantCulture);

    public int High => int.Parse(Values[1], CultureInfo.InvariantCulture);

    /// <summary>Whether FortiOS writes its values in quotes.</summary>
    public bool IsQuoted => Kind is FortiKind.Text or FortiKind.Reference;

    public static FortiAttribute Read(string line)
    {
        var halves = line.Split(" =", 2);
        var words = halves[0].Split(' ', 2);
        var type = words[1];
        var required = type.EndsWith('!');
        type = type.TrimEnd('!');
        var list = type.StartsWith("list ", StringComparison.Ordinal);
        type = list ? type[5..] : type;
        var (kind, values) = type switch
        {
            "text" => (FortiKind.Text, Array.Empty<string>()),
            "word" => (FortiKind.Word, []),
            "ip" => (FortiKind.Address, []),
            "net" => (FortiKind.Network, []),
            _ when type.StartsWith("ref ", StringComparison.Ordinal) => (FortiKind.Reference, type[4..].Split(", ")),
            _ when char.IsAsciiDigit(type[0]) => (FortiKind.Number, type.Split('-')),
            _ => (FortiKind.Choice, type.Split('|')),
        };
        return new FortiAttribute(words[0], kind, values, halves.Length > 1 ? halves[1] : null, list, required);
    }
}
