namespace NetBatch.Data.Tests.Support;

/// <summary>Tests that share a MariaDB server beside that of PostgreSQL; each uses tables of its own.</summary>
[CollectionDefinition(Name)]
public sealed class DatabaseTests : ICollectionFixture<PostgresServer>, ICollectionFixture<MariaDbServer>
{
    public const string Name = "databases";
}
