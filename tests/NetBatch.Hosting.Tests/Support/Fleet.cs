using System.Diagnostics;
using Microsoft.Data.Sqlite;
using NetBatch.Inventory;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Support;

/// <summary>A lab, an inventory of it, and a folder for stores: what a test of whole jobs stands on.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private Fleet(LabHost lab, string folder)
    {
        Lab = lab;
        Folder = folder;
        Store = Path.Combine(folder, "jobs.db");
        Temporary = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName;
    }

    public LabHost Lab { get; }

    /// <summary>All that belongs to this test.</summary>
    public string Folder { get; }

    /// <summary>The store's file; a test may go on with another one.</summary>
    public string Store { get; set; }

    /// <summary>Where the program's processes put their short-lived files.</summary>
    public string Temporary { get; }

    /// <summary>The lab's devices as a CSV file.</summary>
    public string Inventory => Path.Combine(Folder, "inventory.csv");

    public static async Task<Fleet> StartAsync(LabSpec spec, CredentialReference? credential = null)
    {
        var fleet = new Fleet(await LabHost.StartAsync(spec), Directory.CreateTempSubdirectory("netbatch-e2e-").FullName);
        fleet.WriteInventory(fleet.Lab.Devices(credential));
        return fleet;
    }

    public void WriteInventory(IEnumerable<Device> devices)
    {
        using var file = new StreamWriter(Inventory);
        InventoryFile.WriteCsv(devices, file);
    }

    /// <summary>Starts the program on this store.</summary>
    public NetBatchProcess Start(IEnumerable<string> arguments, string input = "") =>
        NetBatchProcess.Start(["--store", Store, .. arguments],
            new Dictionary<string, string> { ["TMPDIR"] = Temporary, ["XDG_RUNTIME_DIR"] = Temporary }, input);

    public NetBatchProcess Start(params string[] arguments) => Start((IEnumerable<string>)arguments);

    /// <summary>Runs the program to its end as the account nobody, in these groups.</summary>
    public async Task<(int Exit, string Text)> RunAsNobodyAsync(string groups, params string[] arguments)
    {
        var home = Directory.CreateTempSubdirectory("netbatch-nobody-").FullName;
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(home, (UnixFileMode)0b111_111_111);
            }

            await using var process = NetBatchProcess.Start(
                ["--store", Store, .. arguments], new Dictionary<string, string> { ["TMPDIR"] = home, ["HOME"] = home },
                through: NetBatchProcess.AsNobody(groups));
            var exit = await process.ExitAsync();
            return (exit, process.Text);
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    /// <summary>Runs the program to its end.</summary>
    public async Task<(int Exit, string Text)> RunAsync(params string[] arguments)
    {
        await using var process = Start(arguments);
        var exit = await process.ExitAsync();
        return (exit, process.Text);
    }

    /// <summary>Opens the store in this process.</summary>
    public Task<NetBatchHost> OpenAsync() =>
        NetBatchHost.OpenAsync(new HostOptions { StorePath = Store, Program = "tests" }, CancellationToken.None);

    /// <summary>What SQLite says of the file: <c>ok</c>.</summary>
    public Task<string> IntegrityAsync() => AskAsync("PRAGMA integrity_check");

    /// <summary>Whether nobody holds the file's write lock at this moment.</summary>
    public async Task<bool> IsWritableAsync()
    {
        try
        {
            await AskAsync("BEGIN IMMEDIATE");
            return true;
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode == 5)
        {
            return false;
        }
    }

    /// <summary>Waits for what other processes bring about; false when it has not come in time.</summary>
    public static async Task<bool> WithinAsync(TimeSpan most, Func<Task<bool>> holds)
    {
        var since = Stopwatch.StartNew();
        while (!await holds())
        {
            if (since.Elapsed > most)
            {
                return false;
            }

            await Task.Delay(20);
        }

        return true;
    }

    public static Task<bool> WithinAsync(TimeSpan most, Func<bool> holds) => WithinAsync(most, () => Task.FromResult(holds()));

    private async Task<string> AskAsync(string sql)
    {
        // In seconds; the least there is. Closing rolls back what was begun.
        var file = new SqliteConnectionStringBuilder { DataSource = Store, Pooling = false, DefaultTimeout = 1 };
        await using var connection = new SqliteConnection(file.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync() as string ?? "";
    }

    public async ValueTask DisposeAsync()
    {
        await Lab.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
