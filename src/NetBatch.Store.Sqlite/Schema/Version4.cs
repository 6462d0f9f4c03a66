namespace NetBatch.Store.Sqlite;

/// <summary>Settings of the store, dependencies among jobs, approvals, schedules and notifications.</summary>
internal static class Version4
{
    public const string Sql = """
        CREATE TABLE settings (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- on_id may name a job that was removed.
        CREATE TABLE dependencies (
            job INTEGER NOT NULL REFERENCES jobs (key) ON DELETE CASCADE,
            job_id TEXT NOT NULL,
            on_id TEXT NOT NULL,
            after TEXT NOT NULL,
            PRIMARY KEY (job, on_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX dependencies_id ON dependencies (job_id);
        CREATE INDEX dependencies_on ON dependencies (on_id);

        CREATE TABLE approvals (
            job INTEGER PRIMARY KEY REFERENCES jobs (key) ON DELETE CASCADE,
            fingerprint TEXT NOT NULL,
            who TEXT NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;

        -- The one process that goes through the schedules.
        CREATE TABLE scheduler (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            epoch INTEGER NOT NULL,
            counter INTEGER NOT NULL,
            host TEXT NOT NULL,
            host_id TEXT NOT NULL,
            pid INTEGER NOT NULL,
            started INTEGER NOT NULL
        ) STRICT;

        -- A moment of a schedule has one row, so that no two jobs are ever started for it.
        CREATE TABLE schedule_runs (
            fold TEXT NOT NULL,
            due INTEGER NOT NULL,
            schedule TEXT NOT NULL,
            outcome TEXT NOT NULL,
            job INTEGER REFERENCES jobs (key) ON DELETE SET NULL,
            job_id TEXT,
            note TEXT,
            at INTEGER NOT NULL,
            PRIMARY KEY (fold, due)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX schedule_runs_job ON schedule_runs (job) WHERE job IS NOT NULL;

        CREATE TABLE notices (
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
            started INTEGER,
            UNIQUE (job, attempt, name)
        ) STRICT;
        CREATE INDEX notices_open ON notices (due_at) WHERE state IN ('Pending', 'Sending');
        """;
}
