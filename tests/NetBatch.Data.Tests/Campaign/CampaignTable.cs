using NetBatch.Data.Providers;

namespace NetBatch.Data.Tests.Campaign;

/// <summary>Rows of every sort of values, and one planted difference.</summary>
internal sealed class CampaignTable
{
    private const int Rows = 25;

    private CampaignTable(List<string?[]> rows) => All = rows;

    public List<string?[]> All { get; }

    public static CampaignTable Make(Random random)
    {
        List<string?[]> rows = [];
        for (var index = 0; index < Rows; index++)
        {
            rows.Add([.. CampaignType.All.Select(type => random.Next(8) == 0 ? null : type.Make(random))]);
        }

        return new CampaignTable(rows);
    }

    /// <summary>The same rows with one difference: where it is, and what it is called.</summary>
    public (CampaignTable Table, int Key, string? Column, string Difference) Spoilt(Random random)
    {
        List<string?[]> rows = [.. All.Select(row => (string?[])row.Clone())];
        var key = random.Next(Rows);
        switch (random.Next(10))
        {
            case 0:
                rows.RemoveAt(key);
                return (new CampaignTable(rows), key, null, "missing in the target");
            case 1:
                rows.Add((string?[])rows[0].Clone());
                return (new CampaignTable(rows), Rows, null, "only in the target");
            default:
                var column = random.Next(CampaignType.All.Count);
                var type = CampaignType.All[column];
                rows[key][column] = rows[key][column] is not { } value ? type.Make(random)
                    : random.Next(4) == 0 ? null
                    : type.Change(value, random);
                return (new CampaignTable(rows), key, type.Name, "differs");
        }
    }

    /// <summary>Makes the table in a database; its key is the row's number.</summary>
    public async Task CreateAsync(DatabaseSession session, string name, IReadOnlyList<int> keys)
    {
        var provider = session.Dialect.Name;
        var types = CampaignType.All;
        await session.ExecuteAsync($"CREATE TABLE {name} (id INTEGER PRIMARY KEY, {string.Join(", ", types.Select(type => $"{session.Quote(type.Name)} {type.TypeIn(provider)}"))})", null, default);
        var marks = types.Select((type, index) => provider == "postgresql" && type.Name != "bytes" ? $"CAST(@p{index} AS {type.PostgreSql})" : $"@p{index}");
        var insert = $"INSERT INTO {name} VALUES (@id, {string.Join(", ", marks)})";
        for (var row = 0; row < All.Count; row++)
        {
            var values = types.Select((type, index) => KeyValuePair.Create($"p{index}", Typed(type, provider, All[row][index])));
            await session.ExecuteAsync(insert, [KeyValuePair.Create("id", (object?)keys[row]), .. values], default);
        }
    }

    // PostgreSQL reads a text as a boolean, MariaDB takes numbers.
    private static object? Typed(CampaignType type, string provider, string? value) =>
        type.Name == "bytes" && provider == "postgresql" && value is null ? DBNull.Value : type.Parameter(provider, value);
}

internal static class SessionNames
{
    public static string Quote(this DatabaseSession session, string name) => session.Dialect.Quote(name);
}
