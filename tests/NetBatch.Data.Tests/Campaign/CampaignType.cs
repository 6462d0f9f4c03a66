namespace NetBatch.Data.Tests.Campaign;

/// <summary>
/// A sort of values as the databases' manuals describe it: the types that each may have for it, values of it, and the least change
/// that makes another value. Nothing here asks the code that is judged.
/// </summary>
/// <param name="Name">The column.</param>
/// <param name="Sqlite">SQLite's forms.</param>
/// <param name="PostgreSql">PostgreSQL's forms.</param>
/// <param name="MariaDb">MariaDB's forms.</param>
/// <param name="Make">A value as text.</param>
/// <param name="Change">Another value that differs as little as may be.</param>
internal sealed record CampaignType(
    string Name, IReadOnlyList<CampaignForm> Sqlite, IReadOnlyList<CampaignForm> PostgreSql, IReadOnlyList<CampaignForm> MariaDb,
    Func<Random, string> Make, Func<string, Random, string> Change)
{
    /// <summary>Whether its values may tell rows apart.</summary>
    public bool IsKey { get; init; }

    /// <summary>Whether a column of it may be generated from another in every database.</summary>
    public bool MayBeGenerated => Name is "whole" or "small" or "money" or "great" or "text" or "day" or "local" or "bytes";

    /// <summary>One of the forms that a database may have for it.</summary>
    public CampaignForm FormIn(string provider, Random random)
    {
        var forms = provider switch
        {
            "sqlite" => Sqlite,
            "postgresql" => PostgreSql,
            _ => MariaDb,
        };
        return forms[random.Next(forms.Count)];
    }

    public override string ToString() => Name;
}

/// <summary>A type of a database, and what is given to it for a value.</summary>
/// <param name="Type">The type.</param>
/// <param name="Write">The parameter's value; null: the text itself, which the database reads.</param>
internal sealed record CampaignForm(string Type, Func<string, object>? Write = null)
{
    public static implicit operator CampaignForm(string type) => new(type);

    public object Parameter(string? value) => value is null ? DBNull.Value : Write is null ? value : Write(value);
}
