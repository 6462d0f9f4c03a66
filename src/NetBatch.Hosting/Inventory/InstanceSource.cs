using NetBatch.Inventory;

namespace NetBatch.Hosting;

/// <summary>Instances as people give them: as rows of named values, in files.</summary>
public static class InstanceSource
{
    /// <summary>An instance of named values: name, provider, connection, region, credential, tags; others become labels.</summary>
    /// <param name="fields">The values; a name may come once.</param>
    /// <param name="folder">What relative paths of SQLite files are relative to; null: the process's folder.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: every field that cannot be used.</exception>
    public static DatabaseInstance FromFields(IEnumerable<KeyValuePair<string, object?>> fields, string? folder = null) =>
        InstanceFile.ToInstance(fields, folder);

    /// <summary>The name of a row that says no more of how an instance is reached, and so means one of the inventory; null: it says
    /// more.</summary>
    public static string? NameAlone(IEnumerable<KeyValuePair<string, object?>> fields) => InstanceFile.NameAlone(fields);

    /// <summary>The instances of a file, whole or not at all: CSV, JSON, YAML. Relative paths of SQLite files in it are relative to its
    /// folder.</summary>
    /// <exception cref="NetBatchException">The file cannot be read, or lines of it cannot be used: each with line, column and
    /// remedy.</exception>
    public static IReadOnlyList<DatabaseInstance> FromFile(string path) => InstanceFile.Read(path);
}
