using System.Collections.Concurrent;
using NetBatch.Store.Postgres;
using Npgsql;

namespace NetBatch.Store.Tests;

/// <summary>A database of its own in the tests' server, owned by the role that works in it.</summary>
public abstract partial class StoreTest
{
    private StoreServer server = null!;
    private readonly ConcurrentBag<PostgresJobStore> stores = [];
    private string database = "";

    /// <summary>Who works in the store by its own word.</summary>
    internal static string Account => Me.User;

    internal PostgresJobStore Store { get; private set; } = null!;

    internal StoreServer Server => server;

    internal PostgresAddress Address => server.AddressOf(database);

    public async Task InitializeAsync()
    {
        server = await StoreServer.SharedAsync();
        database = await server.TakeDatabaseAsync();
        Store = await OpenAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        server.GiveBack(database);
    }

    internal async Task<PostgresJobStore> OpenAsync(PostgresStoreOptions? options = null)
    {
        var store = await PostgresJobStore.OpenAsync(
            (options ?? new PostgresStoreOptions { Address = Address, Time = Time }) with { Account = Me.User }, CancellationToken.None);
        stores.Add(store);
        return store;
    }

    /// <summary>The store as another process would open it, or with other settings.</summary>
    internal async Task<IJobStore> OpenAsync(Func<StoreOptions, StoreOptions> change) =>
        await OpenAsync((PostgresStoreOptions)change(new PostgresStoreOptions { Address = Address, Time = Time }));

    /// <summary>The store as another account has it open: one of the group that it is shared with.</summary>
    internal async Task<IJobStore> OpenByAsync(string account)
    {
        await Store.Approvals.ShareAsync("netops", CancellationToken.None);
        return await OpenAsync(new PostgresStoreOptions { Address = server.AddressOf(database, account), Time = Time });
    }

    /// <summary>Looks into the tables past the store.</summary>
    internal object? Peek(string sql)
    {
        using var connection = new NpgsqlConnection(server.ConnectionOf(database) + ";Search Path=netbatch");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
