using NetBatch.Store.Bench;
using NetBatch.Store.Sqlite;

// Questions to a store of 10,000 jobs and 1,000,000 runs, each beside the same question put to SQLite by hand or the
// same rows written by CsvHelper, in the same run: the ratios say more than the times of a machine.
// Arguments: the file of such a store, to keep it or to use it again; nothing: a temporary one.
// After the file: the parts that are wanted (lists, figures, exports), and the address of an empty PostgreSQL database, which is filled
// with the same and listed beside it; nothing: all but that.
bool Wants(string part) => args.Length < 2 || args.Skip(1).Contains(part, StringComparer.OrdinalIgnoreCase);

var folder = Directory.CreateTempSubdirectory("netbatch-bench").FullName;
var path = args.Length > 0 ? Path.GetFullPath(args[0]) : Path.Combine(folder, "netbatch.db");
try
{
    if (!File.Exists(path))
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await BigStore.MakeAsync(path);
        Console.WriteLine($"made {BigStore.Jobs:N0} jobs, {BigStore.Jobs * BigStore.RunsOfJob:N0} runs in "
            + $"{clock.Elapsed.TotalSeconds:0} s, {new FileInfo(path).Length >> 20} MiB");
    }

    await using var store = await SqliteJobStore.OpenAsync(new SqliteStoreOptions { Path = path }, default);
    if (Wants("lists"))
    {
        await Lists.MeasureAsync(store, path);
    }

    if (Wants("figures"))
    {
        await Figures.MeasureAsync(store, path);
    }

    if (Wants("exports"))
    {
        await Exports.MeasureAsync(store, path, folder);
    }

    if (args.FirstOrDefault(argument => argument.StartsWith("postgres://", StringComparison.Ordinal)) is { } address)
    {
        await SharedStore.MeasureAsync(store, path, address);
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}
