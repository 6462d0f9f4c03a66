using System.Text.Json;
using System.Text.Json.Nodes;
using NetBatch.Data.Validating;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Data.Pipelines;

/// <summary>Reads pipelines from YAML and checks every name and value in them, with line and column.</summary>
public static class PipelineReader
{
    /// <summary>The pipeline of a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">The file's name, for problems.</param>
    /// <param name="folder">From where files that it names are read; null: none may be named.</param>
    /// <param name="scripts">Checks the grammar of steps that are PowerShell; null: nobody does.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: every problem, a line each.</exception>
    public static PipelineDefinition Read(string text, string file, string? folder, IScriptRunner? scripts = null)
    {
        var (pipeline, problems) = Check(text, file, folder, scripts);
        return pipeline ?? throw new NetBatchException(ErrorCode.InvalidArgument, string.Join(Environment.NewLine, problems),
            "Check the file with Test-BatchPipeline (netbatch pipeline --check).");
    }

    /// <summary>The pipeline of a text where nothing is wrong with it, and what is.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">The file's name, for problems.</param>
    /// <param name="folder">From where files that it names are read; null: none may be named.</param>
    /// <param name="scripts">Checks the grammar of steps that are PowerShell; null: nobody does.</param>
    public static (PipelineDefinition? Pipeline, IReadOnlyList<PipelineProblem> Problems) Check(string text, string file, string? folder,
        IScriptRunner? scripts = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var problems = new TextProblems(file);
        var pipeline = YamlText.Mapping(text, problems) is { } root
            ? new Reading(problems, folder, scripts).Pipeline(root, Path.GetFileNameWithoutExtension(file)) : null;
        return problems.Count == 0
            ? (pipeline, [])
            : (null, [.. problems.All.Select(one => new PipelineProblem(one.File, one.Line, one.Column, one.Message, one.Remedy))]);
    }

    private sealed class Reading(TextProblems problems, string? folder, IScriptRunner? scripts)
    {
        private const int LongestName = 200;
        private readonly Dictionary<string, TableMapping> mappings = new(StringComparer.Ordinal);

