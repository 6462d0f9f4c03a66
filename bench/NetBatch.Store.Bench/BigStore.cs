using System.Text;
using Microsoft.Data.Sqlite;
using NetBatch.Store.Sqlite;

namespace NetBatch.Store.Bench;

/// <summary>
/// Makes a store of years: many jobs over the same fleet, each with batches, runs, one step and output a run, history.
/// Written in SQL, since the way through the engine would take an hour; the tables come from the store itself.
/// </summary>
internal static class BigStore
{
    public const int Jobs = 10_000;
    public const int RunsOfJob = 100;
    public const int Devices = 2_000;

    /// <summary>Makes the file; the last job is made now, each one before it half an hour earlier.</summary>
    public static async Task MakeAsync(string path)
    {
        await using (await SqliteJobStore.OpenAsync(new SqliteStoreOptions { Path = path }, default))
        {
            // Only its tables are wanted.
        }

        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA synchronous = OFF");
        using var transaction = connection.BeginTransaction();
        Run(connection, Sql, ("$now", DateTimeOffset.UtcNow.UtcTicks), ("$output", Encoding.UTF8.GetBytes(Output)),
            ("$length", Encoding.UTF8.GetByteCount(Output)));
        transaction.Commit();
        Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>Short enough for the store to keep it as it is (codec 0).</summary>
    private const string Output = """
        Cisco IOS Software, C2900 Software (C2900-UNIVERSALK9-M), Version 15.7(3)M8, RELEASE SOFTWARE (fc1)
        ROM: System Bootstrap, Version 15.0(1r)M16, RELEASE SOFTWARE (fc1)
        router uptime is 41 weeks, 2 days, 3 hours, 12 minutes
        System image file is "flash0:c2900-universalk9-mz.SPA.157-3.M8.bin"
        """;

    private static void Run(SqliteConnection connection, string sql, params (string Name, object Value)[] values)
    {
        using var command = connection.CreateCommand();
        command.CommandTimeout = 600;
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }

    // 100 targets a job in batches of 10; of 50 runs one fails and one is not reached; a second is 10,000,000 ticks.
    private static readonly string Sql = $"""
        CREATE TEMP TABLE n (i INTEGER PRIMARY KEY);
        INSERT INTO n WITH RECURSIVE up (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM up WHERE i < {Jobs}) SELECT i FROM up;

        INSERT INTO jobs (key, id, name, kind, project, tags, batch_size, total, batches, created_at, created_by, state, wait_reason,
            end_reason, attempt, started_at, ended_at, pending, completed, failed, connection_failed, priority, workflow)
        SELECT i, printf('batch_%08x', i), printf('nightly-%02d', i % 40), CASE i % 5 WHEN 0 THEN 'config' WHEN 1 THEN 'workflow' ELSE 'command' END,
            CASE i % 4 WHEN 0 THEN 'core' WHEN 1 THEN 'edge' END, CASE i % 10 WHEN 0 THEN '["audit","weekly"]' ELSE '[]' END, '10',
            {RunsOfJob}, 10, $now - ({Jobs} - i) * 18000000000, CASE i % 7 WHEN 0 THEN 'bob@desk' ELSE 'ann@desk' END,
            'Partial', 'None', 'Done', 1, $now - ({Jobs} - i) * 18000000000 + 10000000, $now - ({Jobs} - i) * 18000000000 + 900000000,
            0, {RunsOfJob} - 4, 2, 2, 50 + i % 3, CASE i % 5 WHEN 1 THEN printf('sales-%d', i % 20) END FROM n;

        INSERT INTO specs SELECT i, '{"{"}"schema":1,"name":"nightly","tags":[],"work":{"{"}"kind":"command","version":1,"args":{"{"}"commands":["show version"]{"}}"},"rules":{"{}}"}' FROM n;

        INSERT INTO batches (job, number, first, size, canary, state, started_at, ended_at, pending, completed, failed, connection_failed)
        SELECT j.i, b.i, b.i * 10 - 9, 10, 0, 'Completed', $now, $now + 50000000, 0, 10, 0, 0 FROM n j JOIN n b ON b.i <= 10;

        INSERT INTO runs (job, number, batch, name, state, attempts, started_at, ended_at, connect_time, error, target)
        SELECT job, number, (number + 9) / 10, 'r' || device, state, CASE number % 20 WHEN 0 THEN 2 ELSE 1 END, at,
            at + 20000000 + device * 10000 + abs(random()) % 10000000, CASE state WHEN 'ConnectionFailed' THEN NULL ELSE 3000000 + device * 1000 END,
            CASE state WHEN 'Failed' THEN '{"{"}"code":"CommandRejected","message":"% Invalid input"{"}"}' WHEN 'ConnectionFailed' THEN '{"{"}"code":"ConnectTimeout","message":"no connection was made within 10 s"{"}"}' END,
            printf('{"{"}"type":"device","id":"r%d","name":"r%d","address":"10.0.%d.%d","port":22,"platform":"cisco_ios","labels":{"{"}"site":"s%d","role":"access"{"}"},"tags":[],"jump":[],"sshOptions":{"{}"},"legacyAlgorithms":false{"}"}', device, device, device / 250, device % 250, device % 50)
        FROM (SELECT j.i AS job, r.i AS number, (j.i * 37 + r.i * 19) % {Devices} AS device, $now - ({Jobs} - j.i) * 18000000000 AS at,
            CASE r.i % 50 WHEN 7 THEN 'Failed' WHEN 13 THEN 'ConnectionFailed' ELSE 'Completed' END AS state
            FROM n j JOIN n r ON r.i <= {RunsOfJob}) ORDER BY job, number;

        INSERT INTO attempts (job, number, attempt, epoch, state, started_at, connected_at, ended_at, error)
        SELECT job, number, attempts, 1, state, started_at, started_at + connect_time, ended_at, error FROM runs ORDER BY job, number;

        INSERT INTO steps (sequence, job, number, attempt, step, published, command, effect, started_at, duration, error, bytes, truncated)
        SELECT 2 * ((job - 1) * {RunsOfJob} + number) - 1, job, number, attempts, 1, 2 * ((job - 1) * {RunsOfJob} + number), 'show version', 'Read', started_at + 10000000, 5000000,
            CASE state WHEN 'Failed' THEN error END, $length, 0 FROM runs WHERE state <> 'ConnectionFailed' ORDER BY job, number;

        INSERT INTO outputs (job, number, attempt, step, codec, length, bytes)
        SELECT job, number, attempt, step, 0, $length, $output FROM steps ORDER BY sequence;

        INSERT INTO history (job, at, what, text, who)
        SELECT i, $now - ({Jobs} - i) * 18000000000, column1, column2, column3 FROM n, (VALUES
            ('created', '100 targets in 10 batches.', 'ann@desk (pwsh 4711)'), ('taken', 'Epoch 1.', 'ann@desk (pwsh 4711)'),
            ('state', 'Running.', ''), ('state', 'Partial (Done).', '')) ORDER BY i;

        UPDATE store SET sequence = 2 * {Jobs} * {RunsOfJob} + 1;
        """;
}
