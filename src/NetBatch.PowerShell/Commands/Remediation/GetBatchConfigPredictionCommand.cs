using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Predicts what a config will be after commands; nothing is sent.</summary>
/// <remarks>
/// Follows the platform's rules: values replace one another, negations take lines away, sections that are sent whole replace the old ones.
/// docs/remediation.md tells what the texts alone cannot decide, above all the defaults of a device.
/// </remarks>
/// <example>
/// <code>Get-BatchConfigPrediction ./r1.cfg -Command 'interface Vlan10', '  no ip address' -Platform cisco_ios</code>
/// <para>Shows what two lines would do.</para>
/// </example>
/// <example>
/// <code>(Get-BatchConfigPrediction ./r1.cfg -CommandPath ./change.txt -Platform cisco_ios).Config | Set-Content ./r1-after.cfg</code>
/// <para>Keeps the config as it will be.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchConfigPrediction")]
[OutputType(typeof(ConfigPrediction))]
public sealed class GetBatchConfigPredictionCommand : ConfigCommand
{
    /// <summary>File of the config before.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Path")]
    public string? RunningPath { get; set; }

    /// <summary>File of the commands.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string? CommandPath { get; set; }

    /// <summary>The config before, as one text or a line each.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Config", "Output")]
    public string[]? RunningConfig { get; set; }

    /// <summary>The commands, a line each or as one text; sections by indentation.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Remediation")]
    public string[]? Command { get; set; }

    /// <summary>The platform of both.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ConfigPlatformCompleter))]
    public string Platform { get; set; } = "";

    /// <summary>The device that it is about. Default: the file's name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "DeviceId", "HostName")]
    public string? Device { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Whole(() => _ = Desk);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Each(Device ?? RunningPath, () => WriteObject(Desk.Predict(
        Device ?? Path.GetFileNameWithoutExtension(RunningPath),
        Platform,
        Given(RunningConfig, RunningPath, Device)
            ?? throw new NetBatchException(ErrorCode.InvalidArgument, "The config before is missing.",
                "Give -RunningPath or -RunningConfig."),
        Given(Command, CommandPath, null)
            ?? throw new NetBatchException(ErrorCode.InvalidArgument, "The commands are missing.", "Give -Command or -CommandPath."))));
}
