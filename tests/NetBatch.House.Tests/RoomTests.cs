using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace NetBatch.House.Tests;

/// <summary>What may depend on what, held against the assemblies as they are built.</summary>
public sealed class RoomTests
{
    private static readonly string[] FrontDoors = ["NetBatch.PowerShell", "netbatch"];
    private static readonly string[] Rooms =
    [
        "NetBatch.Store.Sqlite", "NetBatch.Ssh", "NetBatch.Inventory", "NetBatch.Remediation", "NetBatch.TextFsm", "NetBatch.Lab",
        "NetBatch.Data", "NetBatch.Scheduling",
    ];

    [Fact]
    public void Engine_ReferencesOnlyTheFramework() =>
        References("NetBatch.Engine").ShouldAllBe(name => name.StartsWith("System", StringComparison.Ordinal) || name == "Microsoft.Win32.Primitives");

    [Fact]
    public void Rooms_KnowOnlyTheEngine()
    {
        foreach (var room in Rooms)
        {
            References(room).Where(name => name.StartsWith("NetBatch.", StringComparison.Ordinal)).ShouldBe(["NetBatch.Engine"], room);
        }
    }

    [Fact]
    public void Sqlite_IsSeenByItsStoreAndItsProviderOnly() => SeenBy("Microsoft.Data.Sqlite").ShouldBe(["NetBatch.Data", "NetBatch.Store.Sqlite"]);

    [Fact]
    public void PowerShell_IsSeenByItsFrontDoorOnly() => SeenBy("System.Management.Automation").ShouldBe(["NetBatch.PowerShell"]);

    [Fact]
    public void Ssh_IsStartedByItsRoomOnly()
    {
        // The transport's own types are the only ones that start the client; nobody above may use them but Hosting, which puts them together.
        SeenBy("NetBatch.Ssh").ShouldBe(["NetBatch.Hosting"]);
    }

    [Fact]
    public void FrontDoors_DoNotKnowTheStore()
    {
        foreach (var door in FrontDoors)
        {
            References(door).ShouldNotContain("NetBatch.Store.Sqlite", door);
        }
    }

    private static IReadOnlyList<string> SeenBy(string assembly) =>
        [.. Assemblies().Where(one => References(one).Contains(assembly)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Assemblies() =>
        Directory.EnumerateDirectories(Path.Combine(Root(), "src")).Select(folder => Path.GetFileName(folder))
            .Select(name => name == "NetBatch.Cli" ? "netbatch" : name);

    private static IReadOnlyList<string> References(string assembly)
    {
        var project = assembly == "netbatch" ? "NetBatch.Cli" : assembly;
        var output = Path.GetDirectoryName(typeof(RoomTests).Assembly.Location)!;
        var configuration = Path.GetFileName(Path.GetDirectoryName(output))!;
        using var file = File.OpenRead(Path.Combine(Root(), "src", project, "bin", configuration, Path.GetFileName(output), $"{assembly}.dll"));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    private static string Root()
    {
        var folder = Path.GetDirectoryName(typeof(RoomTests).Assembly.Location)!;
        while (!File.Exists(Path.Combine(folder, "NetBatch.PowerShell.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
