using System.Text.Json;

namespace NetBatch.Data.Providers;

/// <summary>The providers that people have declared by their drivers. Instances of one that is forgotten stay and cannot be opened.</summary>
/// <param name="definitions">Where they are kept.</param>
/// <param name="me">Who keeps them.</param>
/// <param name="catalog">What knows them once they are loaded.</param>
public sealed class ProviderBook(IDefinitionStore definitions, Actor me, ProviderCatalog catalog) : DefinitionBook<ProviderDeclaration>(
    definitions, me, new("provider", "declared provider", "Get-BatchProvider (netbatch providers list)", "New-BatchProvider (netbatch providers add)"))
{
    /// <summary>Makes the catalog know all that are declared.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await foreach (var declaration in ReadAsync([], cancellationToken).ConfigureAwait(false))
        {
            catalog.Add(declaration);
        }
    }

    /// <inheritdoc/>
    public override async Task<ProviderDeclaration> SaveAsync(ProviderDeclaration definition, bool onlyNew, CancellationToken cancellationToken)
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
        new DeclaredProvider(prepared).Demand();
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
