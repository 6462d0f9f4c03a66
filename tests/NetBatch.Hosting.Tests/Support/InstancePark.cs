using Microsoft.Data.Sqlite;

namespace NetBatch.Hosting.Tests.Support;

/// <summary>
/// A hundred SQLite instances: two are broken (number 5 is no database, number 20 is not there), number 51 never ends its query.
/// Each has fifty sales of the ages 1 to 50, so that a window of days gives as many rows.
/// </summary>
internal sealed class InstancePark : IDisposable
{
    public const int Count = 100;

    /// <summary>Endless where the table <c>busy</c> is full, at once where it is empty.</summary>
    public const string Query =
        "SELECT age, amount, @window AS days FROM sales WHERE age <= @window AND (SELECT count(*) FROM busy a, busy b, busy c, busy d) "
            + ">= 0";

    /// <summary>Rows of the whole job once all instances answer: 7 each, three with windows of their own.</summary>
    public const int AllRows = (97 * 7) + 14 + 21 + 28;

    public static readonly IReadOnlyDictionary<string, int> Windows =
        new Dictionary<string, int> { ["shop-003"] = 14, ["shop-052"] = 21, ["shop-100"] = 28 };

    public InstancePark()
    {
        Root = Directory.CreateTempSubdirectory("netbatch-park-").FullName;
        Execute(
            File(1),
            "CREATE TABLE sales(age INTEGER, amount DECIMAL(9,2)); CREATE TABLE busy(x); "
            + "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 50) INSERT INTO sales SELECT i, i * 1.5 FROM c");
        foreach (var number in Enumerable.Range(2, Count - 1).Where(number => number is not (5 or 20)))
        {
            System.IO.File.Copy(File(1), File(number));
        }

        System.IO.File.WriteAllText(File(5), new string('x', 5000));
        Execute(File(51), "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 5000) INSERT INTO busy SELECT i FROM c");
        System.IO.File.WriteAllLines(Csv,
            ["name,connection,region",
                .. Enumerable.Range(1, Count)
                    .Select(number => $"{Name(number)},{Path.GetFileName(File(number))},{(number % 2 == 0 ? "eu" : "us")}")]);
    }

    public string Root { get; }

    public string Store => Path.Combine(Root, "netbatch.db");

    public string Csv => Path.Combine(Root, "instances.csv");

    public static string Name(int number) => $"shop-{number:000}";

    /// <summary>Mends the broken ones and lets number 51 end.</summary>
    public void Mend()
    {
        System.IO.File.Copy(File(1), File(5), overwrite: true);
        System.IO.File.Copy(File(1), File(20), overwrite: true);
        Execute(File(51), "DELETE FROM busy");
    }

    public Task<NetBatchHost> OpenAsync() => NetBatchHost.OpenAsync(new HostOptions { StorePath = Store, Program = "test" }, default);

    public NetBatchProcess Start(params string[] arguments) =>
        NetBatchProcess.Start([.. arguments, "--store", Store],
            new Dictionary<string, string> { ["HOME"] = Root, ["XDG_DATA_HOME"] = Root });

    public async Task<(int Exit, string Text)> RunAsync(params string[] arguments)
    {
        await using var process = Start(arguments);
        return (await process.ExitAsync(), process.Text);
    }

    /// <summary>The rows that are kept, by instance: ages and windows.</summary>
    public static async Task<Dictionary<string, List<(long Age, long Window)>>> RowsAsync(NetBatchHost host, string job)
    {
        Dictionary<string, List<(long Age, long Window)>> rows = [];
        await foreach (var chunk in host.Store.ReadRowsAsync(new RowFilter { JobId = job, CompletedOnly = true }, default))
        {
            if (!rows.TryGetValue(chunk.Name, out var own))
            {
                rows[chunk.Name] = own = [];
            }

            own.AddRange(chunk.Rows().Select(row => ((long)row[0]!, (long)row[2]!)));
        }

        return rows;
    }

    /// <summary>Every completed instance gave exactly its window's rows, each once.</summary>
    public static void AddsUp(Dictionary<string, List<(long Age, long Window)>> rows, int instances)
    {
        rows.Count.ShouldBe(instances);
        foreach (var (name, own) in rows)
        {
            var window = Windows.GetValueOrDefault(name, 7);
            own.Select(row => row.Age).Order().ShouldBe(Enumerable.Range(1, window).Select(age => (long)age), name);
            own.ShouldAllBe(row => row.Window == window, name);
        }
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Root, recursive: true);
    }

    public string File(int number) => Path.Combine(Root, $"{Name(number)}.db");

    private static void Execute(string file, string text)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
