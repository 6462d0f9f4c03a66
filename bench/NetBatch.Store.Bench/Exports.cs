using System.Diagnostics;
using System.Globalization;
using CsvHelper;
using Microsoft.Data.Sqlite;
using NetBatch.Store.Sqlite;

namespace NetBatch.Store.Bench;

/// <summary>All rows of the store to CSV, with redaction, beside CsvHelper's plain writer over a plain read of the same rows; and how much
/// memory it takes.</summary>
internal static class Exports
{
    private const int Times = 2;

    public static async Task MeasureAsync(SqliteJobStore store, string path, string folder)
    {
        List<BatchJob> jobs = [];
        await foreach (var job in store.ListAsync(new JobFilter(), default))
        {
            jobs.Add(job);
        }

        var before = GC.GetTotalMemory(true);
        var most = 0L;
        using var watch = new Timer(_ => most = Math.Max(most, GC.GetTotalMemory(false)), null, 0, 50);
        var file = Path.Combine(folder, "all.csv");
        var begun = Environment.CpuUsage.TotalTime;
        var ours = await Timing.BestByClockAsync(
            async () => await new JobExporter(store, TimeProvider.System)
                .WriteAsync(jobs, new ExportOptions { Path = file, Force = true }, default), Times);
        var used = (Environment.CpuUsage.TotalTime - begun) / Times;
        Timing.Tell($"export: CSV of {File.ReadLines(file).Count(line => line.StartsWith("batch_", StringComparison.Ordinal)):N0} rows",
            ours, TimeSpan.FromSeconds(5), "CsvHelper",
            await Timing.BestByClockAsync(() => Plain(path, Path.Combine(folder, "plain.csv")), Times));
        Console.WriteLine($"  {new FileInfo(file).Length >> 20} MiB; {used.TotalSeconds:0.0} s of processors; managed memory "
            + $"{before >> 20} MiB before, at most {most >> 20} MiB meanwhile");
    }

    private static Task<object?> Plain(string path, string file)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT j.id, j.name, r.batch, r.number, r.name, s.command, s.error, s.started_at, s.duration, s.attempt, o.codec, o.length, o.bytes
            FROM jobs j JOIN runs r ON r.job = j.key LEFT JOIN steps s ON s.job = r.job AND s.number = r.number AND s.attempt = r.attempts
            LEFT JOIN outputs o ON o.job = s.job AND o.number = s.number AND o.attempt = s.attempt AND o.step = s.step
            """;
        using var reader = command.ExecuteReader();
        using var text = new StreamWriter(file);
        using var csv = CsvWriter.Create(text, new CsvWriterOptions(), leaveOpen: true);
        var rows = 0;
        var output = new byte[64 * 1024];
        while (reader.Read())
        {
            var length = 0;
            if (!reader.IsDBNull(10))
            {
                length = (int)reader.GetBytes(12, 0, output, 0, output.Length);
            }

            csv.WriteRecord(
            [
                reader.GetString(0), reader.GetString(1), reader.GetValue(2).ToString()!, reader.GetValue(3).ToString()!,
                reader.GetString(4),
                reader.IsDBNull(5) ? "" : reader.GetString(5), reader.IsDBNull(6) ? "" : reader.GetString(6),
                reader.IsDBNull(7) ? "" : new DateTimeOffset(reader.GetInt64(7), TimeSpan.Zero).ToString("O", CultureInfo.InvariantCulture),
                reader.IsDBNull(8) ? ""
                    : TimeSpan.FromTicks(reader.GetInt64(8)).TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture),
                reader.IsDBNull(9) ? "" : reader.GetValue(9).ToString()!, System.Text.Encoding.UTF8.GetString(output, 0, length),
            ]);
            rows++;
        }

        return Task.FromResult<object?>(rows);
    }
}
