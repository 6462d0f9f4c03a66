using Microsoft.Data.Sqlite;

namespace NetBatch.Store.Sqlite;

/// <summary>The embedded store: one SQLite file on a local disk, for all processes of a user. SQLite has no waiting that could be given
/// back.</summary>
public sealed class SqliteJobStore : SqlJobStore
{
    private readonly string path;

    private SqliteJobStore(SqliteStoreOptions options, string path, SqliteDatabase database)
        : base(options, new SqliteEngine(path), database) => this.path = path;

    /// <summary>Opens a store, makes it where it is missing (file 0600, folder 0700, unless it is shared with a group), and brings older
    /// tables to this version.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.StoreUnusable"/>: no local disk, no permission, damaged or not ours;
    /// <see cref="ErrorCode.StoreNewer"/>: written by a newer version.</exception>
    public static Task<SqliteJobStore> OpenAsync(SqliteStoreOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxSessions ?? 1, 1);
        cancellationToken.ThrowIfCancellationRequested();
        var path = Path.GetFullPath(options.Path ?? StorePath.Default());
        var mode = StoreFile.Prepare(path, options.FileSystemOf);
        SqliteDatabase? database = null;
        try
        {
            database = SqliteDatabase.Open(path, readOnly: false);
            StoreSchema.Migrate(database, path, options.Migrations);
            CrashCheck.Run(database, path, (options.Identity ?? ProcessIdentity.Current()).Host);
            StoreSharing.ResolveGroup(database, path);
            return Task.FromResult(new SqliteJobStore(options, path, database));
        }
        catch (Exception problem)
        {
            database?.Dispose();
            StoreFile.Restore(path, mode);
            if (problem is SqliteException sqlite && sqlite.IsUnusable())
            {
                throw SqliteErrors.Unusable(path, sqlite);
            }

            throw;
        }
    }

    /// <summary>Writes a consistent copy of the whole store (VACUUM INTO), for its user alone, while jobs may run.</summary>
    /// <param name="path">The new file.</param>
    /// <param name="cancellationToken">Checked before the copying, which cannot be cut.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.StoreUnusable"/>: the file exists or cannot be written.</exception>
    public Task CopyToAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StoreCopy.Write(this.path, Path.GetFullPath(path));
        return Task.CompletedTask;
    }

    /// <summary>Keeps the file from growing beyond so many pages: what a full disk does, for tests.</summary>
    internal Task LimitPagesAsync(int pages) => Writer.WriteAsync(scope => scope.Database.Number($"PRAGMA max_page_count = {pages}"));
}
