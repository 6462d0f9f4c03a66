using System.Text.Json;
using NetBatch.Data.Pipelines;

namespace NetBatch.Hosting;

/// <summary>Pipelines with their databases, as the targets of a job.</summary>
public static class PipelineTargets
{
    /// <summary>The pipelines of files.</summary>
    /// <param name="host">The host, whose inventory has the instances that they name.</param>
    /// <param name="files">The files.</param>
    /// <param name="instances">The instances to check, in the place of those that the files name; each pipeline is run on each. Empty: the
    /// files' own.</param>
    /// <param name="source">The instance to compare with, by name, in the place of those that the files name; or null.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NetBatchException">What is wrong in any file, with line and column; or an instance that is not known.</exception>
    public static async Task<IReadOnlyList<Target>> FromFilesAsync(
        NetBatchHost host, IReadOnlyList<string> files, IReadOnlyList<DatabaseInstance> instances, string? source,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        return await OfAsync(host, null, await ReadAsync(files, host.Options.Scripts, cancellationToken).ConfigureAwait(false), instances,
            source, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The pipelines that a template chooses: those of its projects, then those of its files.</summary>
    /// <exception cref="NetBatchException">A project, a file or an instance that is not there, or what is wrong in a file.</exception>
    public static async Task<IReadOnlyList<Target>> ChosenAsync(NetBatchHost host, PipelineChoice choice,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(choice);
        var projects = await FromProjectsAsync(host,
            await host.Projects.ToUseAsync(choice.Projects, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);
        var instances = (await TargetSelection.ToStartAsync(host.Store.Targets, "instance", choice.Instances, cancellationToken)
            .ConfigureAwait(false)).Cast<DatabaseInstance>().ToArray();
        return [.. projects,
            .. await FromFilesAsync(host, [.. choice.Files.SelectMany(FilesOf)], instances, choice.Source, cancellationToken)
                .ConfigureAwait(false)];
    }

    /// <summary>The files of a full path, whose last part may hold wildcards.</summary>
    private static string[] FilesOf(string path)
    {
        if (!Path.IsPathFullyQualified(path))
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"The path '{path}' of a pipeline's file is not a full one.",
                "Jobs of a template may start in any folder; write the whole path.");
        }

        var (folder, name) = (Path.GetDirectoryName(path), Path.GetFileName(path));
        if (!Wildcard.Has(name))
        {
            return [path];
        }

        string[] found = Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, name, new EnumerationOptions()).Order(NaturalOrder.Instance)]
            : [];
        return found.Length > 0 ? found
            : throw new NetBatchException(ErrorCode.NoTargets, $"No file is '{path}'.", "Look at the folder and the pattern.");
    }

    /// <summary>The pipelines of projects; each is told apart by the project's name in front of its own.</summary>
    /// <exception cref="NetBatchException">A project or an instance that is not known.</exception>
    public static async Task<IReadOnlyList<Target>> FromProjectsAsync(NetBatchHost host, IReadOnlyList<BatchProject> projects,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(projects);
        List<Target> targets = [];
        foreach (var project in projects)
        {
            DatabaseInstance[] instances = project.Instances.Count == 0 ? []
                : [.. (await TargetSelection.ToStartAsync(host.Store.Targets, "instance", project.Instances, cancellationToken)
                    .ConfigureAwait(false)).Cast<DatabaseInstance>()];
            targets.AddRange(await OfAsync(
                host, project.Name, [.. project.Pipelines.Select(one => PipelineDefinition.FromJson(one.Definition))], instances,
                project.Source, cancellationToken).ConfigureAwait(false));
        }

        return targets;
    }

    /// <summary>The job of running projects, but for its targets: their names, and the settings they agree on.</summary>
    /// <param name="projects">The projects.</param>
    /// <param name="andFiles">Whether pipelines of files are run with them; they have no settings.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: two have different settings, which one job cannot
    /// have.</exception>
    public static JobSpec SpecOf(IReadOnlyList<BatchProject> projects, bool andFiles = false)
    {
        ArgumentNullException.ThrowIfNull(projects);
        if (projects.Count == 0 && !andFiles)
        {
            throw new NetBatchException(ErrorCode.NoTargets, "No project has that name, so there is nothing to work on.",
                "Get-BatchProject (netbatch projects list) lists them.");
        }

        string?[] settings = [
            .. projects.Select(project => project.Settings?.GetRawText()).Concat(andFiles ? [null] : Array.Empty<string?>())
                .Distinct(StringComparer.Ordinal)];
        if (settings.Length > 1)
        {
            var names = string.Join(", ", projects.Select(project => $"'{project.Name}'"));
            throw new NetBatchException(
                ErrorCode.InvalidArgument,
                projects.Count == 1 ? $"The project {names} has settings, and the files have none."
                    : $"The projects {names}{(andFiles ? ", and the files," : "")} have different settings.",
                "Start a job for each.");
        }

        return new JobSpec
        {
            Name = projects.Count == 1 ? projects[0].Name : $"{projects.Count} projects",
            // A job of several is found by each of them.
            Project = projects.Count == 0 ? null : string.Join(", ", projects.Select(project => project.Name)),
            Work = new WorkSpec("pipeline", 1, JsonElement.Parse(settings is [{ } one] ? $$"""{"settings":{{one}}}""" : "{}")),
            Targets = [],
        };
    }

    /// <summary>Settings that were typed as texts, as values of the types that validators declare; null: there are none.</summary>
    /// <param name="typed">Texts by name; a list is written with commas.</param>
    public static JsonElement? Settings(IEnumerable<KeyValuePair<string, string>> typed) => PipelineSettings.FromTexts(typed);

    /// <summary>The pipelines of files, to be kept in a project.</summary>
    /// <param name="files">The files.</param>
    /// <param name="scripts">Checks the grammar of steps that are PowerShell; null: nobody does.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="NetBatchException">What is wrong in any of them, with line and column.</exception>
    public static async Task<IReadOnlyList<ProjectPipeline>> ForProjectAsync(IReadOnlyList<string> files, IScriptRunner? scripts,
        CancellationToken cancellationToken) =>
        [.. (await ReadAsync(files, scripts, cancellationToken).ConfigureAwait(false)).Select(
            one => new ProjectPipeline(one.Name, one.ToJson()))];

    /// <summary>What is wrong with a file, and how many steps it has where nothing is.</summary>
    /// <param name="file">The file.</param>
    /// <param name="scripts">Checks the grammar of steps that are PowerShell; null: nobody does.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<(int Steps, IReadOnlyList<PipelineProblem> Problems)> CheckAsync(string file, IScriptRunner? scripts,
        CancellationToken cancellationToken)
    {
        var (pipeline, problems) = await ReadAsync(file, scripts, cancellationToken).ConfigureAwait(false);
        return (pipeline?.Steps.Count ?? 0, problems);
    }

    private static async Task<IReadOnlyList<PipelineDefinition>> ReadAsync(IReadOnlyList<string> files, IScriptRunner? scripts,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        List<PipelineDefinition> read = [];
        List<PipelineProblem> problems = [];
        foreach (var file in files)
        {
            var (pipeline, wrong) = await ReadAsync(file, scripts, cancellationToken).ConfigureAwait(false);
            problems.AddRange(wrong);
            if (pipeline is not null)
            {
                read.Add(pipeline);
            }
        }

        return problems.Count == 0 ? read
            : throw new NetBatchException(ErrorCode.InvalidArgument, string.Join(Environment.NewLine, problems.Take(20)),
                "Test-BatchPipeline (netbatch pipeline --check) checks files without running them.");
    }

    private static async Task<(PipelineDefinition? Pipeline, IReadOnlyList<PipelineProblem> Problems)> ReadAsync(string file,
        IScriptRunner? scripts, CancellationToken cancellationToken)
    {
        try
        {
            var text = await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
            return PipelineReader.Check(text, Path.GetFileName(file), Path.GetDirectoryName(Path.GetFullPath(file)), scripts);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return (null, [new PipelineProblem(Path.GetFileName(file), 1, 1, $"The file cannot be read: {problem.Message}")]);
        }
    }

    private static async Task<List<Target>> OfAsync(
        NetBatchHost host, string? project, IReadOnlyList<PipelineDefinition> pipelines, IReadOnlyList<DatabaseInstance> instances,
        string? source, CancellationToken cancellationToken)
    {
        List<Target> targets = [];
        foreach (var pipeline in pipelines)
        {
            var other = (source ?? pipeline.Source) is { } named ? await InstanceAsync(host, named, cancellationToken).ConfigureAwait(false)
                : null;
            var databases = instances.Count > 0 ? instances
                : pipeline.Target is { } own ? [await InstanceAsync(host, own, cancellationToken).ConfigureAwait(false)]
                : throw new NetBatchException(ErrorCode.NoTargets, $"The pipeline '{pipeline.Name}' names no target.",
                    "Write 'target: NAME' in it, or give one by -Instance (--instance; -PipelineInstance of a job template).");
            targets.AddRange(databases.Select(database =>
            {
                var name = $"{(project is null ? "" : $"{project}/")}{pipeline.Name}{(databases.Count > 1 ? $"@{database.Name}" : "")}";
                return new Pipeline { Id = name, Name = name, Definition = pipeline.ToJson(), Database = database, Source = other,
                    Project = project };
            }));
        }

        return targets;
    }

    private static async Task<DatabaseInstance> InstanceAsync(NetBatchHost host, string name, CancellationToken cancellationToken) =>
        (DatabaseInstance)(await TargetSelection.ToStartAsync(host.Store.Targets, "instance", [name], cancellationToken)
            .ConfigureAwait(false))[0];
}
