using Microsoft.Data.Sqlite;

namespace NetBatch.Store.Sqlite;

/// <summary>The errors of SQLite that a caller can act on.</summary>
internal static class SqliteErrors
{
    // Primary result codes: https://www.sqlite.org/rescode.html
    private const int Perm = 3, Busy = 5, Locked = 6, NoMemory = 7, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CantOpen = 14,
        Protocol = 15, NotADatabase = 26;

    /// <summary>Whether a process that has been suspended in the middle of a commit, or that dies there, is in the way.</summary>
    public static bool IsOfAStoppedWriter(this SqliteException problem) => problem.SqliteErrorCode == Protocol;

    /// <summary>Whether SQLite says that the file itself cannot be used now; anything else is a defect of ours.</summary>
    public static bool IsUnusable(this SqliteException problem) => problem.SqliteErrorCode
        is Perm or Busy or Locked or NoMemory or ReadOnly or IoError or Corrupt or Full or CantOpen or Protocol
        or NotADatabase;

    /// <summary>What a look at the whole file found.</summary>
    public static NetBatchException Damaged(string path, string problem) => new(
        ErrorCode.StoreUnusable, $"The store '{path}' is damaged: {problem}",
        "Restore a copy, or move the file away and start a new store; the sqlite3 program's .recover saves what can be read.");

    public static NetBatchException Unusable(string path, SqliteException problem)
    {
        var (what, remedy) = problem.SqliteErrorCode switch
        {
            Full => ("the disk is full", "Free some space, then resume the job."),
            Busy or Locked or Protocol => ("another process kept it locked for too long",
                "Find what holds the file open, such as a backup or a database browser."),
            ReadOnly or Perm or CantOpen => ("it cannot be opened for writing", "Check the permissions of the file and of its folder."),
            Corrupt or NotADatabase => ("it is damaged or no SQLite file", "Restore a copy, or move the file away and start a new store."),
            _ => ($"the system reports: {problem.Message}", "Check the disk."),
        };
        return new NetBatchException(ErrorCode.StoreUnusable, $"The store '{path}' cannot be used: {what}.", remedy, problem);
    }
}
