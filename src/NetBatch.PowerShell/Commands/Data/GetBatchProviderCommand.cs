using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Lists the sorts of databases and services that instances may be of.</summary>
/// <remarks>Those that NetBatch brings have no Assembly. Services are declared by files in the folder 'services' beside the
/// store.</remarks>
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
        foreach (var one in await session.Host.Providers.ListAsync(cut))
        {
            if (Wildcard.MatchesAny(Name, one.Name))
            {
                await session.WriteAsync(Shown(one));
            }
        }
    });

    internal static PSObject Shown(ProviderDeclaration one)
    {
        var shown = new PSObject();
        shown.TypeNames.Insert(0, "NetBatch.Provider");
        foreach (var (name, value) in ((string, string)[])[("Name", one.Name), ("Dialect", one.Dialect), ("Factory", one.Factory),
            ("Assembly", one.Assembly)])
        {
            shown.Properties.Add(new PSNoteProperty(name, value));
        }

        return shown;
    }
}
