using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Adds devices to the inventory, or replaces those of the same name: all of an input or none.</summary>
/// <remarks>
/// Reads CSV, JSON, YAML, Ansible inventories (INI, YAML, what ansible-inventory --list prints), Nornir's hosts file, RANCID's and
/// Oxidized's router.db, ssh_config and NetBox exports, or takes objects from the pipeline. The usual column names are known; other columns
/// become labels. A line that cannot be used refuses the whole file, with its number, value and what to write instead, unless -SkipInvalid
/// leaves it out. Passwords are refused: write a reference in the column credential (env:NAME, vault:NAME, key:PATH, agent).
/// </remarks>
/// <example>
/// <code>Import-BatchDevice ./routers.csv -PassThru | Test-BatchDevice -Credential admin</code>
/// <para>Takes in a file and looks whether its devices can be worked on.</para>
/// </example>
/// <example>
/// <code>Import-Csv ./export.csv | Where-Object Site -eq berlin | Import-BatchDevice</code>
/// <para>Takes in some rows of a file.</para>
/// </example>
/// <example>
/// <code>Get-BatchDevice | Export-Csv ./devices.csv; Import-BatchDevice ./devices.csv</code>
/// <para>Changes many devices in a spreadsheet: what Export-Csv and ConvertTo-Json write of devices is read as it was.</para>
/// </example>
[Cmdlet(VerbsData.Import, "BatchDevice", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(Device))]
public sealed class ImportBatchDeviceCommand : ImportTargetCommand
{
    /// <summary>The file's form. Default: told by its name and beginning.</summary>
    [Parameter]
    [ValidateSet("Csv", "Json", "Yaml", "AnsibleIni", "AnsibleYaml", "AnsibleJson", "Nornir", "RouterDb", "SshConfig", "NetBox")]
    public string? Format { get; set; }

    /// <summary>Take what can be used of a file; each row that cannot is left out with a warning.</summary>
    [Parameter]
    public SwitchParameter SkipInvalid { get; set; }

    /// <summary>Devices, hashtables, any objects with the usual column names, or files (Get-ChildItem).</summary>
    [Parameter(Mandatory = true, ParameterSetName = ObjectSet, ValueFromPipeline = true)]
    [DeviceInput(TakesFiles = true)]
    public object[] InputObject { get; set; } = [];

    private protected override object[] Given => InputObject;

    private protected override string Title => "device";

    private protected override IReadOnlyList<Target> Read(NetBatchHost host, string file, Action<NetBatchException> warn) =>
        DeviceSource.FromFile(file, Format, host.Platforms, SkipInvalid ? warn : null);

    private protected override Task SaveAsync(NetBatchHost host, IReadOnlyList<Target> targets, CancellationToken cancellationToken) =>
        host.Store.Targets.SaveAsync(host.Platforms.Named(targets), cancellationToken);

    private protected override Target Taken(object one) => one switch
    {
        Device device => device,
        string text => DeviceSource.FromAddress(text),
        _ => throw new NetBatchException(ErrorCode.InvalidArgument, $"'{one}' is no device."),
    };
}
