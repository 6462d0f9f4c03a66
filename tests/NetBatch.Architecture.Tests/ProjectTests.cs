using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace NetBatch.Architecture.Tests;

/// <summary>What may depend on what, held against the assemblies as they are built.</summary>
public sealed class ProjectTests
{
    /// <summary>Everybody may use it; it uses nobody.</summary>
    private const string Leaf = "NetBatch.Text";

    /// <summary>What stores have in common, whatever they are kept in.</summary>
    private const string Tables = "NetBatch.Store";
    private static readonly string[] Fronts = ["NetBatch.PowerShell", "netbatch"];
    private static readonly string[] Projects =
    [
        Tables, "NetBatch.Store.Postgres", "NetBatch.Store.Sqlite", "NetBatch.Ssh", "NetBatch.Inventory", "NetBatch.Remediation",
        "NetBatch.TextFsm", "NetBatch.Lab", "NetBatch.Data", "NetBatch.Archive", "NetBatch.Scheduling",
        "NetBatch.Engine", "NetBatch.Reporting",
    ];

    // What lies below the projects, and no front names either.
    private static readonly string[] Leaves = ["NetBatch.Platforms", Leaf];

    [Fact]
    public void Abstractions_ReferencesOnlyTheFramework() =>
        References("NetBatch.Abstractions")
            .ShouldAllBe(name => name.StartsWith("System", StringComparison.Ordinal) || name == "Microsoft.Win32.Primitives");

    [Fact]
    public void Text_ReferencesNothingOfOurs() => References(Leaf).Where(IsOurs).ShouldBeEmpty();

    [Fact]
    public void Projects_KnowOnlyTheAbstractionsAndTheLeaves()
    {
        foreach (var project in Projects)
        {
            var below = project.StartsWith(Tables + ".", StringComparison.Ordinal) ? Leaves.Append(Tables) : Leaves;
            References(project).Where(IsOurs).Except(below).ShouldBe(["NetBatch.Abstractions"], project);
        }
    }

    [Fact]
    public void Tables_AreSeenByStoresAndWhoOpensThem() => SeenBy(Tables)
        .ShouldBe(["NetBatch.Hosting", "NetBatch.Store.Postgres", "NetBatch.Store.Sqlite"]);

    [Fact]
    public void Npgsql_IsSeenByItsStoreAndItsProviderOnly() => SeenBy("Npgsql").ShouldBe(["NetBatch.Data", "NetBatch.Store.Postgres"]);

    [Fact]
    public void Platforms_KnowOnlyTheAbstractionsAndText() =>
        References("NetBatch.Platforms").Where(IsOurs).Except([Leaf]).ShouldBe(["NetBatch.Abstractions"]);

    [Fact]
    public void Sqlite_IsSeenByItsStoreAndItsProviderOnly() =>
        SeenBy("Microsoft.Data.Sqlite").ShouldBe(["NetBatch.Data", "NetBatch.Store.Sqlite"]);

    [Fact]
    public void SshNet_IsSeenBySshOnly() => SeenBy("Renci.SshNet").ShouldBe(["NetBatch.Ssh"]);

    [Fact]
    public void PowerShell_IsSeenByItsFrontOnly() =>
        SeenBy("System.Management.Automation").ShouldBe(["NetBatch.PowerShell", "NetBatch.PowerShell.Loader"]);

    [Fact]
    public void Ssh_IsStartedByItsProjectOnly()
    {
        // The transport's own types are the only ones that start the client; nobody above may use them but Hosting, which puts them
        // together.
        SeenBy("NetBatch.Ssh").ShouldBe(["NetBatch.Hosting"]);
    }

    [Fact]
    public void Fronts_KnowOnlyAbstractionsAndHosting()
    {
        // What both need stands below them, and what one needs of a project it is given by Hosting.
        foreach (var front in Fronts)
        {
            string[] known = front == "netbatch" ? ["NetBatch.Abstractions", "NetBatch.Cluster", "NetBatch.Hosting", "NetBatch.Lab"]
                : ["NetBatch.Abstractions", "NetBatch.Hosting"];
            References(front).Where(IsOurs).Except([Leaf]).Order(StringComparer.Ordinal).ToArray().ShouldBe(known, front);
        }
    }

