using System.CommandLine;
using System.Text.Json.Nodes;
using NetBatch.Cli.Options;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch metadata</c>: what databases say of their tables.</summary>
internal static class MetadataCommand
{
    public static Command Create()
    {
        var schema = new Option<string?>("--schema-name") { Description = "Only this schema. Default: all that are no system schemas." };
        var tables = new Option<string[]>("--table") { Description = "Only these tables and views; * and ? are wildcards.",
            AllowMultipleArgumentsPerToken = true };
        var noCount = new Option<bool>("--no-count") { Description = "Do not count rows." };
        var declared = new Option<bool>("--declared-only") { Description = "Infer no relationships." };
        var command = new Command("metadata", "Read tables, columns, types, keys, indexes, row counts and relationships.") { schema, tables,
            noCount, declared };
        return new JobStarter(where: new InstanceOptions(), usual: _ => DataRules.Usual).AddTo(command, parsed =>
        {
            var args = new JsonObject { ["count"] = !parsed.GetValue(noCount), ["infer"] = !parsed.GetValue(declared) };
            if (parsed.GetValue(schema) is { } name)
            {
                args["schemaName"] = name;
            }

            if (parsed.GetValue(tables) is { Length: > 0 } chosen)
            {
                args["tables"] = new JsonArray([.. chosen.Select(one => JsonValue.Create(one))]);
            }

            return (new WorkSpec("metadata", 1, JobStarter.Args(args)), "metadata");
        });
    }
}
