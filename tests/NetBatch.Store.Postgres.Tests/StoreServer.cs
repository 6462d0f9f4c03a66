using NetBatch.Store.Postgres;
using Npgsql;

namespace NetBatch.Store.Tests;

/// <summary>One server for all tests, and a database in it for each.</summary>
public sealed class StoreServer
{
    private static readonly Lazy<Task<StoreServer>> Shared = new(StartAsync);
    private readonly PostgresServer server = new() { IsOfAStore = true };
    private int databases;

    public PostgresServer Server => server;

    /// <summary>Started by the first test that asks; it ends with the process.</summary>
    public static Task<StoreServer> SharedAsync() => Shared.Value;

    /// <summary>Another one, for tests that end it.</summary>
    public static async Task<StoreServer> StartAsync()
    {
        var own = new StoreServer();
        await own.server.InitializeAsync();
        await own.MakeRolesAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => own.server.DisposeAsync().GetAwaiter().GetResult();
        return own;
    }

    public Task MakeRolesAsync() => RunAsync("postgres", "CREATE ROLE ann LOGIN; CREATE ROLE bob LOGIN; CREATE ROLE \"CORP\\bob@corp\" LOGIN; "
        + "CREATE ROLE netops; GRANT netops TO ann, bob, \"CORP\\bob@corp\"");

    public async Task<string> MakeDatabaseAsync(string owner)
    {
        var name = $"jobs{Interlocked.Increment(ref databases)}";
        await RunAsync("postgres", $"CREATE DATABASE {name} OWNER {owner}");
        return name;
    }

    public Task DropDatabaseAsync(string name) => RunAsync("postgres", $"DROP DATABASE {name} WITH (FORCE)");

    public PostgresAddress AddressOf(string database, string user) =>
        PostgresAddress.Parse($"postgres://{Uri.EscapeDataString(user)}@localhost/{database}?host={server.Socket}");

    /// <summary>The server's own administrator.</summary>
    public string ConnectionOf(string database) =>
        $"Host={server.Socket};Username={PostgresServer.User};Database={database};Pooling=false";

    public async Task RunAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionOf(database));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
