namespace NetBatch.Store.Sqlite;

/// <summary>Workers: which has an attempt, and since when nothing is heard of it; who they are; jobs that are left to hubs.</summary>
internal static class Version8
{
    public const string Sql = """
        ALTER TABLE attempts ADD COLUMN site TEXT;
        ALTER TABLE attempts ADD COLUMN worker TEXT;
        ALTER TABLE attempts ADD COLUMN incarnation TEXT;
        ALTER TABLE attempts ADD COLUMN away_since INTEGER;

        -- How a job is begun again, until a hub has taken it.
        CREATE TABLE handed (
            job INTEGER PRIMARY KEY REFERENCES jobs (key) ON DELETE CASCADE,
            start TEXT,
            who TEXT NOT NULL
        ) STRICT;

        CREATE TABLE workers (
            name TEXT PRIMARY KEY,
            site TEXT NOT NULL,
            key TEXT NOT NULL,
            seal_key TEXT,
            joined_at INTEGER NOT NULL,
            invited_by TEXT NOT NULL,
            revoked INTEGER NOT NULL,
            version TEXT,
            capacity INTEGER NOT NULL,
            in_flight INTEGER NOT NULL,
            heard_at INTEGER
        ) STRICT;

        CREATE TABLE invitations (
            hash TEXT PRIMARY KEY,
            site TEXT NOT NULL,
            until INTEGER NOT NULL,
            by_whom TEXT NOT NULL
        ) STRICT;
        """;
}
