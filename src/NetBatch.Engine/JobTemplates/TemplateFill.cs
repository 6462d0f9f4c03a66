using System.Text.Json;

namespace NetBatch;

/// <summary>Makes jobs of templates, and finds what is wrong with a template before anybody needs it.</summary>
public static class TemplateFill
{
    private const string PipelineKind = "pipeline";

    /// <summary>The job of a template with these values, without targets; and the targets that the template itself chooses.</summary>
    /// <param name="template">The template.</param>
    /// <param name="values">Values of parameters, by name in any case.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: every problem, a line each.</exception>
    public static FilledTemplate Fill(JobTemplate template, IReadOnlyDictionary<string, JsonElement> values)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(values);
        var checkedValues = Values(template, values);
        var fill = new PlaceholderFill(checkedValues);
        var filter = template.Targets is not { } targets ? null : targets with
        {
            Names = fill.List(targets.Names),
            Platforms = fill.List(targets.Platforms),
            Tags = fill.List(targets.Tags),
            Labels = targets.Labels.ToDictionary(label => label.Key, label => fill.Text(label.Value)),
        };
        var spec = new JobSpec
        {
            Name = fill.Text(template.JobName ?? template.Name.Replace("{", "{{", StringComparison.Ordinal)),
            Description = template.Description is null ? null : fill.Text(template.Description),
            Project = template.Project,
            Tags = fill.List(template.Tags),
            Work = template.Work with { Args = fill.Element(template.Work.Args) },
            Rules = template.Rules,
            Notify = template.Notify,
        };
        var pipelines = template.Pipelines is not { } choice ? null : choice with
        {
            Projects = fill.List(choice.Projects),
            Files = fill.List(choice.Files),
            Instances = fill.List(choice.Instances),
            Source = choice.Source is not { } source ? null : fill.Text(source) is { Length: > 0 } text ? text : null,
        };
        return new FilledTemplate(template, spec, filter, pipelines);
    }

    /// <summary>Why no values could make a job of a template, a sentence each.</summary>
    /// <param name="template">The template.</param>
    /// <param name="catalog">The kinds of work.</param>
    /// <exception cref="NetBatchException">Its kind of work is not known.</exception>
    public static IReadOnlyList<string> Problems(JobTemplate template, WorkCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(catalog);
        var kind = catalog.Find(template.Work.Kind, template.Work.Version);
        List<string> problems = [.. template.Parameters.Select(one => one.Problem()).OfType<string>()];
        problems.AddRange(template.Parameters.GroupBy(one => one.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1)
            .Select(group => $"There are {group.Count()} parameters named '{group.Key}'."));
        problems.AddRange(JobRulesCheck.Problems(template.Rules).Select(problem => problem.Message));
        if (template.Rules.DependsOn is { Count: > 0 })
        {
            problems.Add("A template cannot depend on single jobs; a schedule comes after other schedules (AfterSchedules).");
        }

        problems.AddRange((kind.TargetKind == PipelineKind, template.Pipelines) switch
        {
            (true, null) => [$"The work '{kind.Name}' goes through pipelines, and the template names none: it needs projects or files."],
            (true, { } choice) => choice.Problems(),
            (false, { }) => [$"The work '{kind.Name}' does not go through pipelines, and the template names some."],
            _ => [],
        });
        if (kind.TargetKind == PipelineKind && template.Targets is not null)
        {
            problems.Add($"The work '{kind.Name}' goes through pipelines, which come of projects and files and not of the inventory.");
        }

        if (template.Work.Args.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"The arguments of '{template.Work.Kind}' are not a JSON object.");
        }

        var declared = template.Parameters.Select(one => one.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        problems.AddRange(PlaceholderFill.NamesIn(Texts(template)).Where(name => !declared.Contains(name))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => $"The template has {{{name}}} and no parameter of that name; declare it, or write {{{{{name}}} where the "
                + $"brace itself is meant."));
        foreach (var reference in (CredentialReference?[])[template.Credential, template.EnableCredential, template.JumpCredential])
        {
            if (reference?.Source == CredentialSource.Supplied)
            {
                problems.Add("A template keeps references to secrets only: env:NAME, vault:NAME, key:PATH or agent.");
            }
        }

        return problems;
    }

    private static Dictionary<string, JsonElement> Values(JobTemplate template, IReadOnlyDictionary<string, JsonElement> given)
    {
        List<string> problems = [];
        string? remedy = null;
        Dictionary<string, JsonElement> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (var name in given.Keys.Where(name => !template.Parameters.Any(one => Same(one.Name, name))))
        {
            problems.Add($"The template '{template.Name}' has no parameter '{name}'.");
            remedy = template.Parameters.Count == 0 ? "It takes none."
                : $"It takes: {string.Join(", ", template.Parameters.Select(one => one.Name))}.";
        }

        foreach (var parameter in template.Parameters)
        {
            var value = given.FirstOrDefault(one => Same(one.Key, parameter.Name)).Value;
            try
            {
                if (value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
                {
                    values[parameter.Name] = parameter.Check(value);
                }
                else if (parameter.Default is { } usual)
                {
                    values[parameter.Name] = parameter.Check(usual);
                }
                else if (parameter.Required)
                {
                    problems.Add($"The template '{template.Name}' needs the parameter '{parameter.Name}'"
                        + $"{(parameter.Help.Length > 0 ? $": {parameter.Help}" : ".")}");
                }
            }
            catch (NetBatchException wrong)
            {
                problems.Add(wrong.Message);
                remedy ??= wrong.Remedy;
            }
        }

        return problems.Count == 0 ? values
            : throw new NetBatchException(ErrorCode.InvalidArgument, string.Join(Environment.NewLine, problems), remedy);
    }

    private static IEnumerable<string> Texts(JobTemplate template) =>
    [
        template.JobName ?? "", template.Description ?? "", .. template.Tags, .. PlaceholderFill.TextsOf(template.Work.Args),
        .. template.Targets is { } filter
            ? (IEnumerable<string>)[.. filter.Names, .. filter.Platforms, .. filter.Tags, .. filter.Labels.Values] : [],
        .. template.Pipelines?.Texts ?? [],
    ];

    /// <summary>Whether something of the pipelines is only known when a job is started.</summary>
    public static bool HasOpenPipelines(JobTemplate template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return PlaceholderFill.NamesIn(template.Pipelines?.Texts ?? []).Any();
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
