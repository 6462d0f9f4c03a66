using Microsoft.Data.Sqlite;
using NetBatch.Store.Sqlite;

namespace NetBatch.Store.Tests;

/// <summary>A temporary folder with a store's file in it.</summary>
public abstract partial class StoreTest
{
    private readonly List<SqliteJobStore> stores = [];

    /// <summary>Who works in the store by its own word.</summary>
    internal static string Account => Environment.UserName;

    internal string Folder { get; } = Directory.CreateTempSubdirectory("netbatch-store-").FullName;

    internal string File => Path.Combine(Folder, "netbatch.db");

    internal SqliteJobStore Store { get; private set; } = null!;

    public async Task InitializeAsync() => Store = await OpenAsync();

    public async Task DisposeAsync()
    {
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    internal async Task<SqliteJobStore> OpenAsync(SqliteStoreOptions? options = null)
    {
        var store = await SqliteJobStore.OpenAsync(
            (options ?? new SqliteStoreOptions { Time = Time }) with { Path = File, Account = Me.User }, CancellationToken.None);
        stores.Add(store);
        return store;
    }

    /// <summary>The store as another process would open it, or with other settings.</summary>
    internal async Task<IJobStore> OpenAsync(Func<StoreOptions, StoreOptions> change) =>
        await OpenAsync((SqliteStoreOptions)change(new SqliteStoreOptions { Time = Time }));

    /// <summary>The store as another account has it open.</summary>
    internal Task<IJobStore> OpenByAsync(string account) => OpenAsync(options => options with { Account = account });

    /// <summary>Looks into the file past the store.</summary>
    internal object? Peek(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
