namespace NetBatch.Store.Sqlite;

/// <summary>The second version: rows of steps, documents of runs, arguments of single targets, definitions.</summary>
internal static class Version2
{
    public const string Sql = """
        ALTER TABLE steps ADD COLUMN rows INTEGER;
        ALTER TABLE steps ADD COLUMN parse_error TEXT;

        CREATE TABLE target_args (
            job INTEGER NOT NULL REFERENCES jobs (key) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            codec INTEGER NOT NULL,
            length INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            PRIMARY KEY (job, number)
        ) STRICT;

        CREATE TABLE row_sets (
            key INTEGER PRIMARY KEY,
            job INTEGER NOT NULL REFERENCES jobs (key) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            step INTEGER NOT NULL,
            row_set TEXT NOT NULL,
            UNIQUE (job, number, attempt, step)
        ) STRICT;

        CREATE TABLE rows (
            key INTEGER PRIMARY KEY,
            row_set INTEGER NOT NULL REFERENCES row_sets (key) ON DELETE CASCADE,
            count INTEGER NOT NULL,
            codec INTEGER NOT NULL,
            length INTEGER NOT NULL,
            bytes BLOB NOT NULL
        ) STRICT;
        CREATE INDEX rows_set ON rows (row_set);

        CREATE TABLE documents (
            key INTEGER PRIMARY KEY,
            job INTEGER NOT NULL REFERENCES jobs (key) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            document TEXT NOT NULL,
            codec INTEGER NOT NULL,
            length INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            UNIQUE (job, number, attempt, document)
        ) STRICT;

        -- fold: the name in upper case, by which names are the same.
        CREATE TABLE definitions (
            sort TEXT NOT NULL,
            fold TEXT NOT NULL,
            name TEXT NOT NULL,
            content TEXT NOT NULL,
            changed_at INTEGER NOT NULL,
            changed_by TEXT NOT NULL,
            PRIMARY KEY (sort, fold)
        ) STRICT, WITHOUT ROWID;
        """;
}
