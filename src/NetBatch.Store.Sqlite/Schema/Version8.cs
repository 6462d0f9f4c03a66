namespace NetBatch.Store.Sqlite;

/// <summary>Which worker has an attempt, and since when nothing is heard of it.</summary>
internal static class Version8
{
    public const string Sql = """
        ALTER TABLE attempts ADD COLUMN site TEXT;
        ALTER TABLE attempts ADD COLUMN worker TEXT;
        ALTER TABLE attempts ADD COLUMN incarnation TEXT;
        ALTER TABLE attempts ADD COLUMN away_since INTEGER;
        """;
}