        public PipelineDefinition Pipeline(YamlMap map, string otherwise)
        {
            map.Done("name", "description", "metadata", "source", "target", "timeZone", "stopOnError", "mappings", "steps");
            var source = map.Filled("source");
            foreach (var name in (string[])["source", "target", "timeZone", "mappings"])
            {
                // What is left empty is told where it is read.
                if (map.Find(name) is { } given && YamlNull.In(given, inMaps: true) is YamlScalarNode { Value.Length: > 0 } none)
                {
                    problems.Add(none, $"'{name}' has no value here.", YamlNull.Remedy);
                }
            }

            var zone = map.Filled("timeZone");
            if (zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            {
                problems.Add(map.Find("timeZone")!, $"This machine knows no time zone '{zone}'.",
                    "Write a name such as Europe/Berlin or UTC.");
            }

            Mappings(map);
            return new PipelineDefinition
            {
                Name = map.Filled("name") ?? otherwise,
                Description = map.Filled("description"),
                Metadata = map.Pairs("metadata"),
                Source = source,
                Target = map.Filled("target"),
                TimeZone = zone,
                StopOnError = map.Flag("stopOnError"),
                // The source may be given by whoever starts it; only a pipeline that names its target alone is held to have none.
                Steps = Steps(map, hasSource: source is not null || !map.Has("target")),
            };
        }

        private void Mappings(YamlMap pipeline)
        {
            foreach (var (name, mapping) in pipeline.Named("mappings", (name, map) => (name, Mapping(name, map))))
            {
                if (mapping is not null)
                {
                    mappings[name] = mapping;
                }
            }
        }

        private TableMapping? Mapping(string name, YamlMap map)
        {
            var source = map.Filled("source");
            var table = map.Filled("target") ?? source;
            if (table is null)
            {
                problems.Add(map.Node, $"The mapping '{name}' names no table.", "Write source, target or both.");
            }

            var (key, columns, where, sourceWhere) = (map.Texts("key"), map.Pairs("columns"), map.Filled("where"),
                map.Filled("sourceWhere"));
            return table is null ? null : new TableMapping(table, source ?? table, key, columns, where, sourceWhere);
        }

        private List<PipelineStep> Steps(YamlMap pipeline, bool hasSource)
        {
            List<PipelineStep> steps = [];
            if (pipeline.Find("steps") is not YamlSequenceNode { Children.Count: > 0 } list)
            {
                problems.Add(pipeline.Find("steps") ?? pipeline.Node, "A pipeline needs 'steps', a list with at least one.",
                    "Write - validator: quality.count, and its parameters under 'with'.");
                return steps;
            }

            HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
            foreach (var node in list.Children)
            {
                if (node is not YamlMappingNode one)
                {
                    problems.Add(node, "A step is a mapping.", "Write - validator: quality.count, and its parameters under 'with'.");
                }
                else if (Step(one, hasSource) is { } step)
                {
                    // Two steps without a name may be the same check of two tables, whose name is made of both.
                    if (!names.Add(step.Name))
                    {
                        problems.Add(one, $"Another step is named '{step.Name}', too.", "Give it a name of its own.");
                    }

                    steps.Add(step);
                }
            }

            return steps;
        }

        private PipelineStep? Step(YamlMappingNode node, bool hasSource)
        {
            var map = new YamlMap(node, problems);
            map.Done("name", "validator", "sql", "sourceSql", "script", "command", "parameters", "mapping", "with", "severity");
            var form = new StepForm(map, problems, ReadFile, scripts);
            if (form.Validator() is not { } chosen || Known(map, chosen) is not { } validator)
            {
                return null;
            }

            var mapping = Mapping(map);
            if (mapping is null && map.Find("mapping") is not null)
            {
                return null;
            }

            var with = map.Find("with");
            if (with is not (null or YamlMappingNode))
            {
                problems.Add(with, "'with' is no mapping of parameters.");
                return null;
            }

            var written = form.Arguments((YamlMappingNode?)with);
            var at = form.PowerShell(written, validator.NeedsPowerShell);
            if (new StepArguments(validator, problems, ReadFile).Read(node, written, mapping, hasSource) is not { } args)
            {
                return null;
            }

            var severity = map.Filled("severity");
            if (severity is not (null or "error" or "warning"))
            {
                problems.Add(map.Find("severity")!, $"There is no severity '{severity}'.", "It may be error or warning.");
            }

            var name = map.Filled("name") ?? $"{validator.Name} {Subject(args)}".TrimEnd();
            if (name.Length > LongestName)
            {
                problems.Add(map.Find("name") ?? node, $"The step's name has {name.Length} characters; it may have {LongestName}.");
            }

            return new PipelineStep(name, validator.Name, args, severity == "warning", at);
        }

        private Validator? Known(YamlMap map, string name)
        {
            if (Validators.Find(name) is { } found)
            {
                return found;
            }

            var near = Validators.All.Where(one =>
                one.Name.Split('.')[1].Contains(name.Split('.')[^1], StringComparison.OrdinalIgnoreCase)
                    || one.Name.StartsWith(name.Split('.')[0] + ".", StringComparison.OrdinalIgnoreCase)).Select(one => one.Name).ToArray();
            problems.Add(map.Find("validator")!, $"There is no validator '{name}'.",
                $"There are: {string.Join(", ", near.Length > 0 ? near : Validators.All.Select(one => one.Name))}.");
            return null;
        }

        private TableMapping? Mapping(YamlMap map)
        {
            if (map.Filled("mapping") is not { } name)
            {
                return null;
            }

            if (mappings.TryGetValue(name, out var found))
            {
                return found;
            }

            problems.Add(map.Find("mapping")!, $"There is no mapping '{name}'.",
                mappings.Count == 0 ? "Write it under 'mappings'." : $"There are: {string.Join(", ", mappings.Keys)}.");
            return null;
        }

        private static string Subject(JsonElement args)
        {
            if (args.TryGetProperty("command", out var command))
            {
                return $"{command}";
            }

            var table = args.TryGetProperty("table", out var one) ? one.GetString() : null;
            var column = args.TryGetProperty("column", out var two) ? two.GetString() : null;
            return column is null ? table ?? "" : $"{table}.{column}";
        }

        private string? ReadFile(string name)
        {
            try
            {
                return folder is null ? null : File.ReadAllText(Path.Combine(folder, name));
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
            {
                return null;
            }
        }
    }
}
