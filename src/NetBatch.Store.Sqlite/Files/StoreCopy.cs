using Microsoft.Data.Sqlite;

namespace NetBatch.Store.Sqlite;

/// <summary>Copies a store in use. A plain copy of the file would miss what stands in the log beside it.</summary>
internal static class StoreCopy
{
    public static void Write(string store, string path)
    {
        if (File.Exists(path))
        {
            throw new NetBatchException(ErrorCode.StoreUnusable, $"'{path}' exists.", "Name a new file for the copy.");
        }

        try
        {
            // VACUUM INTO takes an empty file: so the copy is closed to others from its first byte on.
            StoreFile.MakeFile(path);
            using var database = SqliteDatabase.Open(store, readOnly: false);
            database.Execute("VACUUM INTO $1", path);
        }
        catch (SqliteException problem) when (problem.IsUnusable())
        {
            File.Delete(path);
            throw SqliteErrors.Unusable(path, problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new NetBatchException(ErrorCode.StoreUnusable, $"The copy '{path}' cannot be made: {problem.Message}", inner: problem);
        }
    }
}
