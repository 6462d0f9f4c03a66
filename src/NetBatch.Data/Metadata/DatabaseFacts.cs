namespace NetBatch.Data.Metadata;

/// <summary>What is known of a database, or of a part of it.</summary>
/// <param name="Instance">The instance's name.</param>
/// <param name="Dialect">Its dialect, such as <c>sqlite</c>.</param>
/// <param name="CapturedAt">When it was read.</param>
/// <param name="Tables">Its tables and views, by schema and name.</param>
public sealed record DatabaseFacts(string Instance, string Dialect, DateTimeOffset CapturedAt, IReadOnlyList<TableFacts> Tables)
{
    /// <summary>A table by its name, with or without its schema, in any case; null where there is none.</summary>
    public TableFacts? Table(string name) =>
        Tables.FirstOrDefault(table => string.Equals(table.FullName, name, StringComparison.OrdinalIgnoreCase))
        ?? Tables.FirstOrDefault(table => string.Equals(table.Name, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>What to read of a database.</summary>
public sealed record MetadataRequest
{
    /// <summary>Only this schema; null: all that are no system schemas.</summary>
    public string? Schema { get; init; }

    /// <summary>Only these tables and views: names with wildcards <c>*</c> and <c>?</c>, in any case; empty: all.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>Whether rows are counted, which reads every table.</summary>
    public bool Count { get; init; }

    /// <summary>Whether relationships are inferred from names and types where none is declared.</summary>
    public bool Infer { get; init; }
}
