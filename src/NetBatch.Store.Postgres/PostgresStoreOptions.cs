namespace NetBatch.Store.Postgres;

/// <summary>How a store in PostgreSQL is opened.</summary>
public sealed record PostgresStoreOptions : StoreOptions
{
    /// <summary>Where it is.</summary>
    public required PostgresAddress Address { get; init; }

    /// <summary>The tables' versions.</summary>
    internal IReadOnlyList<string> Migrations { get; init; } = PostgresSchema.Migrations;
}
