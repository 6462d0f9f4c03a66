using Microsoft.Data.Sqlite;

namespace NetBatch.Store.Sqlite;

/// <summary>A store in a file.</summary>
internal sealed class SqliteEngine : StoreEngine
{
    private const int Pages = 2000;

    /// <summary>Each takes SQLite's ten seconds: whoever was suspended for a moment does not end what others do.</summary>
    private const int MostTries = 6;

    private readonly string path;
    private readonly StoreWatch watch;

    public SqliteEngine(string path)
    {
        this.path = path;
        watch = new StoreWatch(path);
        watch.Problem();
    }

    public override string Location => path;

    /// <summary>The file and the log beside it.</summary>
    public override long Size => new[] { path, path + "-wal" }.Select(part => new FileInfo(part)).Where(file => file.Exists)
        .Sum(file => file.Length);

    public override Database OpenReader() => SqliteDatabase.Open(path, readOnly: true);

    public override string? Problem() => watch.Problem();

    public override NetBatchException Gone(Database writer, string problem, TimeProvider time) =>
        StoreRescue.Write(writer, path, problem, time);

    public override NetBatchException? Unusable(Exception problem) =>
        problem is SqliteException sqlite && sqlite.IsUnusable() ? SqliteErrors.Unusable(path, sqlite) : null;

    public override bool MayReadAgain(Exception problem, int tries, TimeSpan waited) =>
        problem is SqliteException sqlite && sqlite.IsOfAStoppedWriter() && tries < MostTries;

    public override async Task GiveBackAsync(StoreWriter writer, CancellationToken cancellationToken)
    {
        while (await writer.WriteAsync(GiveBack).WaitAsync(cancellationToken).ConfigureAwait(false) > 0)
        {
        }

        FoldLog();
    }

    public override bool OthersCanWrite() => StoreSharing.OthersCanWrite(path);

    public override Task ShareAsync(StoreWriter writer, string group)
    {
        StoreSharing.Share(path, group);
        return writer.WriteAsync(scope => StoreSharing.Keep(scope.Database, group));
    }

    public override void Prove(Approval approval) => ApprovalProof.Write(path, approval.JobId, approval.Fingerprint);

    // What the kernel says of the proof, not what stands in a table.
    public override string? Prover(Database database, Approval approval) =>
        OperatingSystem.IsWindows() ? approval.Who.User : ApprovalProof.Owner(path, approval.JobId, approval.Fingerprint);

    /// <summary>Gives free pages back to the disk; the file shrinks when the log is folded into it.</summary>
    private static long GiveBack(WriteScope scope)
    {
        // A row for each page: it works as far as it is read.
        scope.Database.List($"PRAGMA incremental_vacuum({Pages})", _ => 0);
        return scope.Database.Number("PRAGMA freelist_count");
    }

    /// <summary>Folds the log into the file, which shrinks with it; while others read or write, a later checkpoint does it.</summary>
    private void FoldLog()
    {
        using var database = SqliteDatabase.Open(path, readOnly: false);
        database.Execute("PRAGMA busy_timeout = 500");
        database.Scalar("PRAGMA wal_checkpoint(TRUNCATE)");
    }
}
