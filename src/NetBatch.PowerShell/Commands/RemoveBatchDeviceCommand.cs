using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Takes devices out of the inventory. Jobs keep their own copy of them.</summary>
/// <remarks>A name, or a wildcard, that matches nothing is an error.</remarks>
/// <example>
/// <code>Remove-BatchDevice lab-*</code>
/// <para>Forgets the devices whose names begin so.</para>
/// </example>
/// <example>
/// <code>Get-BatchDevice -Tag retired | Remove-BatchDevice -Confirm</code>
/// <para>Asks for each device with a tag.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BatchDevice", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveBatchDeviceCommand : InventoryCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("device")]
    [ArgumentCompleter(typeof(DeviceNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Forget("device", Name);
}
