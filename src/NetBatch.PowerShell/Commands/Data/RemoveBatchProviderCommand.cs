using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Forgets providers that were declared. Instances of them stay and cannot be opened until they are declared again.</summary>
/// <remarks>Providers that NetBatch brings cannot be removed. It asks where it is more than one, or a wildcard.</remarks>
/// <example>
/// <code>Remove-BatchProvider mariadb</code>
/// <para>Forgets one.</para>
/// </example>
/// <example>
/// <code>Get-BatchProvider | Where-Object Assembly -like '*old*' | Remove-BatchProvider -Confirm</code>
/// <para>Asks for each whose driver lies in some folder.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BatchProvider", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBatchProviderCommand : ForgetCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("provider")]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    private protected override string Action => "Remove the provider";

    /// <inheritdoc/>
    protected override void ProcessRecord() => Collect(Name, host => host.Providers);
}
