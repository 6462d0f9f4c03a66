using System.Runtime.CompilerServices;
using System.Text.Json;

namespace NetBatch.Hosting;

/// <summary>The job templates of a store: kept, listed, and made jobs of.</summary>
public sealed class JobTemplates
{
    private const string Sort = "template";
    private readonly NetBatchHost host;

    internal JobTemplates(NetBatchHost host) => this.host = host;

    /// <summary>Templates by name (wildcards <c>*</c> and <c>?</c>, any case), sorted by name; all where no name is given.</summary>
    public async IAsyncEnumerable<JobTemplate> ReadAsync(IReadOnlyList<string> names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var definition in host.Store.Definitions.ReadAsync(Sort, names, cancellationToken).ConfigureAwait(false))
        {
            yield return JobTemplate.FromJson(definition.Content.GetRawText()) with { ChangedAt = definition.ChangedAt, ChangedBy = definition.ChangedBy };
        }
    }

    /// <summary>The template of a name.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is none.</exception>
    public async Task<JobTemplate> FindAsync(string name, CancellationToken cancellationToken) =>
        await ReadAsync([], cancellationToken).FirstOrDefaultAsync(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase), cancellationToken).ConfigureAwait(false)
        ?? throw Missing(name);

    /// <summary>Keeps a template that jobs can be made of.</summary>
    /// <param name="template">The template.</param>
    /// <param name="onlyNew">Refuse where there is one of that name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NetBatchException">Every problem, a line each.</exception>
    public async Task<JobTemplate> SaveAsync(JobTemplate template, bool onlyNew, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(template);
        TemplateFill.Check(template, host.Work);
        await host.Store.Definitions.SaveAsync(
            new Definition(Sort, template.Name, JsonElement.Parse(template.ToJson()), default, host.Me.ToString()), onlyNew, cancellationToken).ConfigureAwait(false);
        return await FindAsync(template.Name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets a template; jobs that were made of it stay.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is none.</exception>
    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        if (!await host.Store.Definitions.RemoveAsync(Sort, name, cancellationToken).ConfigureAwait(false))
        {
            throw Missing(name);
        }
    }

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
        var template = filled.Template;
        return filled.Spec with
        {
            Targets = TargetChoice.WithDefaults(
                await TargetsAsync(filled, cancellationToken).ConfigureAwait(false),
                template.Platform, template.Credential, template.EnableCredential, template.JumpCredential),
        };
    }

    private static NetBatchException Missing(string name) => new(
        ErrorCode.InvalidArgument, $"There is no job template named '{name}'.", "List them with Get-BatchJobTemplate (netbatch jobtemplate list).");
}
