namespace NetBatch.Lab.Configs.Forti;

/// <summary>The commands inside a table and inside an entry.</summary>
internal static class FortiCommands
{
    private static readonly string[] EntryVerbs = ["set", "unset", "append", "select", "unselect", "clear"];
    private static readonly string[] TableVerbs = ["delete", "move", "rename", "clone"];

    /// <summary>Whether a typed word is a command's, maybe shortened.</summary>
    public static bool Fits(string typed, string verb) =>
        typed.Length >= Math.Min(3, verb.Length) && verb.StartsWith(typed, StringComparison.Ordinal);

    public static FortiResult InEntry(FortiSchema schema, FortiEntry entry, string typed, List<string> words, Func<string, string,
        bool> exists)
    {
        if (Array.Find(EntryVerbs, one => Fits(typed, one)) is not { } verb)
        {
            return FortiResult.Refused(FortiAnswers.NoAction);
        }

        if (words.Count == 0)
        {
            return FortiResult.Refused(FortiAnswers.Incomplete);
        }

        var fits = schema.Attributes.FindAll(attribute => attribute.Name == words[0]);
        fits = fits.Count > 0 ? fits : schema.Attributes.FindAll(one => one.Name.StartsWith(words[0], StringComparison.Ordinal));
        if (fits is not [var attribute])
        {
            return FortiResult.Refused(fits.Count == 0 ? FortiAnswers.Unknown(words[0], -61) : FortiAnswers.Ambiguous(words[0]));
        }

        if (verb is "unset" or "clear")
        {
            entry.Values.Remove(attribute.Name);
            return FortiResult.Ok;
        }

        if (verb != "set" && !attribute.IsList)
        {
            return FortiResult.Refused(FortiAnswers.Unknown(words[0]));
        }

        var (values, answer) = FortiValue.Read(attribute, words[1..], exists);
        if (values is null)
        {
            return FortiResult.Refused(answer);
        }

        var old = entry.Values.GetValueOrDefault(attribute.Name, []);
        values = verb switch
        {
            "append" => [.. old.Union(values)],
            "unselect" => [.. old.Except(values)],
            _ => values,
        };
        if (values.Count == 0 || values is [""] || string.Join(' ', values) == attribute.Default)
        {
            entry.Values.Remove(attribute.Name);
        }
        else
        {
            entry.Values[attribute.Name] = values;
        }

        return FortiResult.Ok;
    }

    public static FortiResult InTable(FortiTable table, string typed, List<string> words, Func<string, int> users,
        Action<string, string> renamed)
    {
        if (Array.Find(TableVerbs, one => Fits(typed, one)) is not { } verb || verb == "move" && !table.Schema.IsOrdered)
        {
            return FortiResult.Refused(FortiAnswers.NoAction);
        }

        if (words.Count < (verb == "delete" ? 1 : 3))
        {
            return FortiResult.Refused(FortiAnswers.Incomplete);
        }

        if (table.Find(words[0]) is not { } entry)
        {
            return FortiResult.Refused(FortiAnswers.NoEntry(words[0]));
        }

        return verb switch
        {
            "delete" => Delete(table, entry, users(words[0])),
            "move" => Move(table, entry, words[1], words[2]),
            _ when words[1] != "to" => FortiResult.Refused(FortiAnswers.Unknown(words[1])),
            "rename" => Rename(table, entry, words[2], renamed),
            _ => Clone(table, entry, words[2]),
        };
    }

    private static FortiResult Delete(FortiTable table, FortiEntry entry, int users)
    {
        if (users > 0)
        {
            return FortiResult.Refused(FortiAnswers.InUse(users));
        }

        table.Entries.Remove(entry);
        return FortiResult.Ok;
    }

    private static FortiResult Move(FortiTable table, FortiEntry entry, string where, string other)
    {
        if (where is not ("before" or "after"))
        {
            return FortiResult.Refused(FortiAnswers.Unknown(where));
        }

        if (table.Find(other) is not { } anchor)
        {
            return FortiResult.Refused(FortiAnswers.NoEntry(other));
        }

        if (anchor != entry)
        {
            table.Entries.Remove(entry);
            table.Entries.Insert(table.Entries.IndexOf(anchor) + (where == "after" ? 1 : 0), entry);
        }

        return FortiResult.Ok;
    }

    private static FortiResult Rename(FortiTable table, FortiEntry entry, string name, Action<string, string> renamed)
    {
        if (table.Find(name) is not null)
        {
            return FortiResult.Refused(FortiAnswers.InUse(1));
        }

        renamed(entry.Id, name);
        entry.Id = name;
        return FortiResult.Ok;
    }

    private static FortiResult Clone(FortiTable table, FortiEntry entry, string name)
    {
        var copy = entry.Copy(name);
        if (copy.Values.ContainsKey("uuid"))
        {
            copy.Values["uuid"] = [FortiConfig.NewUuid(table.Schema.Path, name)];
        }

        table.Put(copy);
        return FortiResult.Ok;
    }
}
