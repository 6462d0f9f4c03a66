using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Takes devices out of the inventory. Jobs keep their own copy of them.</summary>
/// <remarks>It asks where it is more than one, or a wildcard. A name that is not there is an error, a wildcard that matches nothing is
/// none.</remarks>
/// <example>
/// <code>Remove-BatchDevice lab-*</code>
/// <para>Forgets the devices whose names begin so.</para>
/// </example>
/// <example>
/// <code>Get-BatchDevice -Tag retired | Remove-BatchDevice -Confirm</code>
/// <para>Asks for each device with a tag.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BatchDevice", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBatchDeviceCommand : ForgetCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("device")]
    [ArgumentCompleter(typeof(DeviceNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    private protected override string Action => "Remove the device from the inventory";

    /// <inheritdoc/>
    protected override void ProcessRecord() => Collect(Name, "device");
}
