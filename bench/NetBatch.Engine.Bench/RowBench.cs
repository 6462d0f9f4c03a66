using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CsvHelper;
using NetBatch.Store.Sqlite;

namespace NetBatch.Engine.Bench;

/// <summary>
/// Rows of 100 instances in a real store, as one stream: read as objects, and written to a CSV file. The peer is CsvHelper
/// writing the same rows to a file from memory, where they lie as arrays of strings.
/// </summary>
internal static class RowBench
{
    private const int Instances = 100;
    private const int Piece = 5_000;

    private static readonly RowSet Set = new("orders",
    [
        new("id", RowType.WholeNumber), new("customer"), new("city"), new("amount", RowType.Number), new("paid", RowType.Switch),
        new("ordered", RowType.Time), new("product"), new("note"),
    ]);

    public static async Task RunAsync(int rows)
    {
        var folder = Directory.CreateTempSubdirectory("netbatch-bench").FullName;
        try
        {
            await using var store =
                await SqliteJobStore.OpenAsync(new SqliteStoreOptions { Path = Path.Combine(folder, "netbatch.db") }, default);
            var job = await FillAsync(store, rows);
            var filter = new RowFilter { JobId = job };
            // The peer's rows in memory would make every collection of ours dearer: they are made last.
            var ours = double.MaxValue;
            for (var turn = 0; turn < 3; turn++)
            {
                await ReadAsync(store, filter);
                ours = Math.Min(ours, await WriteAsync(store, filter, Path.Combine(folder, "ours.csv"), watched: false));
            }

            await WriteAsync(store, filter, Path.Combine(folder, "ours.csv"), watched: true);
            var peer = Enumerable.Range(0, rows).Select(Texts).ToArray();
            GC.Collect();
            var theirs = Enumerable.Range(0, 3).Min(_ => WritePeer(peer, Path.Combine(folder, "peer.csv")));
            Console.WriteLine($"CSV of {rows:N0} rows, best of 3, processor time: from the store {ours:0.00} s, CsvHelper from memory "
                + $"{theirs:0.00} s, ratio {ours / theirs:0.00}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ReadAsync(SqliteJobStore store, RowFilter filter)
    {
        var (watch, processor) = (Stopwatch.StartNew(), Processor());
        var all = await AggregatedRows.OpenAsync(store, filter, partial: false, default);
        var opened = watch.Elapsed.TotalSeconds;
        var count = 0;
        await foreach (var row in all.ReadAsync(default))
        {
            count += row.Length > 0 ? 1 : 0;
        }

        Console.WriteLine($"{count:N0} rows as objects: {watch.Elapsed.TotalSeconds:0.000} s, of it the sets "
            + $"{opened:0.000} s; processor time {Processor() - processor:0.000} s");
    }

    private static async Task<double> WriteAsync(SqliteJobStore store, RowFilter filter, string path, bool watched)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var (watch, processor) = (Stopwatch.StartNew(), Processor());
        var all = await AggregatedRows.OpenAsync(store, filter, partial: false, default);
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);
        await using var csv = CsvWriter.Create(file, new CsvWriterOptions(), leaveOpen: true);
        csv.WriteRecord(all.Columns.Select(column => column.Name).ToArray());
        var sink = new Sink(csv, watched);
        var count = await all.WriteAsync(sink, default);
        csv.Flush();
        var spent = Processor() - processor;
        Console.WriteLine(watched
            ? $"{count:N0} rows, {file.Length >> 20} MiB: "
                + $"{(GC.GetTotalAllocatedBytes(precise: true) - allocated) / count} bytes allocated a row, live memory at most "
                + $"{(sink.Most - before) >> 10} KiB above the start"
            : $"{count:N0} rows to CSV: {watch.Elapsed.TotalSeconds:0.00} s, processor time {spent:0.00} s");
        return spent;
    }

    private static double WritePeer(string[][] rows, string path)
    {
        var processor = Processor();
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);
        using var csv = CsvWriter.Create(file, new CsvWriterOptions(), leaveOpen: true);
        foreach (var row in rows)
        {
            csv.WriteRecord(row);
        }

        csv.Flush();
        return Processor() - processor;
    }

    // On a machine that others use too the wall clock measures them.
    private static double Processor() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    private static async Task<string> FillAsync(SqliteJobStore store, int rows)
    {
        var me = new Requester("bench", Environment.MachineName, Environment.ProcessId, "bench");
        var targets = Enumerable.Range(1, Instances)
            .Select(Target (number) =>
                new Device { Id = $"db{number}", Name = $"instance-{number}", Address = $"10.0.0.{number}", Platform = "linux" }).ToArray();
        var spec = new JobSpec { Name = "rows", Work = new WorkSpec("none", 1, JsonSerializer.SerializeToElement(new { })),
            Targets = targets };
        var job = await store.CreateAsync(spec, new JobValidator(new WorkCatalog([new NoWork()])).Plan(spec), me, default);
        await using var owner = (await store.TakeAsync(job.Id, me, false, default))!;
        await owner.WriteAsync(new JobChanged(JobState.Running) { At = DateTimeOffset.UnixEpoch });
        var each = rows / Instances;
        for (var number = 1; number <= Instances; number++)
        {
            _ = owner.WriteAsync(new AttemptStarted(number, 1) { At = DateTimeOffset.UnixEpoch });
            var report = 0;
            for (var made = 0; made < each; made += Piece)
            {
                var content = new ArrayBufferWriter<byte>();
                var count = Math.Min(Piece, each - made);
                for (var row = 0; row < count; row++)
                {
                    RowCodec.Write(content, Set, Values(((number - 1) * each) + made + row));
                }

                await owner.WriteAsync(
                    new StepRows(1, Set, count, content.WrittenMemory.ToArray()) { At = DateTimeOffset.UnixEpoch, Number = number,
                        Attempt = 1, Report = ++report });
            }

            await owner.WriteAsync(
                new StepEnded(1, "orders", StepEffect.Read, TimeSpan.Zero, null, null, false, each)
            {
                At = DateTimeOffset.UnixEpoch, Number = number, Attempt = 1, Report = ++report,
            });
        }

        return job.Id;
    }

    private static object?[] Values(int n) =>
    [
        (long)n, $"Customer {n % 9973}", n % 7 == 0 ? null : $"City {n % 211}", (n % 100_000) / 100m, n % 3 == 0,
        DateTimeOffset.UnixEpoch.AddSeconds(n * 37L), $"product-{n % 503}", n % 11 == 0 ? "with, a comma and \"quotes\"" : "plain",
    ];

    private static string[] Texts(int n) =>
        [$"instance-{(n % Instances) + 1}", $"db{(n % Instances) + 1}",
            .. Values(n).Select(value =>
                value is DateTimeOffset time ? time.ToString("O", CultureInfo.InvariantCulture) : ValueText.Of(value))];

    private sealed class Sink(CsvWriter csv, bool watched) : ITextRowSink
    {
        private int rows;

        public long Most { get; private set; }

        public void Cell(ReadOnlySpan<char> text) => csv.WriteField(text);

        public void EndRow()
        {
            csv.EndRecord();
            if (watched && ++rows % 250_000 == 0)
            {
                Most = Math.Max(Most, GC.GetTotalMemory(forceFullCollection: true));
            }
        }
    }
}
