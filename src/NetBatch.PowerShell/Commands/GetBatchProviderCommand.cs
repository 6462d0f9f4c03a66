using System.Management.Automation;
using NetBatch.Data.Providers;

namespace NetBatch.Commands;

/// <summary>Lists the sorts of databases and services that instances may be of.</summary>
/// <remarks>Those that NetBatch brings have no Assembly. Services are declared by files in the folder 'services' beside the store.</remarks>
/// <example>
/// <code>Get-BatchProvider</code>
/// <para>All of them.</para>
/// </example>
/// <example>
/// <code>Get-BatchProvider | Where-Object Assembly</code>
/// <para>Those that were declared by a driver.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchProvider")]
[OutputType("NetBatch.Provider")]
public sealed class GetBatchProviderCommand : NetBatchCommand
{
    /// <summary>Names; * and ? are wildcards. Default: all.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void EndProcessing() => Run(async (session, cut) =>
    {
        await session.Host.Providers.LoadAsync(cut);
        var declared = await session.Host.Providers.ReadAsync([], cut).ToDictionaryAsync(one => one.Name, StringComparer.OrdinalIgnoreCase, cancellationToken: cut);
        foreach (var name in session.Host.Databases.Names.Where(name => Name.Any(pattern => new WildcardPattern(pattern, WildcardOptions.IgnoreCase).IsMatch(name))))
        {
            await session.WriteAsync(declared.TryGetValue(name, out var one)
                ? Shown(one)
                : Shown(new ProviderDeclaration(name, "", "", session.Host.Databases.TryFind(name)?.Dialect.Name ?? "service", "", "")));
        }
    });

    internal static PSObject Shown(ProviderDeclaration one)
    {
        var shown = new PSObject();
        shown.TypeNames.Insert(0, "NetBatch.Provider");
        foreach (var (name, value) in ((string, string)[])[("Name", one.Name), ("Dialect", one.Dialect), ("Factory", one.Factory), ("Assembly", one.Assembly)])
        {
            shown.Properties.Add(new PSNoteProperty(name, value));
        }

        return shown;
    }
}
