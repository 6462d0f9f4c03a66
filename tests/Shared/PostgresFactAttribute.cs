namespace NetBatch.Testing;

/// <summary>A test that needs PostgreSQL's server; where it is missing the test is skipped, says so, and is counted as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.Missing;
}
