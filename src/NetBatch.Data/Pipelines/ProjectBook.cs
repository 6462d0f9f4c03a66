using System.Runtime.CompilerServices;
using System.Text.Json;

namespace NetBatch.Data.Pipelines;

/// <summary>The projects that people have defined.</summary>
/// <param name="definitions">Where they are kept.</param>
public sealed class ProjectBook(IDefinitionStore definitions)
{
    /// <summary>The sort of their definitions.</summary>
    public const string Sort = "project";

    /// <summary>Keeps a project, or replaces the one of its name.</summary>
    /// <param name="project">The project.</param>
    /// <param name="onlyNew">Refuse where there is one of that name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it cannot be used; every problem, a line each.</exception>
    public Task SaveAsync(BatchProject project, bool onlyNew, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(project);
        var problems = Problems(project).ToList();
        return problems.Count == 0
            ? definitions.SaveAsync(new Definition(Sort, project.Name, StoredForm.Write(project)), onlyNew, cancellationToken)
            : throw new NetBatchException(ErrorCode.InvalidArgument, string.Join(Environment.NewLine, problems));
    }

    /// <summary>Projects by name (wildcards <c>*</c> and <c>?</c>, any case), sorted by name; all where no name is given.</summary>
    public async IAsyncEnumerable<BatchProject> ReadAsync(IReadOnlyList<string> names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var definition in definitions.ReadAsync(Sort, names, cancellationToken).ConfigureAwait(false))
        {
            yield return StoredForm.ReadProject(definition.Content) with { ChangedAt = definition.ChangedAt, ChangedBy = definition.ChangedBy };
        }
    }

    /// <summary>Projects by name or wildcard, each of which must match one.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: a name matches none.</exception>
    public async Task<IReadOnlyList<BatchProject>> FindAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(names);
        List<BatchProject> found = [];
        foreach (var name in names)
        {
            var before = found.Count;
            var any = false;
            await foreach (var project in ReadAsync([name], cancellationToken).ConfigureAwait(false))
            {
                any = true;
                if (found.Take(before).All(one => one.Name != project.Name))
                {
                    found.Add(project);
                }
            }

            if (!any)
            {
                throw new NetBatchException(ErrorCode.InvalidArgument, $"There is no project '{name}'.", "Define one with New-BatchProject (netbatch projects add); Get-BatchProject (netbatch projects list) lists them.");
            }
        }

        return found;
    }

    /// <summary>Forgets a project; false where there was none. Jobs keep their own copy.</summary>
    public Task<bool> RemoveAsync(string name, CancellationToken cancellationToken) => definitions.RemoveAsync(Sort, name, cancellationToken);

    private static IEnumerable<string> Problems(BatchProject project)
    {
        if (string.IsNullOrWhiteSpace(project.Name) || project.Name.Length > 200 || project.Name.AsSpan().IndexOfAny("*?\r\n\t") >= 0)
        {
            yield return $"The project's name is '{project.Name}'; it needs 1 to 200 characters on one line, without * and ?.";
        }

        if (project.Pipelines.Count == 0)
        {
            yield return $"The project '{project.Name}' has no pipeline.";
        }

        foreach (var twice in project.Pipelines.GroupBy(one => one.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            yield return $"Two pipelines of '{project.Name}' are named '{twice.Key}'.";
        }

        if (project.Settings is { } settings)
        {
            foreach (var problem in PipelineSettings.Problems(JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement> { ["settings"] = settings })))
            {
                yield return problem.Remedy is null ? problem.Message : $"{problem.Message} {problem.Remedy}";
            }
        }
    }
}
