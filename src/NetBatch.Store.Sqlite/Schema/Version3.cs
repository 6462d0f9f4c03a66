namespace NetBatch.Store.Sqlite;

/// <summary>What lists, statistics and the audit trail ask for, without reading every spec and every target.</summary>
internal static class Version3
{
    public const string Sql = """
        ALTER TABLE jobs ADD COLUMN priority INTEGER NOT NULL DEFAULT 50;
        ALTER TABLE jobs ADD COLUMN workflow TEXT;
        UPDATE jobs SET
            priority = COALESCE((SELECT json_extract(spec, '$.rules.priority') FROM specs WHERE job = key), 50),
            workflow = (SELECT json_extract(spec, '$.work.args.workflow') FROM specs
                WHERE job = key AND kind = 'workflow' AND json_type(spec, '$.work.args.workflow') = 'text');

        -- Which jobs a device was in. ASCII letters in any case are one; what else is one, the reader sees to.
        CREATE INDEX runs_device ON runs (name COLLATE NOCASE, job);

        -- All that statistics ask of a run, so that no target's snapshot is read. Written once, when an attempt ends.
        CREATE INDEX runs_measure ON runs (job, name, state, attempts, started_at, ended_at, connect_time)
            WHERE ended_at IS NOT NULL;

        CREATE INDEX history_at ON history (at);

        -- What stays of a removed job: the line of its history that says who removed it.
        CREATE TABLE removals (
            sequence INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            job TEXT NOT NULL,
            name TEXT NOT NULL,
            text TEXT NOT NULL,
            who TEXT NOT NULL
        ) STRICT;
        """;
}
