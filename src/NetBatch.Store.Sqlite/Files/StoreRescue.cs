using System.Globalization;
using Microsoft.Data.Sqlite;

namespace NetBatch.Store.Sqlite;

/// <summary>Writes what an open connection still knows of a store that has lost its file.</summary>
internal static class StoreRescue
{
    /// <summary>The error for whoever uses the store: what happened, and where what was known is now.</summary>
    public static NetBatchException Write(Database database, string path, string problem, TimeProvider time)
    {
        var copy = TryWrite(database, path, time);
        return new NetBatchException(
            ErrorCode.StoreUnusable,
            $"The store '{path}' cannot be used: {problem}.",
            copy is null
                ? "Nothing could be rescued. Look at what removes or replaces files there (a tidy-up, a restore, a sync)."
                : $"What was known is in '{copy}': put it in the store's place, then resume. Look at what removes or replaces files "
                    + $"there (a tidy-up, a restore, a sync).");
    }

    private static string? TryWrite(Database database, string path, TimeProvider time)
    {
        var name = string.Create(CultureInfo.InvariantCulture,
            $"netbatch-rescued-{time.GetUtcNow():yyyyMMddHHmmss}-{Environment.ProcessId}.db");
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        string[] places = [Path.GetDirectoryName(path)!, Path.Combine(data, "netbatch"), Path.GetTempPath()];
        foreach (var place in places)
        {
            try
            {
                if (place == places[0] && !Directory.Exists(place))
                {
                    continue;
                }

                Directory.CreateDirectory(place);
                var copy = Path.Combine(place, name);
                StoreFile.MakeFile(copy);
                database.Execute("VACUUM INTO $1", copy);
                return copy;
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or SqliteException)
            {
                // The next place is tried.
            }
        }

        return null;
    }
}
