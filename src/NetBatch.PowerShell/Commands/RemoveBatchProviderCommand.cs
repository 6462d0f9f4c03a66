using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Forgets providers that were declared. Instances of them stay and cannot be opened until they are declared again.</summary>
/// <remarks>Providers that NetBatch brings cannot be removed.</remarks>
/// <example>
/// <code>Remove-BatchProvider mariadb</code>
/// <para>Forgets one.</para>
/// </example>
/// <example>
/// <code>Get-BatchProvider | Where-Object Assembly -like '*old*' | Remove-BatchProvider -Confirm</code>
/// <para>Asks for each whose driver lies in some folder.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BatchProvider", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveBatchProviderCommand : DefinitionCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [NameInput("provider")]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Forget(Name, host => host.Providers, "Forget the provider");
}
