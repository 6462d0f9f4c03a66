using System.Text.Json;

namespace NetBatch.Data.Pipelines;

/// <summary>The projects that people have defined.</summary>
/// <param name="definitions">Where they are kept.</param>
/// <param name="me">Who keeps them.</param>
public sealed class BatchProjects(IDefinitionStore definitions, Requester me) : BatchDefinitions<BatchProject>(
    definitions, me, new("project", "project", "Get-BatchProject (netbatch projects list)", "New-BatchProject (netbatch projects add)"))
{
    /// <inheritdoc/>
    protected override JsonElement Write(BatchProject definition) => StoredForm.Write(definition);

    /// <inheritdoc/>
    protected override BatchProject Read(Definition kept) => StoredForm.ReadProject(kept.Content);

    /// <inheritdoc/>
    protected override IEnumerable<string> Problems(BatchProject definition)
    {
        if (definition.Pipelines.Count == 0)
        {
            yield return $"The project '{definition.Name}' has no pipeline.";
        }

        foreach (var twice in definition.Pipelines.GroupBy(one => one.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1))
        {
            yield return $"Two pipelines of '{definition.Name}' are named '{twice.Key}'.";
        }

        if (definition.Settings is { } settings)
        {
            foreach (var problem in PipelineSettings.Problems(
                JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement> { ["settings"] = settings })))
            {
                yield return problem.Remedy is null ? problem.Message : $"{problem.Message} {problem.Remedy}";
            }
        }
    }
}
