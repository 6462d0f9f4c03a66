using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using NetBatch.Data.Providers;
using NetBatch.Data.Tests.Support;
using NetBatch.Testing;

namespace NetBatch.Data.Tests.Providers;

/// <summary>A driver in a folder of its own, with its native library, as a maker ships it: SQLite's stands for it.</summary>
[Collection(PostgresTests.Name)]
public sealed class DeclaredProviderTests(PostgresServer server) : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly ProviderCatalog catalog = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task OpenAsync_DriverFromAFile_QueriesRunInItsOwnContext()
    {
        catalog.Add(Declaration());
        var instance = folder.Sqlite("a", "CREATE TABLE t(d TEXT, n INTEGER)", "INSERT INTO t VALUES ('x', 7)");
        instance = instance with { Provider = "theirs", Connection = $"Data Source={instance.Connection};Pooling=False" };
        catalog.Problems([instance]).ShouldBeEmpty();

        await using var session =
            await catalog.OpenAsync(instance, new TestSecrets(), DatabaseAccess.Read, TimeSpan.FromSeconds(5), default);
        var (set, rows) = await session.RowsAsync("SELECT d, n FROM t WHERE n = @n", [new("n", 7)], default);

        set.Columns.ShouldBe([new("d"), new("n", RowType.WholeNumber)]);
        rows.ShouldHaveSingleItem().ShouldBe(["x", 7L]);
        AssemblyLoadContext.GetLoadContext(session.Connection.GetType().Assembly).ShouldNotBe(AssemblyLoadContext.Default);
        session.Connection.GetType().ShouldNotBe(typeof(Microsoft.Data.Sqlite.SqliteConnection));
    }

    [Fact]
    public void Problems_DriverGoneOrSecretGiven_IsNamed()
    {
        catalog.Add(Declaration());
        catalog.Add(Declaration() with { Name = "gone", Assembly = folder.File("gone.dll") });
        catalog.Add(Declaration() with { Name = "typo", Factory = "Microsoft.Data.Sqlite.Factory" });
        var instance = new DatabaseInstance { Id = "a", Name = "a", Provider = "theirs", Connection = "Data Source=x;Password=hunter2" };

        catalog.Problems([instance]).ShouldHaveSingleItem().Message.ShouldContain("holds no secret");
        catalog.Problems([instance with { Provider = "gone" }]).ShouldHaveSingleItem().Message.ShouldContain("gone.dll");
        catalog.Problems([instance with { Provider = "typo" }])
            .ShouldHaveSingleItem().Message.ShouldContain("has no type 'Microsoft.Data.Sqlite.Factory'");
    }

    [PostgresFact]
    public async Task QueryAsync_Cancelled_ReachesAQueryOfADriverThatBlocks()
    {
        catalog.Add(Declaration("Npgsql*.dll", "Microsoft.Extensions.*.Abstractions.dll") with
        {
            Assembly = folder.File("driver/Npgsql.dll"), Factory = "Npgsql.NpgsqlFactory", Dialect = "postgresql", UserKey = "Username",
        });
        var instance = server.Instance() with { Provider = "theirs" };
        var secrets = new TestSecrets(("pg", new Secret(PostgresServer.User, PostgresServer.Password)));
        await using var session = await catalog.OpenAsync(instance, secrets, DatabaseAccess.Read, TimeSpan.FromSeconds(10), default);
        using var cut = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var since = Stopwatch.GetTimestamp();

        await Should.ThrowAsync<OperationCanceledException>(() => session.RowsAsync("SELECT pg_sleep(30)", null, cut.Token));

        Stopwatch.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Add_DialectThatThereIsNot_IsRefusedWithThoseThereAre() =>
        Should.Throw<NetBatchException>(() => catalog.Add(Declaration() with { Dialect = "oracle" })).Remedy.ShouldNotBeNull()
            .ShouldContain("sqlserver");

    private ProviderDeclaration Declaration(params string[] more)
    {
        var own = Path.GetDirectoryName(typeof(DeclaredProviderTests).Assembly.Location)!;
        var there = Directory.CreateDirectory(folder.File("driver")).FullName;
        foreach (var file in Directory.EnumerateFiles(own, "SQLitePCLRaw*.dll").Append(Path.Combine(own, "Microsoft.Data.Sqlite.dll"))
            .Concat(more.SelectMany(pattern => Directory.EnumerateFiles(own, pattern)))
            .Concat(Directory.EnumerateFiles(Path.Combine(own, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"))))
        {
            File.Copy(file, Path.Combine(there, Path.GetFileName(file)), overwrite: true);
        }

        return new ProviderDeclaration("theirs", Path.Combine(there, "Microsoft.Data.Sqlite.dll"), "Microsoft.Data.Sqlite.SqliteFactory",
            "sqlite");
    }
}
