using System.CommandLine;
using System.Text.Json;
using NetBatch.Cli.Options;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch workflow run</c>: one workflow on many instances.</summary>
internal static class WorkflowCommand
{
    public static Command Create() => new("workflow", "Run a workflow.") { Run() };

    private static Command Run()
    {
        var name = new Argument<string>("workflow") { Description = "The workflow's name." };
        var parameters = new Option<string[]>("--parameter") { Description = "name=value for all instances.",
            AllowMultipleArgumentsPerToken = true };
        var own = new Option<string[]>("--instance-parameter") { Description = "instance:name=value for one instance, over --parameter.",
            AllowMultipleArgumentsPerToken = true };
        var rows = new Option<int?>("--row-limit")
        {
            Description = "The most rows an instance may give. Default: the workflow's, else 1000000.",
        };
        var folder = new Option<DirectoryInfo?>("--csv-folder")
        {
            Description = "A folder: each instance's rows go straight into a CSV file of its name there, and not into the store.",
        };
        var allowChange = new Option<bool>("--allow-change") { Description = "Run a query that may change the instances." };
        var command = new Command("run", "Run a workflow on many instances in batches and keep their rows.") { name, parameters, own, rows,
            folder, allowChange };
        return new JobStarter(where: new InstanceOptions(), usual: _ => DataRules.Usual).AddTo(
            command,
            parsed => (new WorkSpec("workflow", 1, JobStarter.Args(new { })), parsed.GetRequiredValue(name)),
            async (parsed, host, spec, cancellationToken) =>
            {
                var values = Pairs.Read(parsed.GetValue(parameters), "--parameter").ToList();
                var made = await WorkflowSpec.MakeAsync(
                    host,
                    parsed.GetRequiredValue(name),
                    values.Count == 0 ? null : Json(values),
                    Own(parsed.GetValue(own)).GroupBy(one => one.Instance, one => one.Pair, StringComparer.OrdinalIgnoreCase)
                        .Select(group => KeyValuePair.Create(group.Key, Json(group))),
                    parsed.GetValue(allowChange),
                    parsed.GetValue(rows),
                    parsed.GetValue(folder)?.FullName,
                    cancellationToken);
                return spec with { Work = made.Work, TargetArgs = made.TargetArgs };
            });
    }

    private static IEnumerable<(string Instance, KeyValuePair<string, string> Pair)> Own(string[]? texts)
    {
        foreach (var text in texts ?? [])
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            yield return colon > 0
                ? (text[..colon], Pairs.Read([text[(colon + 1)..]], "--instance-parameter").Single())
                : throw new NetBatchException(ErrorCode.InvalidArgument, $"--instance-parameter has '{text}'.",
                    "Write instance:name=value.");
        }
    }

    private static JsonElement Json(IEnumerable<KeyValuePair<string, string>> values)
    {
        var all = values.ToLookup(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        return JsonSerializer.SerializeToElement(all.ToDictionary(group => group.Key, group => group.Last()));
    }
}