    [Fact]
    public void Lab_IsSeenByTheProgramOnly()
    {
        // It is for rehearsing; the module is installed on machines that work on real devices.
        SeenBy("NetBatch.Lab").ShouldBe(["netbatch"]);
        File.Exists(Path.Combine(Path.GetDirectoryName(FileOf("NetBatch.PowerShell"))!, "NetBatch.Lab.dll")).ShouldBeFalse();
    }

    [Fact]
    public void Cluster_IsSeenByTheProgramOnly()
    {
        // The module leaves its jobs to hubs in the store, and needs neither the workers nor NATS.
        SeenBy("NetBatch.Cluster").ShouldBe(["netbatch"]);
        SeenBy("NATS.Client.Core").ShouldBe(["NetBatch.Cluster"]);
        Directory.EnumerateFiles(Path.GetDirectoryName(FileOf("NetBatch.PowerShell"))!, "NATS*").ShouldBeEmpty();
    }

    [Fact]
    public void Hosting_IsSeenByTheFrontsOnly() =>
        SeenBy("NetBatch.Hosting").ShouldBe(["NetBatch.PowerShell", "netbatch"], ignoreOrder: true);

    [Fact]
    public void Fronts_CarryEveryProject()
    {
        // They do not name the projects, so nothing but this says that the projects lie beside them.
        foreach (var front in Fronts)
        {
            Projects.Concat(Leaves).Except(["NetBatch.Lab"])
                .ShouldAllBe(project => File.Exists(Path.Combine(Path.GetDirectoryName(FileOf(front))!, project + ".dll")), front);
        }
    }

    private static IReadOnlyList<string> SeenBy(string assembly) =>
        [.. Assemblies().Where(one => References(one).Contains(assembly)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Assemblies() =>
        Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")).Select(folder => Path.GetFileName(folder))
            .Select(name => name == "NetBatch.Cli" ? "netbatch" : name);

    [Fact]
    public void Hosting_ShowsNoProjectToTheFronts()
    {
        // A member that gives or takes a project's type could not be used by a front at all.
        const BindingFlags Shown = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var leaks =
            from type in Assembly.LoadFrom(FileOf("NetBatch.Hosting")).GetExportedTypes()
            from member in type.GetMembers(Shown)
            from used in TypesOf(member).Append(type.BaseType).SelectMany(Parts)
            where Projects.Concat(Leaves).Contains(used.Assembly.GetName().Name)
            select $"{type.Name}.{member.Name}: {used.Name}";

        leaks.ShouldBeEmpty();
    }

    private static IEnumerable<Type?> TypesOf(MemberInfo member) => member switch
    {
        MethodInfo method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType),
        ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
        PropertyInfo property => [property.PropertyType],
        FieldInfo field => [field.FieldType],
        _ => [],
    };

    /// <summary>A type and those that it is made of: of <c>Task&lt;IReadOnlyList&lt;T&gt;&gt;</c> the T, too.</summary>
    private static IEnumerable<Type> Parts(Type? type) => type switch
    {
        null => [],
        { HasElementType: true } => Parts(type.GetElementType()),
        _ => type.GetGenericArguments().SelectMany(Parts).Prepend(type),
    };

    private static bool IsOurs(string assembly) => assembly.StartsWith("NetBatch.", StringComparison.Ordinal);

    private static IReadOnlyList<string> References(string assembly)
    {
        using var file = File.OpenRead(FileOf(assembly));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    private static string FileOf(string assembly)
    {
        var project = assembly == "netbatch" ? "NetBatch.Cli" : assembly;
        var output = Path.GetDirectoryName(typeof(ProjectTests).Assembly.Location)!;
        var configuration = Path.GetFileName(Path.GetDirectoryName(output))!;
        return Path.Combine(Repository.Root, "src", project, "bin", configuration, Path.GetFileName(output), $"{assembly}.dll");
    }
}
