using System.Collections;
using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Lists devices of the inventory.</summary>
/// <remarks>
/// The inventory is kept in the same store as the jobs. Filters narrow one another: a device must meet all that are given.
/// ReachedBy and ReachedWhy tell by which transport a device would be reached now, and by which rule.
/// </remarks>
/// <example>
/// <code>Get-BatchDevice core-*, edge-* -Label site=berlin</code>
/// <para>Devices of a site by name.</para>
/// </example>
/// <example>
/// <code>Get-BatchDevice -Platform cisco_ios | Start-BatchJob -Command 'show version'</code>
/// <para>Makes a job of all devices of a platform.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchDevice")]
[OutputType(typeof(Device))]
public sealed class GetBatchDeviceCommand : InventoryCommand
{
    /// <summary>Names; * and ? are wildcards. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("device")]
    [ArgumentCompleter(typeof(DeviceNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Only devices with these values of labels: site=berlin, or @{ site = 'b*'; role = 'core' }. Values take wildcards.</summary>
    [Parameter]
    [Pairs]
    public IDictionary? Label { get; set; }

    /// <summary>Only devices of these platforms.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PlatformCompleter))]
    [SupportsWildcards]
    public string[]? Platform { get; set; }

    /// <summary>Only devices that have all these tags.</summary>
    [Parameter]
    public string[] Tag { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => List<Device>(
        "device", Name, device => Like(device.Platform, Platform) && Meets(device, Label, Tag), Reached);

    /// <summary>The device with how it would be reached.</summary>
    private static object Reached(NetBatchHost host, Device device)
    {
        var decision = host.TransportOf(device);
        var shown = new PSObject(device);
        shown.Properties.Add(new PSNoteProperty("ReachedBy", decision.Transport));
        shown.Properties.Add(new PSNoteProperty("ReachedWhy", decision.Reason));
        return shown;
    }
}
