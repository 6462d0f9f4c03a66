using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Compares running configs with intended ones: the lines that lead there, those that lead back, the differences, a
/// summary.</summary>
/// <remarks>
/// Nothing is sent and no device is asked. An intended config is whole, and what it lacks is taken away, unless -Scope says which lines it
/// speaks of. What makes a change doubtful is a warning and stands in Findings: many deletions, a running config that is cut off, marks in
/// place of secrets, lines that a session itself may depend on. Lines are shown as the texts hold them, with any secrets in them.
/// </remarks>
/// <example>
/// <code>Compare-BatchConfig ./running/r1.cfg ./intended/r1.cfg -Platform cisco_ios</code>
/// <para>Shows what differs, in colour where the output has any.</para>
/// </example>
/// <example>
/// <code>Import-Csv ./devices.csv |
/// Compare-BatchConfig -RunningPath { "running/$($_.Name).cfg" } -IntendedPath { "intended/$($_.Name).cfg" } |
/// Where-Object InSync -eq $false | Format-Table</code>
/// <para>Which devices of a list with Name and Platform have drifted, and how far.</para>
/// </example>
/// <example>
/// <code>(Compare-BatchConfig r1.cfg ntp.cfg -Platform cisco_ios -Scope 'ntp ', 'line vty > exec-timeout').Remediation</code>
/// <para>The lines to send when the intended config speaks of a few things only.</para>
/// </example>
[Cmdlet(VerbsData.Compare, "BatchConfig")]
[OutputType(typeof(ConfigComparison))]
public sealed class CompareBatchConfigCommand : ConfigCommand
{
    private ConfigComparer? comparer;

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

    /// <summary>The addresses that a session to the device may use: lines that touch their interfaces and VRFs are findings.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? Address { get; set; }

    /// <summary>The name that a session would log in with: lines about other users are no findings then.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? UserName { get; set; }

    /// <summary>Lineages that the intended config speaks of, such as 'interface', 'router bgp &gt; neighbor'; all other lines stay as they
    /// run.</summary>
    [Parameter]
    public string[] Scope { get; set; } = [];

    /// <summary>Only lines with one of these tags. Rollback, difference and summary are those of this part.</summary>
    [Parameter]
    public string[] IncludeTag { get; set; } = [];

    /// <summary>No lines with one of these tags.</summary>
    [Parameter]
    public string[] ExcludeTag { get; set; } = [];

    /// <summary>Files with tag rules: a YAML list, each with a lineage and tags.</summary>
    [Parameter]
    public string[] TagRule { get; set; } = [];

    /// <summary>Deletions allowed without a finding, in percent of the running lines.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double MaxDeletePercent { get; set; } = 10;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Whole(() => comparer = new ConfigComparer(Desk, new ConfigCompareOptions
        {
            Scope = Scope,
            TagRules = [.. TagRule.Select(this.FilePath)],
            IncludeTags = IncludeTag,
            ExcludeTags = ExcludeTag,
            MaxDeletePercent = MaxDeletePercent,
        }));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Each(Device ?? RunningPath, () =>
    {
        var comparison = comparer!.Compare(
            Device ?? Path.GetFileNameWithoutExtension(RunningPath),
            Platform,
            Given(RunningConfig, RunningPath, Label("running"))
                ?? throw new NetBatchException(ErrorCode.InvalidArgument, "The running config is missing.",
                    "Give -RunningPath or -RunningConfig."),
            Given(IntendedConfig, IntendedPath, Label("intended"))
                ?? throw new NetBatchException(ErrorCode.InvalidArgument, "The intended config is missing.",
                    "Give -IntendedPath or -IntendedConfig."),
            [.. (Address ?? []).Select(Known).OfType<string>()],
            Known(UserName));
        foreach (var warning in comparison.Warnings())
        {
            WriteWarning(SafeText.Of(warning));
        }

        WriteObject(comparison);
    });

    // An empty cell of a table says nothing.
    private static string? Known(string? cell) => string.IsNullOrWhiteSpace(cell) ? null : cell.Trim();

    private string Label(string which) => Device is null ? which : $"{Device} ({which})";
}
