using NetBatch.Data.Providers;

namespace NetBatch.Data.Tests.Support;

/// <summary>DuckDB's provider package, as <c>./build.sh provider</c> makes it.</summary>
internal static class DuckDb
{
    private static readonly string Driver = Path.Combine(Root(), "out/providers/duckdb/DuckDB.NET.Data.dll");

    public static ProviderDeclaration Declaration { get; } = new("duckdb", Driver, "DuckDB.NET.Data.DuckDBClientFactory", "duckdb");

    /// <summary>Why it cannot be tried; null: it can.</summary>
    public static string? Missing => File.Exists(Driver) ? null : "DuckDB's provider package is not built: ./build.sh provider";

    public static ProviderCatalog In(ProviderCatalog catalog)
    {
        catalog.Add(Declaration);
        return catalog;
    }

    public static DatabaseInstance Instance(string connection) =>
        new() { Id = "duck", Name = "duck", Provider = "duckdb", Connection = connection };

    private static string Root()
    {
        var folder = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder, "NetBatch.PowerShell.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run in the tree.");
        }

        return folder;
    }
}

/// <summary>A test that needs DuckDB's provider package; where it is missing it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DuckDbFactAttribute : FactAttribute
{
    public DuckDbFactAttribute() => Skip = DuckDb.Missing;
}
