namespace NetBatch.Store.Sqlite;

/// <summary>The first version of the tables.</summary>
/// <remarks>
/// Jobs are known by a number inside, which is never given twice. Counts stand with jobs and batches and are changed
/// in the transaction that changes a target, so that no list has to count. A target's snapshot never changes; it
/// stands with the run because both are read together.
/// </remarks>
internal static class Version1
{
    public const string Sql = """
        CREATE TABLE store (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            sequence INTEGER NOT NULL
        ) STRICT;
        INSERT INTO store VALUES (1, 0);

        CREATE TABLE jobs (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            description TEXT,
            project TEXT,
            tags TEXT NOT NULL,
            batch_size TEXT NOT NULL,
            total INTEGER NOT NULL,
            batches INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            created_by TEXT NOT NULL,
            state TEXT NOT NULL,
            wait_reason TEXT NOT NULL,
            end_reason TEXT NOT NULL,
            message TEXT,
            attempt INTEGER NOT NULL,
            started_at INTEGER,
            ended_at INTEGER,
            epoch INTEGER NOT NULL DEFAULT 0,
            changes INTEGER NOT NULL DEFAULT 0,
            removed INTEGER NOT NULL DEFAULT 0,
            pending INTEGER NOT NULL,
            in_flight INTEGER NOT NULL DEFAULT 0,
            completed INTEGER NOT NULL DEFAULT 0,
            failed INTEGER NOT NULL DEFAULT 0,
            connection_failed INTEGER NOT NULL DEFAULT 0,
            skipped INTEGER NOT NULL DEFAULT 0,
            stopped INTEGER NOT NULL DEFAULT 0,
            interrupted INTEGER NOT NULL DEFAULT 0,
            outcome_unknown INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX jobs_state ON jobs (state);
        CREATE INDEX jobs_project ON jobs (project) WHERE project IS NOT NULL;

        CREATE TABLE specs (
            job INTEGER PRIMARY KEY REFERENCES jobs (key) ON DELETE CASCADE,
            spec TEXT NOT NULL
        ) STRICT;

        CREATE TABLE batches (
            job INTEGER NOT NULL REFERENCES jobs (key) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            first INTEGER NOT NULL,
            size INTEGER NOT NULL,
            canary INTEGER NOT NULL,
            state TEXT NOT NULL,
            started_at INTEGER,
            ended_at INTEGER,
            pending INTEGER NOT NULL,
            in_flight INTEGER NOT NULL DEFAULT 0,
            completed INTEGER NOT NULL DEFAULT 0,
            failed INTEGER NOT NULL DEFAULT 0,
            connection_failed INTEGER NOT NULL DEFAULT 0,
            skipped INTEGER NOT NULL DEFAULT 0,
            stopped INTEGER NOT NULL DEFAULT 0,
            interrupted INTEGER NOT NULL DEFAULT 0,
            outcome_unknown INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (job, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE runs (
            job INTEGER NOT NULL REFERENCES jobs (key) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            batch INTEGER NOT NULL,
            name TEXT NOT NULL,
            state TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            started_at INTEGER,
            ended_at INTEGER,
            connect_time INTEGER,
            error TEXT,
            target TEXT NOT NULL,
            PRIMARY KEY (job, number)
        ) STRICT, WITHOUT ROWID;
        -- What is asked for while a job runs (in flight) and after it (failed) is few among many.
        CREATE INDEX runs_notable ON runs (job, number) WHERE state NOT IN ('Pending', 'Completed');

        CREATE TABLE attempts (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            job INTEGER NOT NULL REFERENCES jobs (key) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            state TEXT NOT NULL,
            started_at INTEGER NOT NULL,
            connected_at INTEGER,
            ended_at INTEGER,
            reports INTEGER NOT NULL DEFAULT 0,
            error TEXT,
            UNIQUE (job, number, attempt)
        ) STRICT;
        CREATE INDEX attempts_open ON attempts (job, number) WHERE ended_at IS NULL;

        -- Intents: changes that were begun and whose end is not known.
        CREATE TABLE intents (
            job INTEGER NOT NULL REFERENCES jobs (key) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            step INTEGER NOT NULL,
            command TEXT NOT NULL,
            at INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            host TEXT NOT NULL,
            host_id TEXT NOT NULL,
            PRIMARY KEY (job, number, attempt, step)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE children (
            job INTEGER NOT NULL REFERENCES jobs (key) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            pid INTEGER NOT NULL,
            started INTEGER NOT NULL,
            host_id TEXT NOT NULL,
            PRIMARY KEY (job, number, attempt, pid, started)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE steps (
            sequence INTEGER PRIMARY KEY,
            job INTEGER NOT NULL REFERENCES jobs (key) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            step INTEGER NOT NULL,
            published INTEGER,
            command TEXT NOT NULL,
            effect TEXT NOT NULL,
            started_at INTEGER NOT NULL,
            duration INTEGER NOT NULL,
            error TEXT,
            exit_status INTEGER,
            bytes INTEGER NOT NULL,
            truncated INTEGER NOT NULL,
            UNIQUE (job, number, attempt, step)
        ) STRICT;
        CREATE INDEX steps_job ON steps (job);
        CREATE INDEX steps_unpublished ON steps (job, number) WHERE published IS NULL;
        CREATE INDEX steps_published ON steps (job, published) WHERE published IS NOT NULL;

        CREATE TABLE outputs (
            key INTEGER PRIMARY KEY,
            job INTEGER NOT NULL REFERENCES jobs (key) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            step INTEGER NOT NULL,
            codec INTEGER NOT NULL,
            length INTEGER NOT NULL,
            bytes BLOB NOT NULL
        ) STRICT;
        CREATE INDEX outputs_step ON outputs (job, number, attempt, step);

        CREATE TABLE history (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            job INTEGER NOT NULL REFERENCES jobs (key) ON DELETE CASCADE,
            at INTEGER NOT NULL,
            what TEXT NOT NULL,
            text TEXT NOT NULL,
            who TEXT NOT NULL
        ) STRICT;
        CREATE INDEX history_job ON history (job);

        CREATE TABLE requests (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            job INTEGER NOT NULL REFERENCES jobs (key) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            who TEXT NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX requests_job ON requests (job);

        CREATE TABLE leases (
            job INTEGER PRIMARY KEY REFERENCES jobs (key) ON DELETE CASCADE,
            epoch INTEGER NOT NULL,
            counter INTEGER NOT NULL,
            host TEXT NOT NULL,
            host_id TEXT NOT NULL,
            pid INTEGER NOT NULL,
            started INTEGER NOT NULL,
            sessions INTEGER NOT NULL DEFAULT 0,
            wanted INTEGER NOT NULL DEFAULT 0,
            priority INTEGER NOT NULL DEFAULT 0,
            ticket INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        CREATE TABLE locks (
            device TEXT PRIMARY KEY,
            job INTEGER NOT NULL REFERENCES jobs (key) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            epoch INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX locks_target ON locks (job, number);

        -- fold: the name in upper case, by which names are the same.
        CREATE TABLE targets (
            kind TEXT NOT NULL,
            fold TEXT NOT NULL,
            target TEXT NOT NULL,
            PRIMARY KEY (kind, fold)
        ) STRICT, WITHOUT ROWID;
        """;
}
