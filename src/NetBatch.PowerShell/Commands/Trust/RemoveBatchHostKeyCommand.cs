using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Forgets host keys: the next key that such a host shows is its first.</summary>
/// <remarks>For a device that was replaced, after its new fingerprint was compared. Keys in the user's own known_hosts stay.</remarks>
/// <example>
/// <code>Remove-BatchHostKey 10.0.0.1</code>
/// <para>Forgets the keys of a device that was replaced.</para>
/// </example>
/// <example>
/// <code>Get-BatchHostKey 10.9.* | Remove-BatchHostKey -WhatIf</code>
/// <para>Tells which would be forgotten.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BatchHostKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBatchHostKeyCommand : ForgetCommand
{
    /// <summary>Hosts as in known_hosts; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HostKeyNameCompleter))]
    public string[] Name { get; set; } = [];

    private protected override string Action => "Forget the host keys";

    /// <inheritdoc/>
    protected override void ProcessRecord() => CollectHostKeys(Name);
}
