using NetBatch.Inventory.Problems;

namespace NetBatch.Inventory.Fields;

/// <summary>The fields of one device sorted by what they mean, without the blank ones.</summary>
internal sealed class FieldBag
{
    private readonly Dictionary<FieldKind, List<Field>> byKind = [];

    public FieldBag(FieldRow row, ProblemList problems)
    {
        Row = row;
        Problems = problems;
        var ranks = new Dictionary<Field, int>(ReferenceEqualityComparer.Instance);
        foreach (var field in row.Fields)
        {
            if (Values.IsBlank(field.Value))
            {
                continue;
            }

            var (kind, rank) = FieldNames.Classify(field.Name);
            if (kind == FieldKind.Secret && !Values.MayBeSecret(field.Value))
            {
                kind = FieldKind.Label;
            }

            if (kind == FieldKind.Secret)
            {
                Wrong(field, "a secret stands here.",
                    "Take the column away, change the secret, and name its place in a column 'credential' (or 'enable_credential'): "
                        + "env:NAME, vault:NAME, key:PATH or agent.");
                continue;
            }

            ranks[field] = rank;
            Of(kind).Add(field);
        }

        foreach (var fields in byKind.Values)
        {
            fields.Sort((left, right) => ranks[left].CompareTo(ranks[right]));
        }
    }

    /// <summary>What the row is read by.</summary>
    public InventoryRules Rules { get; init; } = new();

    public FieldRow Row { get; }

    public ProblemList Problems { get; }

    /// <summary>All fields of a kind, the preferred one first.</summary>
    public List<Field> Of(FieldKind kind)
    {
        if (!byKind.TryGetValue(kind, out var fields))
        {
            byKind[kind] = fields = [];
        }

        return fields;
    }

    /// <summary>The one field of a kind; several that say different things are a problem.</summary>
    public Field? Single(FieldKind kind)
    {
        var fields = Of(kind);
        if (fields.Count == 0)
        {
            return null;
        }

        var first = fields[0];
        foreach (var other in fields.Skip(1)
            .Where(other => Values.Text(other.Value) is not { } text
                || !string.Equals(text, Values.Text(first.Value), StringComparison.Ordinal)))
        {
            Wrong(other, $"says something else than column {QuotedText.Of(first.Name)}.", "Keep one of the two.");
        }

        return first;
    }

    /// <summary>The text of a field that must be plain text; a list or map is a problem.</summary>
    public string? Text(Field field)
    {
        var text = Values.Text(field.Value);
        if (text is null)
        {
            Wrong(field, "a list or an object stands where a single value belongs.", "Write one value.");
            return null;
        }

        if (text.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            Wrong(field, "a private key stands here.", "Keep the key in a file of its own and write key:PATH in a column 'credential'.");
            return null;
        }

        return text;
    }

    /// <summary>Reports a problem of a field.</summary>
    public void Wrong(Field field, string message, string remedy) =>
        Problems.Add(field.Line ?? Row.Line, field.Name, message, remedy, source: field.Source);
}
