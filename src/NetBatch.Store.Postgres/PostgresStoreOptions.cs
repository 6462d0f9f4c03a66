namespace NetBatch.Store.Postgres;

/// <summary>How a store in PostgreSQL is opened.</summary>
public sealed record PostgresStoreOptions : StoreOptions
{
    /// <summary>Where it is.</summary>
    public required PostgresAddress Address { get; init; }

    /// <summary>The oldest PostgreSQL that is worked with, by its main version: the first with identity columns and
    /// <c>txid_status</c>.</summary>
    internal int OldestServer { get; init; } = 10;

    /// <summary>The tables' versions.</summary>
    internal IReadOnlyList<string> Migrations { get; init; } = PostgresSchema.Migrations;
}
