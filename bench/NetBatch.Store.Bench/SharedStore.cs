using System.Globalization;
using Microsoft.Data.Sqlite;
using NetBatch.Store.Postgres;
using NetBatch.Store.Sqlite;
using Npgsql;

namespace NetBatch.Store.Bench;

/// <summary>The same jobs and runs in a PostgreSQL database: all 1,000,000 runs listed from both.</summary>
internal static class SharedStore
{
    private const int Times = 3;
    private static readonly string[] Tables = ["jobs", "specs", "batches", "runs"];

    /// <param name="file">The store's file, listed as the peer.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="address">An empty database, or one that this has filled: <c>postgres://user@host/database</c>.</param>
    public static async Task MeasureAsync(SqliteJobStore file, string path, string address)
    {
        var place = PostgresAddress.Parse(address);
        await using var store = await PostgresJobStore.OpenAsync(new PostgresStoreOptions { Address = place }, default);
        if (await store.CountAsync(new JobFilter(), default) == 0)
        {
            await FillAsync(path, place);
        }

        var ours = await Timing.BestByClockAsync(() => ListAsync(store), Times);
        var theirs = await Timing.BestByClockAsync(() => ListAsync(file), Times);
        Timing.Tell("PostgreSQL: all 1,000,000 runs", ours, 2 * theirs, "SQLite", theirs);
    }

    private static async Task<object?> ListAsync(IJobStore store)
    {
        var runs = 0;
        await foreach (var job in store.ListAsync(new JobFilter(), default))
        {
            await foreach (var _ in store.ReadRunsAsync(job.Id, new RunFilter(), default))
            {
                runs++;
            }
        }

        return runs == BigStore.Jobs * BigStore.RunsOfJob ? runs : throw new InvalidOperationException($"{runs} runs were listed.");
    }

    private static async Task FillAsync(string path, PostgresAddress address)
    {
        await using var from = new SqliteConnection($"Data Source={path};Mode=ReadOnly");
        await from.OpenAsync();
        await using var into = new NpgsqlConnection(
            $"Host={address.Host};Port={address.Port ?? 5432};Username={address.User};Database={address.Database};Search Path=netbatch");
        await into.OpenAsync();
        foreach (var table in Tables)
        {
            await using var read = from.CreateCommand();
#pragma warning disable CA2100 // Names of this file.
            read.CommandText = $"SELECT * FROM {table}";
            await using var row = await read.ExecuteReaderAsync();
            var columns = Enumerable.Range(0, row.FieldCount).Select(row.GetName);
            await using var copy = await into.BeginTextImportAsync(
                $"COPY {table} ({string.Join(", ", columns)}) FROM STDIN");
#pragma warning restore CA2100
            while (await row.ReadAsync())
            {
                await copy.WriteAsync(string.Join('\t', Enumerable.Range(0, row.FieldCount).Select(column => Cell(row.GetValue(column)))));
                await copy.WriteAsync('\n');
            }
        }

        await using var finish = new NpgsqlCommand("VACUUM ANALYZE", into);
        await finish.ExecuteNonQueryAsync();
    }

    // https://www.postgresql.org/docs/current/sql-copy.html, text format.
    private static string Cell(object value) => value is DBNull ? "\\N"
        : Convert.ToString(value, CultureInfo.InvariantCulture)!.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
