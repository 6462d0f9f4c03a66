using System.Diagnostics;
using System.Globalization;
using NetBatch.Hosting;

namespace NetBatch.Data.Bench;

/// <summary>Two tables held against each other, beside the database's own client whose two ordered exports are compared by diff.</summary>
internal static class CompareBench
{
    private const string Rows = "SELECT i, 'item ' || i, i * 0.25, '2024-01-01 00:00:' || printf('%02d', i % 60), i % 2 FROM c";
    private const string PostgresRows =
        "SELECT i, 'item ' || i, i * 0.25, timestamp '2024-01-01' + i % 60 * interval '1 second', i % 2 = 0";

    /// <summary>SQLite files, and PostgreSQL where the environment (PGHOST, PGPORT, PGUSER) names a server that lets databases be
    /// made.</summary>
    public static async Task RunAsync(NetBatchHost host, string folder, int rows)
    {
        var (one, other) = (Path.Combine(folder, "a.db"), Path.Combine(folder, "b.db"));
        foreach (var file in (string[])[one, other])
        {
            var counted = string.Create(CultureInfo.InvariantCulture,
                $"WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < {rows})");
            Bare.Execute(file, $"CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, price REAL, made TEXT, flag INTEGER); "
                + $"{counted} INSERT INTO t {Rows}");
        }

        Bare.Execute(other, "UPDATE t SET price = price + 1 WHERE id % (SELECT max(id) / 10 FROM t) = 0");
        var own = await CompareAsync(host, Instance("a", "sqlite", one), Instance("b", "sqlite", other));
        var bare = Shell(
            $"cd {folder} && (sqlite3 -csv a.db 'SELECT * FROM t ORDER BY id' > a.csv & sqlite3 -csv b.db 'SELECT * FROM t ORDER BY id' "
                + $"> b.csv; "
            + "wait; diff a.csv b.csv | wc -l)");
        Tell("SQLite", rows, own, bare);
        if (Environment.GetEnvironmentVariable("PGHOST") is { } server)
        {
            await PostgresAsync(host, folder, rows, server);
        }
    }

    private static async Task PostgresAsync(NetBatchHost host, string folder, int rows, string server)
    {
        foreach (var (name, change) in ((string, string)[])[("nba", ""),
            ("nbb", $"UPDATE t SET price = price + 1 WHERE id % {rows / 10} = 0;")])
        {
            Shell($"psql -q -d postgres -c 'DROP DATABASE IF EXISTS {name}' -c 'CREATE DATABASE {name}'");
            Shell(
                $"psql -q -d {name} -c \"CREATE TABLE t(id bigint PRIMARY KEY, name text, price double precision, made timestamp, flag "
                    + $"boolean); "
                + $"INSERT INTO t {PostgresRows} FROM generate_series(1, {rows}) i; {change} ANALYZE t\"");
        }

        var port = Environment.GetEnvironmentVariable("PGPORT") ?? "5432";
        var user = Environment.GetEnvironmentVariable("PGUSER") ?? "postgres";
        DatabaseInstance Postgres(string name) =>
            Instance(name, "postgresql", $"Host={server};Port={port};Username={user};Database={name}");
        var own = await CompareAsync(host, Postgres("nba"), Postgres("nbb"));
        var bare = Shell(
            $"cd {folder} && (psql -q -d nba -c '\\copy (SELECT * FROM t ORDER BY id) TO a.txt' & psql -q -d nbb -c '\\copy (SELECT * "
                + $"FROM t ORDER BY id) TO b.txt'; "
            + "wait; diff a.txt b.txt | wc -l)");
        Tell("PostgreSQL", rows, own, bare);
    }

    private static DatabaseInstance Instance(string name, string provider, string connection) =>
        new() { Id = name, Name = name, Provider = provider, Connection = connection };

    private static async Task<TimeSpan> CompareAsync(NetBatchHost host, DatabaseInstance source, DatabaseInstance target)
    {
        await host.Store.Targets.SaveAsync([source, target], default);
        var tables = new TableComparison { Source = $"{source.Name}:t", Target = target.Name };
        var best = TimeSpan.MaxValue;
        for (var time = 0; time < 3; time++)
        {
            var since = Stopwatch.GetTimestamp();
            var work = new WorkSpec("pipeline", 1, System.Text.Json.JsonElement.Parse("{}"));
            var job = await host.Jobs.StartAsync(
                new JobSpec { Name = "compare", Work = work, Targets = [await tables.TargetAsync(host, default)] }, default);
            await host.Jobs.WaitAsync(job.Id, default);
            var took = Stopwatch.GetElapsedTime(since);
            best = took < best ? took : best;
            await foreach (var check in CheckReport.ReadAsync(host.Store, await host.Store.GetAsync(job.Id, default), withTrend: false,
                default))
            {
                Console.WriteLine($"  {check.Summary}");
            }
        }

        return best;
    }

    private static TimeSpan Shell(string text)
    {
        var best = TimeSpan.MaxValue;
        for (var time = 0; time < (text.Contains("diff", StringComparison.Ordinal) ? 3 : 1); time++)
        {
            var since = Stopwatch.GetTimestamp();
            using var shell = Process.Start("bash", ["-c", text]);
            shell.WaitForExit();
            var took = Stopwatch.GetElapsedTime(since);
            best = took < best ? took : best;
        }

        return best;
    }

    private static void Tell(string database, int rows, TimeSpan own, TimeSpan bare)
    {
        var peak = Process.GetCurrentProcess().PeakWorkingSet64 >> 20;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{database}, 2 x {rows:N0} rows compared: {own.TotalSeconds:0.00} s; two exports and diff: "
                + $"{bare.TotalSeconds:0.00} s, ratio {own / bare:0.0}; peak {peak} MiB"));
    }
}
