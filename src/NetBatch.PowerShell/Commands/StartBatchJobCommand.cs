using System.Collections;
using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Starts a job: commands on many devices, batch by batch.</summary>
/// <remarks>
/// Collects the devices, checks everything, keeps the job in the store and starts it. Commands must only read, as the platform's file
/// tells, unless -AllowChange is given. The job runs in this process: without -Wait it goes on while you work and ends with the shell;
/// with -Detached it has a process of its own. Progress is seen with Get-BatchJobStatus or Watch-BatchJob, outputs with Get-BatchResult.
/// A job that was cut off is Interrupted and goes on with Resume-BatchJob. The object that is given tells where the job stands whenever it
/// is asked. With -Wait a device that failed is an error after the job; -ErrorAction Stop ends a script with one error for the job. A
/// job of a template, or of another kind of work, that changes something asks before it starts; in a script give -Confirm:$false.
/// </remarks>
/// <example>
/// <code>Start-BatchJob -Device r* -Command 'show version' -BatchSize 10 -Credential admin -Wait</code>
/// <para>Runs a command on all devices of the inventory whose names begin with r, ten at a time, and shows progress until the end.</para>
/// </example>
/// <example>
/// <code>Import-Csv routers.csv |
/// Start-BatchJob -Command 'show ip bgp summary', 'show interfaces' -BatchSize 1,10%,100% -MaxFailures 20% -Name nightly -Detached</code>
/// <para>Makes one job of all rows of a file: one canary device, then a tenth, then the rest. It survives this shell.</para>
/// </example>
/// <example>
/// <code>Start-BatchJob -JobTemplate add-vlan -Parameter @{ id = 20; site = 'ams' } -Wait</code>
/// <para>Starts a job of a template; the template knows the devices.</para>
/// </example>
/// <example>
/// <code>$job = Start-BatchJob -Device r* -Command 'show version' -AsJob; $job | Wait-Job | Receive-Job -Keep</code>
/// <para>Gives a PowerShell job, whose output are the results.</para>
/// </example>
/// <example>
/// <code>Start-BatchJob -Device core-* -Command 'show clock' -TargetsPerHour 60 -WhatIf</code>
/// <para>Shows batches, devices, exact commands and the least time, and starts nothing.</para>
/// </example>
/// <example>
/// <code>Start-BatchJob -Device r* -Command 'show ip ospf neighbor' -Parse -Wait | Get-BatchResult -Parsed |
/// Where-Object State -NotLike 'FULL*'</code>
/// <para>Keeps the answers as rows too, and shows the neighbours that are not full.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "BatchJob", DefaultParameterSetName = CommandSet, SupportsShouldProcess = true)]
[OutputType(typeof(BatchJob), typeof(Job))]
public sealed class StartBatchJobCommand : JobStartingCommand
{
    private const string CommandSet = "Command";
    private const string WorkSet = "Work";
    private const string JobTemplateSet = "JobTemplate";
    private bool changes;

    /// <summary>The commands, one line each, in order. They must only read unless -AllowChange is given.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = CommandSet)]
    public string[] Command { get; set; } = [];

    /// <summary>Allow commands that may change the devices.</summary>
    [Parameter(ParameterSetName = CommandSet)]
    public SwitchParameter AllowChange { get; set; }

    /// <summary>Questions that commands ask (regular expressions) and the answers: @{ '\[confirm\]' = 'y' }.</summary>
    [Parameter(ParameterSetName = CommandSet)]
    [Pairs]
    public IDictionary? Answer { get; set; }

    /// <summary>Lines (regular expressions) that look like a refusal and only inform.</summary>
    [Parameter(ParameterSetName = CommandSet)]
    public string[]? AllowNotice { get; set; }

    /// <summary>Parse the outputs into rows, by TextFSM templates that are looked up by platform and command; the outputs are kept all the
    /// same. Get-BatchResult -Parsed gives the rows. An output that no template fits is a warning.</summary>
    [Parameter(ParameterSetName = CommandSet)]
    public SwitchParameter Parse { get; set; }

    /// <summary>A template for all the commands instead of those that are looked up: its name, or its file's path. Parses.</summary>
    [Parameter(ParameterSetName = CommandSet)]
    [ArgumentCompleter(typeof(TemplateNameCompleter))]
    public string? Template { get; set; }

    /// <summary>Folders of templates, each with an index and *.textfsm, that are asked before all others. Parses.</summary>
    [Parameter(ParameterSetName = CommandSet)]
    public string[] TemplatePath { get; set; } = [];

    /// <summary>Another kind of work than commands, by its name, such as config.</summary>
    [Parameter(Mandatory = true, ParameterSetName = WorkSet)]
    [Alias("Kind")]
    [ArgumentCompleter(typeof(WorkKindCompleter))]
    public string Work { get; set; } = "";

    /// <summary>The arguments of that kind of work.</summary>
    [Parameter(ParameterSetName = WorkSet)]
    public Hashtable Argument { get; set; } = [];

    /// <summary>A job template (New-BatchJobTemplate). Devices may be given; else the template chooses them. Rules that are given go over
    /// the template's.</summary>
    [Parameter(Mandatory = true, ParameterSetName = JobTemplateSet)]
    [ArgumentCompleter(typeof(JobTemplateNameCompleter))]
    public string JobTemplate { get; set; } = "";

    /// <summary>Values for the job template's parameters: @{ vlan = 20; site = 'ams' }, or vlan=20,site=ams.</summary>
    [Parameter(ParameterSetName = JobTemplateSet)]
    [Pairs]
    public IDictionary? Parameter { get; set; }

    private protected override bool Changes => changes;

    private protected override string Title => ParameterSetName == WorkSet ? Work : JobTitle.Of(Command);

    private protected override WorkSpec MakeWork() =>
        ParameterSetName == WorkSet ? WorkSpecs.Of(Work, Argument)
            : WorkSpecs.Commands(Command, AllowChange, Answer, Parse, this.Template(Template), this.Folders(TemplatePath), AllowNotice);

    private protected override async Task<FilledTemplate?> FillAsync(NetBatchHost host, CancellationToken cancellationToken) =>
        ParameterSetName == JobTemplateSet ? await host.JobTemplates.FillAsync(JobTemplate, WorkSpecs.Values(Parameter), cancellationToken)
            : null;

    private protected override bool MayStart(JobPreview preview)
    {
        changes = preview.Changes;
        // -AllowChange is a person's word for it; that a template or another kind of work changes can be news to who starts it.
        return MayStart(preview, risky: changes && !AllowChange);
    }
}
