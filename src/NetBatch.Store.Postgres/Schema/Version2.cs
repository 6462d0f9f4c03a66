namespace NetBatch.Store.Postgres;

/// <summary>Which worker has an attempt, and since when nothing is heard of it.</summary>
internal static class Version2
{
    public const string Sql = """
        ALTER TABLE netbatch.attempts
            ADD COLUMN site TEXT COLLATE "C",
            ADD COLUMN worker TEXT COLLATE "C",
            ADD COLUMN incarnation TEXT COLLATE "C",
            ADD COLUMN away_since BIGINT;
        """;
}
