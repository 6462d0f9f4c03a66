using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Adds devices to the inventory, or replaces those of the same name: all of an input or none.</summary>
/// <remarks>
/// Reads CSV, JSON, YAML, Ansible inventories (INI and YAML), ssh_config and NetBox exports, or takes objects from the pipeline. The usual
/// column names are known; other columns become labels. A line that cannot be used refuses the whole file, with its number, value and what
/// to write instead. Passwords are refused: write a reference in the column credential (env:NAME, vault:NAME, key:PATH, agent).
/// </remarks>
/// <example>
/// <code>Import-BatchDevice ./routers.csv -PassThru | Test-BatchDevice -Credential admin</code>
/// <para>Takes in a file and looks whether its devices can be worked on.</para>
/// </example>
/// <example>
/// <code>Import-Csv ./export.csv | Where-Object Site -eq berlin | Import-BatchDevice</code>
/// <para>Takes in some rows of a file.</para>
/// </example>
[Cmdlet(VerbsData.Import, "BatchDevice", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(Device))]
public sealed class ImportBatchDeviceCommand : NetBatchCommand
{
    private const string PathSet = "Path";
    private const string ObjectSet = "Object";
    private readonly List<object> collected = [];

    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [Alias("LiteralPath")]
    public string Path { get; set; } = "";

    /// <summary>The file's form. Default: told by its name and beginning.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ValidateSet("Csv", "Json", "Yaml", "AnsibleIni", "AnsibleYaml", "SshConfig", "NetBox")]
    public string? Format { get; set; }

    /// <summary>Devices, hashtables, or any objects with the usual column names.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ObjectSet, ValueFromPipeline = true)]
    [DeviceInput]
    public object[] InputObject { get; set; } = [];

    /// <summary>Give the devices.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => collected.AddRange(InputObject);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var file = ParameterSetName == PathSet ? GetUnresolvedProviderPathFromPSPath(Path) : null;
        IReadOnlyList<Device> devices = [];
        Run(
            async (session, cut) =>
            {
                await Task.CompletedTask;
                devices = file is null
                    ? [.. collected.Select(Taken)]
                    : DeviceSource.FromFile(file, Format, session.Host.Devices.Platforms);
            },
            file);
        if (!ShouldProcess(file ?? $"{devices.Count} devices", $"Import {devices.Count} devices"))
        {
            return;
        }

        Run(async (session, cut) =>
        {
            await session.Host.Store.Targets.SaveAsync(devices, cut);
            await session.VerboseAsync($"{devices.Count} devices imported.");
            foreach (var device in PassThru ? devices : [])
            {
                await session.WriteAsync(device);
            }
        });
    }

    private static Device Taken(object one) => one switch
    {
        Device device => device,
        string text => DeviceSource.FromAddress(text),
        _ => throw new NetBatchException(ErrorCode.InvalidArgument, $"'{one}' is no device."),
    };
}
