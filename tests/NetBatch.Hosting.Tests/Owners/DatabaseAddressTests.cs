using System.Diagnostics;
using NetBatch.Hosting.Tests.Support;

namespace NetBatch.Hosting.Tests.Owners;

/// <summary>Addresses that lead nowhere, passwords, and what is loaded for which store.</summary>
// Not beside the tests that end its server.
[Collection(nameof(StoreServer))]
public sealed class DatabaseAddressTests : IDisposable
{
    private const string Password = "quite:secret\\7";
    private readonly string home = Directory.CreateTempSubdirectory("netbatch-address-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Theory]
    [InlineData("postgres://ann:secret7@db/jobs", "PGPASSWORD")]
    [InlineData("postgres://db/jobs?password=secret7", "PGPASSWORD")]
    [InlineData("mysql://ann:secret7@db/jobs", "postgres://user@host/database")]
    [InlineData("host=db user=ann password=secret7", "postgres://user@host/database")]
    public async Task Address_MalformedOrWithAPassword_IsRefusedAndNothingOfItRepeatedOrKept(string address, string remedy)
    {
        foreach (var named in (bool[])[true, false])
        {
            var told = named ? await JobsAsync(home, ("NETBATCH_STORE", address)) : await RunAsync(["jobs", "--store", address]);
            told.Exit.ShouldNotBe(0);
            told.Text.ShouldNotContain("secret7");
            told.Text.ShouldContain(remedy);
        }

        Directory.EnumerateFileSystemEntries(home).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/srv/host=a/netbatch.db", false)]
    [InlineData("./host=a", false)]
    [InlineData("host=db user=ann", true)]
    [InlineData("User Id=ann;Host=db", true)]
    [InlineData("password=a/b host = db", true)]
    public void IsAddress_WordsOfAConnection_AndNoPathWithSuchAFolder(string place, bool isAddress) =>
        StorePlace.IsAddress(place).ShouldBe(isAddress);

    [Fact]
    public async Task Address_OfNoServer_IsToldAtOnceWithARemedy()
    {
        var since = Stopwatch.StartNew();
        var told = await JobsAsync(home, ("NETBATCH_STORE", "postgres://ann@localhost:1/jobs"));
        since.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        told.Exit.ShouldBe(5);
        told.Text.ShouldContain("postgres://ann@localhost:1/jobs");
        told.Text.ShouldContain("cannot be reached");
    }

    [PostgresFact]
    public async Task Password_ByEnvironmentOrFile_LetsInAndIsShownNowhere()
    {
        var server = await StoreServer.SharedAsync();
        var database = await server.MakeDatabaseAsync();
        await server.RunAsync("postgres", $"CREATE ROLE dora LOGIN PASSWORD '{Password}'; GRANT CREATE ON DATABASE {database} TO dora");
        var rules = $"{server.Server.Socket}/data/pg_hba.conf";
        await File.WriteAllTextAsync(rules, "local all dora scram-sha-256\n" + await File.ReadAllTextAsync(rules));
        await server.RunAsync("postgres", "SELECT pg_reload_conf()");
        var store = ("NETBATCH_STORE", server.AddressOf(database, "dora").ToString());
        var file = Path.Combine(home, "pgpass");
        // The colon and the backslash are escaped there (https://www.postgresql.org/docs/current/libpq-pgpass.html).
        await File.WriteAllTextAsync(file, $"*:*:*:dora:{Password.Replace("\\", "\\\\").Replace(":", "\\:")}\n");

        var (none, wrong) = (await JobsAsync(home, store), await JobsAsync(home, store, ("PGPASSWORD", "wrong-7")));
        var (given, kept) = (await JobsAsync(home, store, ("PGPASSWORD", Password)), await JobsAsync(home, store, ("PGPASSFILE", file)));

        none.Text.ShouldContain("asks for a password");
        wrong.Text.ShouldContain("does not let this role in");
        (none.Exit, wrong.Exit, given.Exit, kept.Exit).ShouldBe((5, 5, 0, 0), given.Text + kept.Text);
        foreach (var (_, text) in ((int, string)[])[none, wrong, given, kept])
        {
            text.ShouldNotContain("secret");
            text.ShouldNotContain("wrong-7");
        }
    }

    [PostgresFact]
    public async Task Store_InAFile_LoadsNothingOfTheDatabases()
    {
        var server = await StoreServer.SharedAsync();
        var address = server.AddressOf(await server.MakeDatabaseAsync()).ToString();
        (await MappedAsync(address)).ShouldContain("Npgsql.dll", customMessage: "else this would see nothing");
        var ofFile = await MappedAsync(Path.Combine(home, "netbatch.db"));
        ofFile.ShouldContain("NetBatch.Store.Sqlite.dll");
        ofFile.ShouldNotContain("Npgsql.dll");
        ofFile.ShouldNotContain("NetBatch.Store.Postgres.dll");
    }

    /// <summary>The files, assemblies among them, that a process has mapped which works with a store.</summary>
    private async Task<string> MappedAsync(string store)
    {
        await using var process = NetBatchProcess.Start(["serve", "--store", store],
            new Dictionary<string, string> { ["NETBATCH_HOME"] = home });
        await process.LineAsync(line => line.StartsWith("Going through", StringComparison.Ordinal));
        return await File.ReadAllTextAsync($"/proc/{process.Id}/maps");
    }

    private static Task<(int Exit, string Text)> JobsAsync(string home, params (string Name, string Value)[] environment) =>
        RunAsync(["jobs"], [("NETBATCH_HOME", home), .. environment]);

    private static async Task<(int Exit, string Text)> RunAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        await using var process = NetBatchProcess.Start(arguments, environment.ToDictionary(one => one.Name, one => one.Value));
        var exit = await process.ExitAsync();
        return (exit, process.Text);
    }
}
