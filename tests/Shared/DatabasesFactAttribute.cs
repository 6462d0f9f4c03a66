namespace NetBatch.Testing;

/// <summary>A test that needs the servers of PostgreSQL and MariaDB; where one is missing it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DatabasesFactAttribute : FactAttribute
{
    public DatabasesFactAttribute() => Skip = PostgresServer.Missing ?? MariaDbServer.Missing;
}
