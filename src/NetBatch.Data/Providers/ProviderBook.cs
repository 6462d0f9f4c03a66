using System.Runtime.CompilerServices;
using System.Text.Json;

namespace NetBatch.Data.Providers;

/// <summary>The providers that people have declared by their drivers.</summary>
/// <param name="definitions">Where they are kept.</param>
/// <param name="catalog">What knows them once they are loaded.</param>
public sealed class ProviderBook(IDefinitionStore definitions, ProviderCatalog catalog)
{
    /// <summary>The sort of their definitions.</summary>
    public const string Sort = "provider";

    /// <summary>Makes the catalog know all that are declared.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await foreach (var declaration in ReadAsync([], cancellationToken).ConfigureAwait(false))
        {
            catalog.Add(declaration);
        }
    }

    /// <summary>Keeps a declaration, or replaces the one of its name; the driver must be loadable here.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: the name is one of ours, there is no such dialect, file or type.</exception>
    public async Task SaveAsync(ProviderDeclaration declaration, bool onlyNew, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        if (catalog.IsOurs(declaration.Name))
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"'{declaration.Name}' is a provider that NetBatch brings.", "Choose another name.");
        }

        declaration = declaration with { Assembly = Path.GetFullPath(declaration.Assembly) };
        new DeclaredProvider(declaration).Demand();
        var content = JsonSerializer.SerializeToElement(new Dictionary<string, string>
        {
            ["assembly"] = declaration.Assembly,
            ["factory"] = declaration.Factory,
            ["dialect"] = declaration.Dialect,
            ["userKey"] = declaration.UserKey,
            ["passwordKey"] = declaration.PasswordKey,
        });
        await definitions.SaveAsync(new Definition(Sort, declaration.Name, content), onlyNew, cancellationToken).ConfigureAwait(false);
        catalog.Add(declaration);
    }

    /// <summary>Declarations by name (wildcards <c>*</c> and <c>?</c>, any case), sorted by name; all where no name is given.</summary>
    public async IAsyncEnumerable<ProviderDeclaration> ReadAsync(IReadOnlyList<string> names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var one in definitions.ReadAsync(Sort, names, cancellationToken).ConfigureAwait(false))
        {
            string Text(string key) => one.Content.GetProperty(key).GetString() ?? "";
            yield return new ProviderDeclaration(one.Name, Text("assembly"), Text("factory"), Text("dialect"), Text("userKey"), Text("passwordKey"));
        }
    }

    /// <summary>Forgets a declaration; false where there was none.</summary>
    public async Task<bool> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        var was = await definitions.RemoveAsync(Sort, name, cancellationToken).ConfigureAwait(false);
        if (was)
        {
            catalog.Remove(name);
        }

        return was;
    }
}
