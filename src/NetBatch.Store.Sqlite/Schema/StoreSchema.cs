namespace NetBatch.Store.Sqlite;

/// <summary>Brings a file's tables to the version that this program writes; never back.</summary>
internal static class StoreSchema
{
    /// <summary>Marks a file as ours in its header (application_id): the letters NBat.</summary>
    private const long ApplicationId = 0x4E426174;

    /// <summary>What leads from each version to the next; the first makes version 1 of an empty file.</summary>
    public static readonly IReadOnlyList<string> Migrations = [Version1.Sql, Version2.Sql, Version3.Sql, Version4.Sql, Version5.Sql,
        Version6.Sql, Version7.Sql, Version8.Sql];

    /// <exception cref="NetBatchException"><see cref="ErrorCode.StoreNewer"/>, or <see cref="ErrorCode.StoreUnusable"/>: another program's
    /// file.</exception>
    public static void Migrate(SqliteDatabase database, string path, IReadOnlyList<string> migrations)
    {
        var version = Check(database, path, migrations);
        if (version == 0)
        {
            // Both take effect only while the file is empty: space that is given back, and the write-ahead log.
            database.Execute("PRAGMA auto_vacuum = INCREMENTAL");
        }

        if (database.Scalar("PRAGMA journal_mode") as string != "wal")
        {
            database.Execute("PRAGMA journal_mode = WAL");
        }

        if (version == migrations.Count)
        {
            return;
        }

        database.Execute("BEGIN IMMEDIATE");
        try
        {
            // Another process may have done it while this one waited for the lock.
            for (var next = Check(database, path, migrations); next < migrations.Count; next++)
            {
                database.Execute(migrations[(int)next]);
            }

            database.Execute($"PRAGMA application_id = {ApplicationId}");
            database.Execute($"PRAGMA user_version = {migrations.Count}");
            database.Execute("COMMIT");
        }
        catch
        {
            database.Execute("ROLLBACK");
            throw;
        }
    }

    private static long Check(SqliteDatabase database, string path, IReadOnlyList<string> migrations)
    {
        var version = database.Number("PRAGMA user_version");
        var tables = database.Number("SELECT COUNT(*) FROM sqlite_schema");
        var isOurs = database.Number("PRAGMA application_id") == ApplicationId;
        if (!isOurs && (version > 0 || tables > 0))
        {
            throw new NetBatchException(
                ErrorCode.StoreUnusable, $"'{path}' is another program's SQLite file.", "Name another path for the store.");
        }

        return version <= migrations.Count
            ? version
            : throw new NetBatchException(
                ErrorCode.StoreNewer,
                $"The store '{path}' has version {version}; this NetBatch knows up to {migrations.Count}.",
                "Update NetBatch, or name another path for the store.");
    }
}
