using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace NetBatch.Data.Bench;

/// <summary>The peers.</summary>
internal static class Bare
{
    public static void Execute(string file, string text)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    /// <summary>100 small rows in one transaction under the store's own settings (WAL, synchronous=FULL).</summary>
    public static async Task<TimeSpan> InsertAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var setup = connection.CreateCommand();
        setup.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t(id INTEGER PRIMARY KEY, body TEXT)";
        await setup.ExecuteNonQueryAsync();
        await using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO t(body) VALUES ($body)";
        var body = insert.Parameters.AddWithValue("$body", new string('x', 200));
        return await Timing.MedianAsync(60, async () =>
        {
            await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync();
            insert.Transaction = transaction;
            for (var number = 0; number < 100; number++)
            {
                body.Value = $"{number} {new string('x', 200)}";
                await insert.ExecuteNonQueryAsync();
            }

            await transaction.CommitAsync();
        });
    }

    /// <summary>100 ThreadJobs, created; null: no pwsh here.</summary>
    public static async Task<TimeSpan?> ThreadJobsAsync()
    {
        try
        {
            using var shell = Process.Start(new ProcessStartInfo("pwsh",
            [
                "-NoProfile", "-NonInteractive", "-Command",
                "Start-ThreadJob { } | Wait-Job | Remove-Job; $t = 1..5 | ForEach-Object { (Measure-Command { 1..100 | ForEach-Object { "
                    + "Start-ThreadJob { param($n) $n } -ArgumentList $_ } }).TotalMilliseconds; Get-Job | Wait-Job | Remove-Job }; ($t "
                    + "| Sort-Object)[2].ToString([cultureinfo]::InvariantCulture)",
            ]) { RedirectStandardOutput = true })!;
            var text = await shell.StandardOutput.ReadToEndAsync();
            await shell.WaitForExitAsync();
            return double.TryParse(text.Trim(), CultureInfo.InvariantCulture, out var milliseconds)
                ? TimeSpan.FromMilliseconds(milliseconds) : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
