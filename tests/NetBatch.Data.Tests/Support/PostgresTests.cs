using NetBatch.Testing;

namespace NetBatch.Data.Tests.Support;

/// <summary>Tests that share one server; each uses tables of its own.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresTests : ICollectionFixture<PostgresServer>
{
    public const string Name = "postgres";
}
