using System.Collections;
using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Starts a job that sends config lines to many devices, batch by batch.</summary>
/// <remarks>
/// The lines are sent in config mode in the order given, from -ConfigLine or from the file -Path. On platforms with a candidate a rejected
/// line leaves nothing of the change; on others it stops at that line and tells what was applied. Nothing is ever sent twice by itself:
/// a device whose change was cut off is OutcomeUnknown until you decide (Resume-BatchJob -Unknown). It asks before it starts.
/// </remarks>
/// <example>
/// <code>Start-BatchConfigChange access-* 'ntp server 10.0.0.5', 'no ntp server 10.0.0.4' -Save -BatchSize 1,10 -Wait</code>
/// <para>Changes one device first; where that worked, ten at a time, and saves.</para>
/// </example>
/// <example>
/// <code>Get-BatchDevice -Label site=berlin | Start-BatchConfigChange -Path ./banner.txt -WhatIf</code>
/// <para>Shows which lines each device of a site would be sent.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "BatchConfigChange", DefaultParameterSetName = LineSet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(BatchJob), typeof(Job))]
public sealed class StartBatchConfigChangeCommand : JobStartingCommand
{
    private const string LineSet = "Line";
    private const string PathSet = "Path";
    private string[] lines = [];

    /// <summary>The config lines, in order, as one would type them in config mode.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = LineSet)]
    [AllowEmptyString]
    public string[] ConfigLine { get; set; } = [];

    /// <summary>A file of config lines, taken as it is (no wildcards); empty lines are left out.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [Alias("LiteralPath")]
    public string Path { get; set; } = "";

    /// <summary>Save the running config at the end, so that it survives a restart of the device.</summary>
    [Parameter]
    public SwitchParameter Save { get; set; }

    /// <summary>What the commit says of itself, where the platform keeps that; at most 60 characters.</summary>
    [Parameter]
    public string? Comment { get; set; }

    /// <summary>Questions that lines ask (regular expressions) and the answers: @{ 'continue\?' = 'yes' }.</summary>
    [Parameter]
    [Pairs]
    public IDictionary? Answer { get; set; }

    /// <summary>Lines (regular expressions) that look like a refusal and only inform: the change goes on behind them.</summary>
    [Parameter]
    public string[]? AllowNotice { get; set; }

    /// <summary>How long a commit may say nothing. Seconds, or 90s, 5m. Default 5 minutes.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? CommitTimeout { get; set; }

    /// <summary>How long a save may say nothing. Seconds, or 90s, 5m. Default 5 minutes.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? SaveTimeout { get; set; }

    /// <summary>Do not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool Changes => true;

    private protected override string Title => JobTitle.Of(lines);

    private protected override WorkSpec MakeWork() => WorkSpecs.Of("config", new Hashtable
    {
        ["lines"] = lines,
        ["save"] = Save,
        ["comment"] = Comment,
        ["answers"] = Answer,
        ["allowNotices"] = AllowNotice is { Length: > 0 } ? AllowNotice : null,
        ["commitTimeout"] = CommitTimeout?.TotalSeconds,
        ["saveTimeout"] = SaveTimeout?.TotalSeconds,
    });

    private protected override void Begin()
    {
        base.Begin();
        lines = ParameterSetName == LineSet ? ConfigLine : Checked(() => ReadLines(this.FilePath(Path)), Path);
    }

    private protected override bool MayStart(JobPreview preview) => MayStart(preview, risky: true, Force);

    private static string[] ReadLines(string file)
    {
        try
        {
            return [.. ConfigLinesFile.Read(file)];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"The file '{file}' cannot be read: {problem.Message}", inner: problem);
        }
    }
}
