using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace NetBatch.Store.Bench;

/// <summary>Takes the best of some times, and puts the peer's beside it.</summary>
internal static class Timing
{
    private const int Times = 5;

    public static async Task<TimeSpan> BestAsync(Func<Task<object?>> question, int times = Times)
    {
        var best = TimeSpan.MaxValue;
        for (var time = 0; time < times; time++)
        {
            // Processor time: what others do on the machine meanwhile is not counted.
            var begun = Environment.CpuUsage.TotalTime;
            _ = await question();
            var took = Environment.CpuUsage.TotalTime - begun;
            best = took < best ? took : best;
        }

        return best;
    }

    /// <summary>The clock's time, where several processors work at once: what a person waits.</summary>
    public static async Task<TimeSpan> BestByClockAsync(Func<Task<object?>> question, int times)
    {
        var best = TimeSpan.MaxValue;
        for (var time = 0; time < times; time++)
        {
            var clock = Stopwatch.StartNew();
            _ = await question();
            best = clock.Elapsed < best ? clock.Elapsed : best;
        }

        return best;
    }

    public static void Tell(string what, TimeSpan ours, TimeSpan limit, string peer, TimeSpan theirs) =>
        Console.WriteLine($"{what,-34} {ours.TotalMilliseconds,9:0.0} ms  (limit {limit.TotalMilliseconds,6:0} ms"
            + $"{(ours <= limit ? "" : ", MISSED")})   {peer} {theirs.TotalMilliseconds,9:0.0} ms   ratio {ours / theirs:0.00}");

    /// <summary>The question put by hand: every row read to its end, every column looked at.</summary>
    public static Task<TimeSpan> RawAsync(string path, string sql) => BestAsync(() =>
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this program.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var seen = 0L;
        while (reader.Read())
        {
            for (var column = 0; column < reader.FieldCount; column++)
            {
                seen += reader.IsDBNull(column) ? 0 : reader.GetValue(column) is string text ? text.Length : 1;
            }
        }

        return Task.FromResult<object?>(seen);
    });
}
