using System.Text.Json;

namespace NetBatch.Hosting;

/// <summary>The job templates of a store: kept, listed, and made jobs of.</summary>
public sealed class JobTemplates : DefinitionBook<JobTemplate>
{
    private readonly NetBatchHost host;

    internal JobTemplates(NetBatchHost host)
        : base(host.Store.Definitions, host.Me, new("template", "job template", "Get-BatchJobTemplate (netbatch jobtemplate list)", "New-BatchJobTemplate (netbatch jobtemplate save)")) =>
        this.host = host;

    /// <summary>The template's job with these values; its targets are chosen apart.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: no such template, or every problem of the values, a line each.</exception>
    public async Task<FilledTemplate> FillAsync(string name, IReadOnlyDictionary<string, JsonElement> values, CancellationToken cancellationToken) =>
        TemplateFill.Fill(await FindAsync(name, cancellationToken).ConfigureAwait(false), values);

    /// <summary>The targets that a template chooses of the inventory as it is now, in the order in which people count.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.NoTargets"/>: it chooses none; that is never "everything".</exception>
    public async Task<IReadOnlyList<Target>> TargetsAsync(FilledTemplate filled, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filled);
        if (filled.Targets is not { } filter)
        {
            return [];
        }

        var kind = host.Work.Find(filled.Spec.Work.Kind, filled.Spec.Work.Version).TargetKind;
        var chosen = await host.Store.Targets.ReadAsync(kind, filter.Names, cancellationToken).Where(filter.Meets).ToListAsync(cancellationToken).ConfigureAwait(false);
        return chosen.Count > 0
            ? [.. chosen.OrderBy(target => target.Name, NaturalOrder.Instance)]
            : throw new NetBatchException(
                ErrorCode.NoTargets, $"The template '{filled.Template.Name}' chooses no {kind} of the inventory.", "Look at its targets, or name devices at the start.");
    }

    /// <summary>The complete job of a template: its own targets and its own references to secrets.</summary>
    /// <exception cref="NetBatchException">As <see cref="FillAsync"/> and <see cref="TargetsAsync"/>.</exception>
    public async Task<JobSpec> SpecAsync(string name, IReadOnlyDictionary<string, JsonElement> values, CancellationToken cancellationToken)
    {
        var filled = await FillAsync(name, values, cancellationToken).ConfigureAwait(false);
        return filled.Spec with
        {
            Targets = TargetChoice.WithDefaults(await TargetsAsync(filled, cancellationToken).ConfigureAwait(false), filled.Template),
        };
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Problems(JobTemplate definition) => TemplateFill.Problems(definition, host.Work);

    /// <inheritdoc/>
    protected override JsonElement Write(JobTemplate definition) => JsonElement.Parse(definition.ToJson());

    /// <inheritdoc/>
    protected override JobTemplate Read(Definition kept) => JobTemplate.FromJson(kept.Content.GetRawText());
}
