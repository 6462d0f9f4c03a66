using System.Text.Json;

namespace NetBatch.Hosting;

/// <summary>The job templates of a store: kept, listed, and made jobs of.</summary>
public sealed class BatchJobTemplates : BatchDefinitions<JobTemplate>
{
    private readonly NetBatchHost host;

    internal BatchJobTemplates(NetBatchHost host)
        : base(host.Store.Definitions, host.Me,
            new("template", "job template", "Get-BatchJobTemplate (netbatch jobtemplate list)",
                "New-BatchJobTemplate (netbatch jobtemplate save)")) =>
        this.host = host;

    /// <summary>The template's job with these values; its targets are chosen apart.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: no such template or project, or every problem of the
    /// values, a line each.</exception>
    public async Task<FilledTemplate> FillAsync(string name, IReadOnlyDictionary<string, JsonElement> values,
        CancellationToken cancellationToken)
    {
        var filled = TemplateFill.Fill(await FindAsync(name, cancellationToken).ConfigureAwait(false), values);
        if (filled.Pipelines is not { } choice)
        {
            return filled;
        }

        // Where the template has settings of its own, they go over those of the projects.
        var projects = PipelineTargets.SpecOf(await host.Projects.ToUseAsync(choice.Projects, cancellationToken).ConfigureAwait(false),
            choice.Files.Count > 0);
        return filled with
        {
            Spec = filled.Spec with
            {
                Project = filled.Spec.Project ?? projects.Project,
                Work = filled.Spec.Work with { Args = TargetArguments.Over(projects.Work.Args, filled.Spec.Work.Args) },
            },
        };
    }

    /// <summary>The targets that a template chooses as they are now: of the inventory, in the order in which people count, or
    /// pipelines.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.NoTargets"/>: it chooses none; that is never "everything". Or what is wrong
    /// with a project or a file.</exception>
    public async Task<IReadOnlyList<Target>> TargetsAsync(FilledTemplate filled, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filled);
        if (filled.Pipelines is { } choice)
        {
            return await PipelineTargets.ChosenAsync(host, choice, cancellationToken).ConfigureAwait(false);
        }

        if (filled.Targets is not { } filter)
        {
            return [];
        }

        var kind = host.Work.Find(filled.Spec.Work.Kind, filled.Spec.Work.Version).TargetKind;
        var chosen = await host.Store.Targets.ReadAsync(kind, filter.Names, cancellationToken).Where(filter.Meets)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return chosen.Count > 0
            ? [.. chosen.OrderBy(target => target.Name, NaturalOrder.Instance)]
            : throw new NetBatchException(
                ErrorCode.NoTargets, $"The template '{filled.Template.Name}' chooses no {kind} of the inventory.",
                "Look at its targets, or name devices at the start.");
    }

    /// <summary>The complete job of a template: its own targets and its own references to secrets.</summary>
    /// <exception cref="NetBatchException">As <see cref="FillAsync"/> and <see cref="TargetsAsync"/>.</exception>
    public async Task<JobSpec> SpecAsync(string name, IReadOnlyDictionary<string, JsonElement> values,
        CancellationToken cancellationToken) =>
        await SpecAsync(await FillAsync(name, values, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>The same of a template that is filled in.</summary>
    internal async Task<JobSpec> SpecAsync(FilledTemplate filled, CancellationToken cancellationToken) => filled.Spec with
    {
        Targets = TargetSelection.WithDefaults(await TargetsAsync(filled, cancellationToken).ConfigureAwait(false), filled.Template),
    };

    /// <summary>A template of pipelines is kept only where they are there, so far as no parameter chooses them.</summary>
    protected override async Task<JobTemplate> PreparedAsync(JobTemplate definition, CancellationToken cancellationToken)
    {
        if (definition.Pipelines is { } choice && !TemplateFill.HasOpenPipelines(definition))
        {
            await PipelineTargets.ChosenAsync(host, choice, cancellationToken).ConfigureAwait(false);
        }

        return definition;
    }

    /// <summary>A schedule whose template is gone would start nothing, and tell so at night.</summary>
    protected override async Task<IReadOnlyList<string>> NeededByAsync(string name, CancellationToken cancellationToken) =>
        await host.Schedules.PlainAsync(cancellationToken).Where(one => one.Template.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(one => $"the schedule '{one.Name}'").ToListAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    protected override IEnumerable<string> Problems(JobTemplate definition) => TemplateFill.Problems(definition, host.Work);

    /// <inheritdoc/>
    protected override JsonElement Write(JobTemplate definition) => JsonElement.Parse(definition.ToJson());

    /// <inheritdoc/>
    protected override JobTemplate Read(Definition kept) => JobTemplate.FromJson(kept.Content.GetRawText());
}
