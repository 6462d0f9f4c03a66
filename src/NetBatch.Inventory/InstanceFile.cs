using NetBatch.Inventory.Fields;
using NetBatch.Inventory.Instances;
using NetBatch.Inventory.Problems;
using NetBatch.Inventory.Readers;

namespace NetBatch.Inventory;

/// <summary>Reads instances from files (CSV, JSON, YAML) and from named values. A file is taken whole or not at all.</summary>
public static class InstanceFile
{
    /// <summary>Reads the instances of a file.</summary>
    /// <param name="path">The file; relative paths of SQLite files in it are relative to its folder.</param>
    /// <returns>The instances in the file's order.</returns>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidInventory"/>: lines that cannot be used, with line, column and
    /// remedy;
    /// <see cref="ErrorCode.DuplicateTarget"/>: two have one name; <see cref="ErrorCode.NoTargets"/>: there is none.</exception>
    public static IReadOnlyList<DatabaseInstance> Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var source = Path.GetFileName(path);
        var text = InventoryFile.ReadText(path, source);
        var problems = new ProblemList(source);
        var rows = (FormatDetection.ByName(path) ?? FormatDetection.ByContent(text)) switch
        {
            InventoryFormat.Csv => CsvRows.Read(text, problems, isNetBox: false),
            InventoryFormat.Json => NodeRows.Read(JsonNodes.Read(text, problems), problems),
            InventoryFormat.Yaml => NodeRows.Read(YamlNodes.Read(text, problems), problems),
            _ => throw new NetBatchException(ErrorCode.InvalidInventory, $"{source} is neither CSV, JSON nor YAML.",
                "Instances come in these forms."),
        };
        var mapper = new InstanceMapper(Path.GetDirectoryName(Path.GetFullPath(path))!);
        List<DatabaseInstance> instances = [];
        Dictionary<string, int?> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows)
        {
            if (mapper.Map(row, problems, out var name) is { } instance)
            {
                instances.Add(instance);
            }

            if (name is not null && !names.TryAdd(name, row.Line))
            {
                problems.Add(row.Line, null, $"the name {QuotedText.Of(name)} stands on line {names[name]} already.",
                    "Give each instance its own name.", ErrorCode.DuplicateTarget);
            }
        }

        problems.ThrowIfAny();
        return instances.Count > 0 ? instances
            : throw new NetBatchException(ErrorCode.NoTargets, $"{source} holds no instance.", "Give it at least one.");
    }

    /// <summary>The name of named values that hold one and nothing of how the instance is reached; else null.</summary>
    public static string? NameAlone(IEnumerable<KeyValuePair<string, object?>> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var known = fields.Where(pair => !Values.IsBlank(pair.Value))
            .ToLookup(pair => InstanceMapper.Meaning(FieldNames.Normalize(pair.Key)), pair => Values.Text(pair.Value));
        return known.Any(one => one.Key is "connection" or "credential" or "user" or "provider") ? null : known["name"].FirstOrDefault();
    }

    /// <summary>Makes an instance of named values: name, provider, connection, region, credential, tags; others become labels.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: lists every field that cannot be used.</exception>
    public static DatabaseInstance ToInstance(IEnumerable<KeyValuePair<string, object?>> fields, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var problems = new ProblemList(null);
        var instance = new InstanceMapper(folder ?? Environment.CurrentDirectory)
            .Map(new FieldRow(null, [.. fields.Select(pair => new Field(pair.Key, pair.Value, null))]), problems, out _);
        problems.ThrowIfAny(ErrorCode.InvalidArgument);
        return instance!;
    }
}
