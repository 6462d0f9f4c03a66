namespace NetBatch.Store.Sqlite;

/// <summary>Which process made a job that nobody has taken yet: when it is gone, the job is anybody's.</summary>
internal static class Version7
{
    public const string Sql = """
        CREATE TABLE makers (
            job INTEGER PRIMARY KEY REFERENCES jobs (key) ON DELETE CASCADE,
            host_id TEXT NOT NULL,
            pid INTEGER NOT NULL,
            started INTEGER NOT NULL
        ) STRICT;
        """;
}
