namespace NetBatch.Store.Sqlite;

/// <summary>Versions of configurations. They belong to no job: history outlives the jobs that read it.</summary>
internal static class Version6
{
    public const string Sql = """
        CREATE TABLE config_versions (
            key INTEGER PRIMARY KEY,
            fold TEXT NOT NULL,
            part TEXT NOT NULL,
            number INTEGER NOT NULL,
            device TEXT NOT NULL,
            at INTEGER NOT NULL,
            author TEXT,
            job_id TEXT,
            origin TEXT,
            platform TEXT,
            added INTEGER NOT NULL,
            removed INTEGER NOT NULL,
            hash TEXT NOT NULL,
            codec INTEGER NOT NULL,
            length INTEGER NOT NULL,
            UNIQUE (fold, part, number)
        ) STRICT;
        CREATE INDEX config_versions_job ON config_versions (job_id) WHERE job_id IS NOT NULL;

        -- Apart, so that lists of versions do not read past the texts.
        CREATE TABLE config_contents (
            version INTEGER PRIMARY KEY REFERENCES config_versions (key) ON DELETE CASCADE,
            bytes BLOB NOT NULL
        ) STRICT;
        """;
}
