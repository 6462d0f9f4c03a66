namespace NetBatch.Store.Sqlite;

/// <summary>Notifications of jobs that paused by themselves: an attempt may pause often, and ends once.</summary>
internal static class Version5
{
    public const string Sql = """
        CREATE TABLE notices_of_now (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            job INTEGER NOT NULL REFERENCES jobs (key) ON DELETE CASCADE,
            attempt INTEGER NOT NULL,
            name TEXT NOT NULL,
            ended TEXT NOT NULL,
            end_reason TEXT NOT NULL,
            message TEXT,
            state TEXT NOT NULL,
            tries INTEGER NOT NULL DEFAULT 0,
            due_at INTEGER NOT NULL,
            error TEXT,
            host_id TEXT,
            pid INTEGER,
            started INTEGER
        ) STRICT;
        INSERT INTO notices_of_now (key, job, attempt, name, ended, end_reason, message, state, tries, due_at, error, host_id, pid, started)
            SELECT key, job, attempt, name, ended, end_reason, message, state, tries, due_at, error, host_id, pid, started FROM notices;
        DROP TABLE notices;
        ALTER TABLE notices_of_now RENAME TO notices;
        CREATE INDEX notices_open ON notices (due_at) WHERE state IN ('Pending', 'Sending');
        CREATE INDEX notices_job ON notices (job);
        CREATE UNIQUE INDEX notices_end ON notices (job, attempt, name) WHERE ended <> 'Paused';
        """;
}
