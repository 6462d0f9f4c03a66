using System.Text.Json;
using NetBatch.Data.Providers;

namespace NetBatch.Hosting;

/// <summary>The providers that people have declared by their drivers. Instances of one that is forgotten stay and cannot be
/// opened.</summary>
public sealed class BatchProviders : BatchDefinitions<ProviderDeclaration>
{
    private readonly ProviderCatalog catalog;
    private readonly IDefinitionStore definitions;

    internal BatchProviders(IDefinitionStore definitions, Requester me, ProviderCatalog catalog)
        : base(definitions, me,
            new("provider", "declared provider", "Get-BatchProvider (netbatch providers list)",
                "New-BatchProvider (netbatch providers add)")) => (this.catalog, this.definitions) = (catalog, definitions);

    /// <summary>How SQL may be written: the names of the dialects, sorted.</summary>
    public static IReadOnlyList<string> Dialects => Data.Providers.Dialects.Names;

    /// <summary>Names of all databases and services that are known here, sorted: those that NetBatch brings and those that were
    /// declared.</summary>
    public IReadOnlyList<string> Names => catalog.Names;

    /// <summary>All databases and services, sorted by name; those that NetBatch brings have no assembly. The dialect of a service is
    /// <c>service</c>.</summary>
    public async Task<IReadOnlyList<ProviderDeclaration>> ListAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        var declared = await ReadAsync([], cancellationToken)
            .ToDictionaryAsync(one => one.Name, StringComparer.OrdinalIgnoreCase, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        return [.. Names.Select(name =>
            declared.GetValueOrDefault(name)
                ?? new ProviderDeclaration(name, "", "", catalog.TryFind(name)?.Dialect.Name ?? "service", "", ""))];
    }

    /// <summary>Makes this process know all that are declared: another may have declared one since the store was opened.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await foreach (var kept in definitions.ReadAsync("provider", [], cancellationToken).ConfigureAwait(false))
        {
            // A driver is a program: one that a colleague declared is none here until this account has approved it.
            if (definitions.Approval?.IsApproved(kept.Sort, kept.Name, kept.Content.GetRawText()) != false)
            {
                catalog.Add(Read(kept));
            }
        }
    }

    /// <inheritdoc/>
    public override async Task<ProviderDeclaration> SaveAsync(ProviderDeclaration definition, bool onlyNew,
        CancellationToken cancellationToken)
    {
        var kept = await base.SaveAsync(definition, onlyNew, cancellationToken).ConfigureAwait(false);
        catalog.Add(kept);
        return kept;
    }

    /// <inheritdoc/>
    public override async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        await base.RemoveAsync(name, cancellationToken).ConfigureAwait(false);
        catalog.Remove(name);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Problems(ProviderDeclaration definition) =>
        catalog.IsOurs(definition.Name) ? [$"'{definition.Name}' is a provider that NetBatch brings; choose another name."] : [];

    /// <summary>The declaration with its driver's full path; the driver must be loadable here.</summary>
    protected override Task<ProviderDeclaration> PreparedAsync(ProviderDeclaration definition, CancellationToken cancellationToken)
    {
        var prepared = definition with { Assembly = Path.GetFullPath(definition.Assembly) };
        if (definitions.Approval is not null && SafeFolder.Problem(Path.GetDirectoryName(prepared.Assembly)!) is { } problem)
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument, $"The driver '{prepared.Assembly}' could be changed by others: {problem}.",
                "Put it into a folder that only you or root can write.");
        }

        ProviderCatalog.EnsureLoaded(prepared);
        return Task.FromResult(prepared);
    }

    /// <inheritdoc/>
    protected override JsonElement Write(ProviderDeclaration definition) => JsonSerializer.SerializeToElement(new Dictionary<string, string>
    {
        ["assembly"] = definition.Assembly,
        ["factory"] = definition.Factory,
        ["dialect"] = definition.Dialect,
        ["userKey"] = definition.UserKey,
        ["passwordKey"] = definition.PasswordKey,
    });

    /// <inheritdoc/>
    protected override ProviderDeclaration Read(Definition kept)
    {
        string Text(string key) => kept.Content.GetProperty(key).GetString() ?? "";
        return new ProviderDeclaration(kept.Name, Text("assembly"), Text("factory"), Text("dialect"), Text("userKey"), Text("passwordKey"));
    }
}
