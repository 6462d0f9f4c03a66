using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Tells feature by feature whether running configs are as intended, and on how many devices of a fleet.</summary>
/// <remarks>
/// Nothing is sent and no device is asked. A feature is a part of a config with a name: NTP, the BGP neighbors. A file of features is a
/// list in YAML or JSON, each with name, section (what its lines begin with, or lineages) and ordered (whether the order of its lines
/// counts); the files of netutils and Golden Config have the same form. What says the same in other words is the same, as for a
/// remediation.
/// </remarks>
/// <example>
/// <code>Test-BatchCompliance ./running/r1.cfg ./intended/r1.cfg -Platform cisco_ios -FeaturePath ./features.yaml</code>
/// <para>The features of one device, with what is missing and what is there beyond.</para>
/// </example>
/// <example>
/// <code>Import-Csv ./devices.csv | Test-BatchCompliance -FeaturePath ./features.yaml -Summary `
/// -RunningPath { "running/$($_.Name).cfg" } -IntendedPath { "intended/$($_.Name).cfg" } | Sort-Object Percent</code>
/// <para>Each feature's share of a fleet, the worst first.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "BatchCompliance")]
[OutputType(typeof(FeatureCompliance), typeof(FeatureShare))]
public sealed class TestBatchComplianceCommand : ConfigCommand
{
    private readonly List<FeatureCompliance> results = [];
    private ComplianceChecker? checker;

    /// <summary>File of the running config.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    public string? RunningPath { get; set; }

    /// <summary>File of the intended config.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string? IntendedPath { get; set; }

    /// <summary>The running config, as one text or a line each.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Running", "Output")]
    [AllowEmptyString]
    public string[]? RunningConfig { get; set; }

    /// <summary>The intended config, as one text or a line each.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Intended")]
    [AllowEmptyString]
    public string[]? IntendedConfig { get; set; }

    /// <summary>The platform of both.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ConfigPlatformCompleter))]
    public string Platform { get; set; } = "";

    /// <summary>The device that it is about. Default: the running file's name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "DeviceId", "HostName")]
    public string? Device { get; set; }

    /// <summary>Files of features.</summary>
    [Parameter(Mandatory = true)]
    public string[] FeaturePath { get; set; } = [];

    /// <summary>Give each feature's share of the devices only: how many are as intended, in percent, and which are not.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Whole(() => checker = new ComplianceChecker(Desk, [.. FeaturePath.Select(this.FilePath)]));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Each(Device ?? RunningPath, () =>
    {
        var found = checker!.Check(
            Device ?? Path.GetFileNameWithoutExtension(RunningPath),
            Platform,
            Given(RunningConfig, RunningPath, Label("running"))
                ?? throw new NetBatchException(ErrorCode.InvalidArgument, "The running config is missing.",
                    "Give -RunningPath or -RunningConfig."),
            Given(IntendedConfig, IntendedPath, Label("intended"))
                ?? throw new NetBatchException(ErrorCode.InvalidArgument, "The intended config is missing.",
                    "Give -IntendedPath or -IntendedConfig."));
        if (Summary)
        {
            results.AddRange(found);
        }
        else
        {
            WriteObject(found, enumerateCollection: true);
        }
    });

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(FeatureShare.Of(results), enumerateCollection: true);

    private string Label(string which) => Device is null ? which : $"{Device} ({which})";
}
