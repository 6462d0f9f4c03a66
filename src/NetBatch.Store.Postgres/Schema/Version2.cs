namespace NetBatch.Store.Postgres;

/// <summary>Workers: which has an attempt, and since when nothing is heard of it; who they are; jobs that are left to hubs.</summary>
internal static class Version2
{
    public const string Sql = """
        ALTER TABLE netbatch.attempts
            ADD COLUMN site TEXT COLLATE "C",
            ADD COLUMN worker TEXT COLLATE "C",
            ADD COLUMN incarnation TEXT COLLATE "C",
            ADD COLUMN away_since BIGINT;

        -- How a job is begun again, until a hub has taken it.
        CREATE TABLE netbatch.handed (
            job BIGINT PRIMARY KEY REFERENCES netbatch.jobs (key) ON DELETE CASCADE,
            start TEXT COLLATE "C",
            who TEXT COLLATE "C" NOT NULL
        );

        CREATE TABLE netbatch.workers (
            name TEXT COLLATE "C" PRIMARY KEY,
            site TEXT COLLATE "C" NOT NULL,
            key TEXT COLLATE "C" NOT NULL,
            seal_key TEXT COLLATE "C",
            joined_at BIGINT NOT NULL,
            invited_by TEXT COLLATE "C" NOT NULL,
            revoked BIGINT NOT NULL,
            version TEXT COLLATE "C",
            capacity BIGINT NOT NULL,
            in_flight BIGINT NOT NULL,
            heard_at BIGINT
        );

        CREATE TABLE netbatch.invitations (
            hash TEXT COLLATE "C" PRIMARY KEY,
            site TEXT COLLATE "C" NOT NULL,
            until BIGINT NOT NULL,
            by_whom TEXT COLLATE "C" NOT NULL
        );
        """;
}
