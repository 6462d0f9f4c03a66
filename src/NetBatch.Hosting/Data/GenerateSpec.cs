using System.Text.Json;
using System.Text.Json.Nodes;
using NetBatch.Data.Generating;

namespace NetBatch.Hosting;

/// <summary>The work of making up data, as both front ends say it.</summary>
public static class GenerateSpec
{
    /// <summary>The schemas that data can be made up for.</summary>
    public static IReadOnlyList<string> Schemas => DataSchemas.Names;

    /// <summary>The instance that stands for a folder of CSV files.</summary>
    public static DatabaseInstance Folder(string path) =>
        new() { Id = $"csv:{path}", Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) is { Length: > 0 } name ? name : "csv",
            Provider = "csv", Connection = path };

    /// <summary>The work.</summary>
    /// <param name="data">A list of objects with schema, rowCount and seed.</param>
    /// <param name="schemaName">The database's schema, or null.</param>
    /// <param name="replace">Whether tables of the same names are dropped first.</param>
    /// <param name="defects">What to plant.</param>
    /// <param name="defectCount">How many of each, or null.</param>
    public static WorkSpec Work(JsonArray data, string? schemaName, bool replace, IReadOnlyList<string> defects, int? defectCount)
    {
        ArgumentNullException.ThrowIfNull(defects);
        var args = new JsonObject { ["data"] = data, ["replace"] = replace };
        if (schemaName is not null)
        {
            args["schemaName"] = schemaName;
        }

        if (defects.Count > 0)
        {
            args["defects"] = new JsonArray([.. defects.Select(one => JsonValue.Create(one))]);
        }

        if (defectCount is { } count)
        {
            args["defectCount"] = count;
        }

        return new WorkSpec("generate", 1, JsonSerializer.SerializeToElement(args));
    }

    /// <summary>A list of data with the same number of rows and seed for each schema.</summary>
    public static JsonArray Data(IEnumerable<string> schemas, long? rowCount, int? seed)
    {
        ArgumentNullException.ThrowIfNull(schemas);
        return new JsonArray([.. schemas.Select(schema =>
        {
            var one = new JsonObject { ["schema"] = schema };
            if (rowCount is { } rows)
            {
                one["rowCount"] = rows;
            }

            if (seed is { } number)
            {
                one["seed"] = number;
            }

            return one;
        })]);
    }
}
