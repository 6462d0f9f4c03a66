using System.Globalization;

namespace NetBatch.Lab.Configs.Forti;

/// <summary>What became of a line.</summary>
/// <param name="Done">Whether it did what it says.</param>
/// <param name="Answer">What FortiOS prints.</param>
internal sealed record FortiResult(bool Done, string Answer = "")
{
    public static FortiResult Ok { get; } = new(true);

    public static FortiResult Refused(string answer) => new(false, answer);
}

/// <summary>
/// The place in a configuration where a session types. An entry is edited as a copy: <c>next</c> and <c>end</c> keep it, <c>abort</c>
/// drops it; <c>delete</c>, <c>move</c> and the like act at once (FortiOS administration guide, "CLI basics", subcommands).
/// </summary>
internal sealed class FortiEditor(FortiConfig config)
{
    private readonly Stack<FortiPlace> places = new();

    /// <summary>Whether a whole configuration is read: entries may name what stands further below.</summary>
    public bool IsLoading { get; init; }

    public bool IsOpen => places.Count > 0;

    /// <summary>What the prompt calls the place.</summary>
    public string Name => places.Peek().Name;

    /// <summary>The place where lines go now.</summary>
    public FortiPlace Place => places.Peek();

    /// <summary>Called when something has come to stand in the configuration itself.</summary>
    public Action Kept { get; init; } = () => { };

    public FortiResult Apply(IReadOnlyList<string> words)
    {
        if (words.Count == 0)
        {
            return FortiResult.Ok;
        }

        var rest = words.Skip(1).ToList();
        return words[0] switch
        {
            _ when FortiCommands.Fits(words[0], "config") => Open(rest),
            _ when places.Count == 0 => FortiResult.Refused(FortiAnswers.NoAction),
            "end" => Leave(keep: true),
            "abort" => Leave(keep: false),
            "next" when Place.Entry is not null && Place.Table.Schema.IsTable => Next(),
            _ when Place.Entry is { } entry => FortiCommands.InEntry(Place.Table.Schema, entry, words[0], rest, Exists),
            _ => FortiCommands.Fits(words[0], "edit") ? Edit(rest) : Table(words[0], rest),
        };
    }

    /// <summary>Removes all entries of the table in hand.</summary>
    public void Purge()
    {
        Place.Table.Entries.RemoveAll(entry => places.Count > 1 || config.UsersOf(Place.Table.Schema.Path, entry.Id) == 0);
        KeptIf(places.Count == 1);
    }

    private FortiResult Open(List<string> words)
    {
        if (words.Count == 0)
        {
            return FortiResult.Refused(FortiAnswers.Incomplete);
        }

        if (places.Count > 0 && Place.Entry is null)
        {
            return FortiResult.Refused(FortiAnswers.Unknown("config"));
        }

        IReadOnlyList<FortiTable> tables = places.Count == 0 ? config.Tables : Place.Entry!.Tables;
        if (FortiSections.Find([.. tables.Select(table => table.Schema)], words, out var wrong) is not { } schema)
        {
            return FortiResult.Refused(wrong < words.Count ? FortiAnswers.Unknown(words[wrong]) : FortiAnswers.Incomplete);
        }

        var found = tables.First(table => table.Schema == schema);
        places.Push(new FortiPlace(found, schema.IsTable ? null : found.Only.Copy(), schema.Name, IsNew: false));
        return FortiResult.Ok;
    }

    private FortiResult Edit(List<string> words)
    {
        var schema = Place.Table.Schema;
        if (words.Count != 1)
        {
            return FortiResult.Refused(words.Count == 0 ? FortiAnswers.Incomplete : FortiAnswers.Unknown(words[1]));
        }

        if (schema.HasNumbers && !uint.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return FortiResult.Refused(FortiAnswers.WrongValue(words[0], "invalid unsigned integer value", -651));
        }

        var found = Place.Table.Find(words[0]);
        places.Push(new FortiPlace(Place.Table, found?.Copy() ?? new FortiEntry(words[0], schema), words[0], found is null));
        return found is null ? new FortiResult(true, $"new entry '{words[0]}' added\n") : FortiResult.Ok;
    }

    private FortiResult Table(string verb, List<string> words)
    {
        var result = FortiCommands.InTable(Place.Table, verb, words,
            id => places.Count > 1 ? 0 : config.UsersOf(Place.Table.Schema.Path, id),
            (old, name) => config.Rename(Place.Table.Schema.Path, old, name));
        KeptIf(result.Done && places.Count == 1);
        return result;
    }

    private FortiResult Next()
    {
        var place = places.Pop();
        var result = Keep(place);
        KeptIf(result.Done && places.Count == 1);
        return result;
    }

    private FortiResult Leave(bool keep)
    {
        var place = places.Pop();
        var result = FortiResult.Ok;
        if (place.Entry is not null && keep)
        {
            result = Keep(place);
        }

        // An entry is left together with its table, and one that was refused is left too.
        if (place.Entry is not null && place.Table.Schema.IsTable)
        {
            places.Pop();
        }

        KeptIf(place.Entry is not null && keep && result.Done && places.Count == 0);
        return result;
    }

    private static FortiResult Keep(FortiPlace place)
    {
        var entry = place.Entry!;
        var schema = place.Table.Schema;
        if (schema.Attributes.Find(attribute => attribute.IsRequired && !entry.Values.ContainsKey(attribute.Name)) is { } missing
            && (schema.IsTable || !entry.IsEmpty))
        {
            return FortiResult.Refused(FortiAnswers.Missing(missing.Name));
        }

        if (entry.Id == "0" && schema.HasNumbers)
        {
            // Number 0 stands for the next free one.
            entry.Id = (place.Table.Entries.Select(one => uint.TryParse(one.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? (long)id : 0).DefaultIfEmpty(0).Max() + 1)
                .ToString(CultureInfo.InvariantCulture);
        }

        if (schema.Attributes.Exists(attribute => attribute.Name == "uuid"))
        {
            entry.Values.TryAdd("uuid", [FortiConfig.NewUuid(schema.Path, entry.Id)]);
        }

        place.Table.Put(entry);
        return FortiResult.Ok;
    }

    private bool Exists(string path, string id) => IsLoading || config.Tables.Any(table => table.Schema.Path == path
        && table.Find(id) is not null);

    private void KeptIf(bool kept)
    {
        if (kept)
        {
            Kept();
        }
    }
}

/// <summary>A place in the configuration: a table, or an entry that is being edited.</summary>
/// <param name="Table">The table, or that of the entry.</param>
/// <param name="Entry">The entry as it is edited; null: the table itself.</param>
/// <param name="Name">What the prompt calls it.</param>
/// <param name="IsNew">Whether the entry is not in the table yet.</param>
internal sealed record FortiPlace(FortiTable Table, FortiEntry? Entry, string Name, bool IsNew);
