using NetBatch.Data.Providers;

namespace NetBatch.Data.Tests.Campaign;

/// <summary>Rows of every sort of values; the first columns are their key.</summary>
/// <param name="Key">How many columns tell the rows apart.</param>
/// <param name="Columns">The sorts, the key's first.</param>
/// <param name="Rows">The values as text.</param>
internal sealed record CampaignTable(int Key, IReadOnlyList<CampaignType> Columns, IReadOnlyList<string?[]> Rows)
{
    private const int Count = 20;

    public IEnumerable<string> KeyNames => Columns.Take(Key).Select((_, index) => $"k{index}");

    public static CampaignTable Make(Random random)
    {
        CampaignType[] sorts = [.. CampaignTypes.All.Where(type => type.IsKey)];
        CampaignType[] key = [.. random.GetItems(sorts, random.Next(1, 3))];
        CampaignType[] columns = [.. key, .. CampaignTypes.All];
        List<string?[]> rows = [];
        HashSet<string> keys = [];
        while (rows.Count < Count)
        {
            string?[] row = [.. columns.Select((type, index) => index >= key.Length && random.Next(8) == 0 ? null : type.Make(random))];
            if (keys.Add(string.Join('\0', row.Take(key.Length))))
            {
                rows.Add(row);
            }
        }

        return new CampaignTable(key.Length, columns, rows);
    }

    /// <summary>The same rows with one difference: in which row, in which column, and what it is called.</summary>
    public (CampaignTable Table, string?[] Row, string? Column, string Difference) Spoilt(Random random)
    {
        List<string?[]> rows = [.. Rows.Select(row => (string?[])row.Clone())];
        var place = random.Next(Count);
        var row = rows[place];
        switch (random.Next(10))
        {
            case 0:
                rows.RemoveAt(place);
                return (this with { Rows = rows }, row, null, "missing in the target");
            case 1:
                row = [.. rows[0]];
                row[0] = Unlike(Columns[0], random);
                rows.Add(row);
                return (this with { Rows = rows }, row, null, "only in the target");
            default:
                var column = Key + random.Next(Columns.Count - Key);
                var type = Columns[column];
                row[column] = row[column] is not { } value ? type.Make(random) : random.Next(4) == 0 ? null : type.Change(value, random);
                return (this with { Rows = rows }, row, type.Name, "differs");
        }
    }

    /// <summary>Makes the table in a database, each column in one of the forms that the database has for it; some are generated from a column
    /// of their own, and some tables are views of one of another name.</summary>
    /// <returns>The forms, for whoever looks at what went wrong.</returns>
    public async Task<IReadOnlyList<string>> CreateAsync(DatabaseSession session, string name, Random random)
    {
        var provider = session.Dialect.Name;
        CampaignForm[] forms = [.. Columns.Select(type => type.FormIn(provider, random))];
        string[] names = [.. Columns.Select((type, index) => index < Key ? $"k{index}" : session.Dialect.Quote(type.Name))];
        string[] written = [.. names.Select((column, index) =>
            index >= Key && Columns[index].MayBeGenerated && random.Next(4) == 0 ? $"from_{index}" : column)];
        var isView = random.Next(4) == 0;
        var table = isView ? $"{name}_rows" : name;
        IEnumerable<string> columns = [.. written.Zip(forms, (column, form) => $"{column} {form.Type}"),
            .. Enumerable.Range(0, names.Length).Where(index => names[index] != written[index])
                .Select(index => $"{names[index]} {forms[index].Type} GENERATED ALWAYS AS ({written[index]}) STORED")];
        await session.ExecuteAsync($"CREATE TABLE {table} ({string.Join(", ", columns)})", null, default);
        if (isView)
        {
            await session.ExecuteAsync($"CREATE VIEW {name} AS SELECT * FROM {table}", null, default);
        }

        var marks = forms.Select((form, index) =>
            provider == "postgresql" && form.Write is null ? $"CAST(@p{index} AS {form.Type.Split(" COLLATE")[0]})" : $"@p{index}");
        var insert = $"INSERT INTO {table} ({string.Join(", ", written)}) VALUES ({string.Join(", ", marks)})";
        // A migration keeps no order of rows.
        string?[][] shuffled = [.. Rows];
        random.Shuffle(shuffled);
        foreach (var row in shuffled)
        {
            await session.ExecuteAsync(insert,
                [.. forms.Select((form, index) => KeyValuePair.Create($"p{index}", (object?)form.Parameter(row[index])))], default);
        }

        return [.. names.Zip(forms, (column, form) => $"{column} {form.Type}"), isView ? "a view" : "a table"];
    }

    /// <summary>Takes a table away again, of whichever sort it was.</summary>
    public static async Task DropAsync(DatabaseSession session, string name)
    {
        foreach (var (sort, one) in ((string, string)[])[("VIEW", name), ("TABLE", name + "_rows"), ("TABLE", name)])
        {
            try
            {
                await session.ExecuteAsync($"DROP {sort} IF EXISTS {one}", null, default);
            }
            catch (NetBatchException) when (sort == "VIEW")
            {
                // SQLite and PostgreSQL refuse it where the name is a table's.
            }
        }
    }

    private string Unlike(CampaignType type, Random random)
    {
        while (true)
        {
            var value = type.Make(random);
            if (Rows.All(row => row[0] != value))
            {
                return value;
            }
        }
    }
}
