using NetBatch.Data.Validating;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Data.Pipelines;

/// <summary>What a step is: a validator by name, or a query, a script or a command that stands beside its name.</summary>
internal sealed class StepForm(YamlMap map, TextProblems problems, Func<string, string?> readFile, IScriptRunner? scripts)
{
    private const string ScriptFile = ".ps1";
    private static readonly (string Word, string? Validator)[] Forms = [("validator", null), ("sql", "custom.query"),
        ("script", "custom.script"), ("command", "custom.command")];

    /// <summary>The validator's name, or null after a problem was added.</summary>
    public string? Validator()
    {
        var given = Forms.Where(form => map.Find(form.Word) is not null).ToArray();
        if (given.Length > 1)
        {
            problems.Add(map.Find(given[0].Word)!,
                $"A step is a validator, a query, a script or a command, and here are "
                    + $"{string.Join(" and ", given.Select(form => $"'{form.Word}'"))}.", "Make a step of each.");
            return null;
        }

        if (given.Length == 0)
        {
            problems.Add(map.Node, "A step needs 'validator', 'sql', 'script' or 'command'.");
            return null;
        }

        var name = map.Filled(given[0].Word) is { } text ? given[0].Validator ?? text : null;
        if (name is not null && map.Find("parameters") is { } parameters && Validators.Find(name)?.NeedsPowerShell != true)
        {
            problems.Add(parameters, "'parameters' are those of a script or a command.", "A validator's own stand under 'with'.");
            return null;
        }

        // A file's text is run as a script is: what is started later, or elsewhere, needs no file.
        return IsFile(map.Find("command")) ? "custom.script" : name;
    }

    /// <summary>The parameters with those that stand beside the step's name.</summary>
    public YamlMappingNode? Arguments(YamlMappingNode? with)
    {
        string[] beside = ["sql", "sourceSql", "script", "command", "parameters"];
        if (beside.All(name => map.Find(name) is null))
        {
            return with;
        }

        var all = new YamlMappingNode(with?.Children ?? Enumerable.Empty<KeyValuePair<YamlNode, YamlNode>>());
        foreach (var name in beside)
        {
            if (map.Find(name) is { } value)
            {
                if (all.Children.Keys.Any(key => $"{key}" == name))
                {
                    problems.Add(value, $"'{name}' stands beside 'with' and in it.", "Write it once.");
                }
                else if (name == "command" && IsFile(value))
                {
                    all.Add("script", FileText((YamlScalarNode)value));
                }
                else
                {
                    all.Add(name, value);
                }
            }
        }

        return all;
    }

    /// <summary>Where the PowerShell stands in its file, after its grammar was checked; null where the step is none.</summary>
    public string? PowerShell(YamlMappingNode? arguments, bool isPowerShell)
    {
        if (!isPowerShell)
        {
            return null;
        }

        var at = map.Find("script") ?? map.Find("command") ?? map.Node;
        if (arguments?.Children.FirstOrDefault(pair => $"{pair.Key}" == "script").Value is YamlScalarNode { Value: { } text })
        {
            foreach (var wrong in scripts?.Check(text) ?? [])
            {
                problems.Add(at, $"Line {wrong.Line}, column {wrong.Column} of the script: {wrong.Message}");
            }
        }

        return $"{problems.File}:{at.Start.Line}:{at.Start.Column}";
    }

    private static bool IsFile(YamlNode? node) =>
        node is YamlScalarNode { Value: { } text } && text.EndsWith(ScriptFile, StringComparison.OrdinalIgnoreCase);

    private YamlScalarNode FileText(YamlScalarNode file)
    {
        if (readFile(file.Value!) is { Length: > 0 } text)
        {
            return new YamlScalarNode(text);
        }

        problems.Add(file, $"The file '{file.Value}' cannot be read, or is empty.", "Its path counts from the pipeline's folder.");
        return new YamlScalarNode(" ");
    }
}
