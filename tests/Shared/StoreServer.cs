using System.Collections.Concurrent;
using NetBatch.Store.Postgres;
using Npgsql;

namespace NetBatch.Testing;

/// <summary>A server whose databases are stores, with the roles that work in them.</summary>
public sealed class StoreServer
{
    /// <summary>Empties a store: to make its tables anew takes twenty times as long.</summary>
    private static readonly string Empty = $$"""
        DO $$ DECLARE it RECORD;
        BEGIN
            SET LOCAL session_replication_role = replica;
            FOR it IN SELECT tablename FROM pg_tables WHERE schemaname = 'netbatch' LOOP
                EXECUTE format('DELETE FROM netbatch.%I', it.tablename);
            END LOOP;
            PERFORM setval(format('netbatch.%I', sequencename)::regclass, 1, false) FROM pg_sequences WHERE schemaname = 'netbatch';
            REVOKE ALL ON ALL TABLES IN SCHEMA netbatch FROM netops, readers;
            REVOKE ALL ON ALL SEQUENCES IN SCHEMA netbatch FROM netops;
            REVOKE ALL ON SCHEMA netbatch FROM netops, readers;
            INSERT INTO netbatch.store VALUES (1, 0);
            INSERT INTO netbatch.settings VALUES ('version', '{{PostgresSchema.Migrations.Count}}');
        END $$
        """;

    private static readonly Lazy<Task<StoreServer>> Shared = new(async () =>
    {
        var shared = await StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => shared.server.DisposeAsync().GetAwaiter().GetResult();
        return shared;
    });
    private readonly PostgresServer server = new() { IsOfAStore = true };
    private readonly ConcurrentBag<string> idle = [];
    private int databases;

    public PostgresServer Server => server;

    /// <summary>Started by the first test that asks; it ends with the process.</summary>
    public static Task<StoreServer> SharedAsync() => Shared.Value;

    /// <summary>Another one, for tests that end it; the caller disposes it.</summary>
    public static async Task<StoreServer> StartAsync()
    {
        var own = new StoreServer();
        await own.server.InitializeAsync();
        await own.MakeRolesAsync();
        return own;
    }

    /// <summary>ann owns the stores, bob and two of a domain work with her, carol looks on, eve is nobody.</summary>
    public Task MakeRolesAsync() => RunAsync("postgres", """
        CREATE ROLE ann LOGIN; CREATE ROLE bob LOGIN; CREATE ROLE "CORP\bob@corp" LOGIN; CREATE ROLE "bob@corp" LOGIN;
        CREATE ROLE netops; GRANT netops TO ann, bob, "bob@corp", "CORP\bob@corp"; CREATE ROLE readers; CREATE ROLE carol LOGIN IN ROLE readers; CREATE ROLE eve LOGIN
        """);

    /// <summary>An empty store: a database that a test before has given back, or one without tables.</summary>
    public async Task<string> TakeDatabaseAsync()
    {
        if (!idle.TryTake(out var name))
        {
            return await MakeDatabaseAsync();
        }

        await RunAsync(name, Empty);
        return name;
    }

    /// <summary>The database may be emptied and used by another test.</summary>
    public void GiveBack(string database) => idle.Add(database);

    /// <summary>A new database, with nothing in it.</summary>
    public async Task<string> MakeDatabaseAsync()
    {
        var name = $"jobs{Interlocked.Increment(ref databases)}";
        await RunAsync("postgres", $"CREATE DATABASE {name} OWNER ann");
        return name;
    }

    public PostgresAddress AddressOf(string database, string user = "ann") =>
        PostgresAddress.Parse($"postgres://{Uri.EscapeDataString(user)}@localhost/{database}?host={server.Socket}");

    /// <summary>The server's own administrator.</summary>
    public string ConnectionOf(string database) =>
        $"Host={server.Socket};Username={PostgresServer.User};Database={database};Pooling=false";

    public Task RunAsync(string database, string sql) => RunByAsync(ConnectionOf(database), sql);

    /// <summary>What a role does past the store.</summary>
    public Task RunAsAsync(string user, string database, string sql) => RunByAsync(AddressOf(database, user).ConnectionString, sql);

    private static async Task RunByAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
