using NetBatch.Inventory.Problems;

namespace NetBatch.Inventory.Fields;

/// <summary>Turns every field that says nothing else into a label.</summary>
internal static class LabelFields
{
    // What every computer of Active Directory has (Get-ADComputer) and nobody chooses devices by.
    private static readonly string[] DirectoryKeys = ["distinguishedname", "objectclass"];

    private static readonly HashSet<string> DirectoryNames = new(StringComparer.Ordinal)
    {
        "distinguishedname", "objectclass", "objectguid", "samaccountname", "sid", "userprincipalname",
        "propertynames", "propertycount", "addedproperties", "removedproperties", "modifiedproperties",
    };

    /// <summary>The labels, by name without regard to case; where a name comes twice the first one stays.</summary>
    public static IReadOnlyDictionary<string, string> Collect(FieldBag bag)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var ofDirectory = Array.TrueForAll(DirectoryKeys, key => bag.Row.Fields.Any(field => FieldNames.Normalize(field.Name) == key));
        foreach (var field in bag.Of(FieldKind.Label)
            .Where(field => !(ofDirectory && DirectoryNames.Contains(FieldNames.Normalize(field.Name)))))
        {
            // The JSON form of a device tells its own type.
            if (field.Name.Equals("kind", StringComparison.OrdinalIgnoreCase) && Equals(field.Value, "device")
                || field.Name.Equals("type", StringComparison.OrdinalIgnoreCase) && Equals(field.Value, "device"))
            {
                continue;
            }

            Add(bag, field, labels, FieldNames.LabelName(field.Name) ?? field.Name.Trim(), field.Value);
        }

        foreach (var field in bag.Of(FieldKind.LabelMap))
        {
            if ((Values.Map(field.Value) ?? Pairs(field)) is not { } map)
            {
                Add(bag, field, labels, field.Name.Trim(), field.Value);
                continue;
            }

            foreach (var (name, value) in map)
            {
                if (IsSecret(name, value))
                {
                    bag.Wrong(field, $"a secret stands under {QuotedText.Of(name)}.",
                        "Take it away and change the secret; labels are shown and exported.");
                    continue;
                }

                Add(bag, field, labels, name, value);
            }
        }

        // What was spare for the fields above (a second address, an os beside the platform) is worth keeping.
        foreach (var kind in (ReadOnlySpan<FieldKind>)[FieldKind.Name, FieldKind.HostLike, FieldKind.Address, FieldKind.Platform])
        {
            foreach (var field in bag.Of(kind))
            {
                Add(bag, field, labels, field.Name.Trim(), field.Value);
            }
        }

        return new Dictionary<string, string>(labels, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The pairs of <c>role=core; site=berlin</c>, as labels show themselves in a cell; null where the text is none.</summary>
    public static IReadOnlyList<KeyValuePair<string, object?>>? Pairs(Field field)
    {
        if (field.Value is not string text || FieldNames.Normalize(field.Name) != "labels")
        {
            return null;
        }

        var pairs = ListText.Split(text, ';').Where(item => item.Length > 0)
            .Select(item => (Item: item, At: item.IndexOf('=', StringComparison.Ordinal))).ToArray();
        return Array.TrueForAll(pairs, pair => pair.At > 0)
            ? [.. pairs.Select(pair => KeyValuePair.Create(pair.Item[..pair.At].Trim(), (object?)pair.Item[(pair.At + 1)..]))] : null;
    }

    private static bool IsSecret(string name, object? value) => !Values.IsBlank(value) && Values.MayBeSecret(value)
        && FieldNames.Classify(FieldNames.LabelPrefix + name).Kind == FieldKind.Secret;

    // A map becomes one label for each entry (parent.child), a list one label with commas; what is deeper is not for choosing by.
    private static void Add(FieldBag bag, Field field, SortedDictionary<string, string> labels, string name, object? value, int depth = 0)
    {
        if (name.Length == 0 || Values.IsBlank(value))
        {
            return;
        }

        if (Values.Map(value) is { } map)
        {
            foreach (var (key, inner) in map)
            {
                if (IsSecret(key, inner))
                {
                    bag.Wrong(field, $"a secret stands under {QuotedText.Of(key)}.",
                        "Take it away and change the secret; labels are shown and exported.");
                }
                else if (depth == 0)
                {
                    Add(bag, field, labels, $"{name}.{key}", inner, depth + 1);
                }
            }

            return;
        }

        if (Values.List(value) is { } list)
        {
            var items = list.Select(Values.Text).OfType<string>().ToList();
            if (items.Count > 0)
            {
                labels.TryAdd(name, ListText.Join(items, ','));
            }

            return;
        }

        if (bag.Text(field with { Value = value }) is { } text)
        {
            labels.TryAdd(name, text);
        }
    }
}
