using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Which jobs of the store a cmdlet is about, by what is known of them.</summary>
public abstract class JobListCommand : NetBatchCommand
{
    /// <summary>Ids of jobs; Tab completes them.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = JobChoiceCommand.IdSet, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("JobId")]
    [JobIdInput]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Names of jobs; * and ? are wildcards.</summary>
    [Parameter(ParameterSetName = "List")]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Only jobs in these states.</summary>
    [Parameter(ParameterSetName = "List")]
    [Alias("Status")]
    public JobState[] State { get; set; } = [];

    /// <summary>Only jobs of these kinds of work, such as command or config.</summary>
    [Parameter(ParameterSetName = "List")]
    [Alias("Type")]
    [ArgumentCompleter(typeof(WorkKindCompleter))]
    public string[] Kind { get; set; } = [];

    /// <summary>Only jobs that have all these tags.</summary>
    [Parameter(ParameterSetName = "List")]
    public string[] Tag { get; set; } = [];

    /// <summary>Only jobs of this project.</summary>
    [Parameter(ParameterSetName = "List")]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    public string? Project { get; set; }

    /// <summary>Only jobs that were made at or after this time: a date, a time, or an age such as 12h or 7d.</summary>
    [Parameter(ParameterSetName = "List")]
    [Moment]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only jobs that were made before this time: a date, a time, or an age such as 12h or 7d.</summary>
    [Parameter(ParameterSetName = "List")]
    [Moment]
    public DateTimeOffset? Before { get; set; }

    /// <summary>Only jobs that have one of these devices among their targets; * and ? are wildcards.</summary>
    [Parameter(ParameterSetName = "List")]
    [ArgumentCompleter(typeof(DeviceNameCompleter))]
    [SupportsWildcards]
    public string[] Device { get; set; } = [];

    /// <summary>Only jobs that these people made, as user or user@host; * and ? are wildcards.</summary>
    [Parameter(ParameterSetName = "List")]
    [SupportsWildcards]
    public string[] User { get; set; } = [];

    /// <summary>Only jobs of these workflows; * and ? are wildcards.</summary>
    [Parameter(ParameterSetName = "List")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(WorkflowNameCompleter))]
    public string[] Workflow { get; set; } = [];

    /// <summary>Only jobs of these priorities, 0 to 100.</summary>
    [Parameter(ParameterSetName = "List")]
    [ValidateRange(0, 100)]
    public int[] Priority { get; set; } = [];

    private protected JobFilter Filter() => new()
    {
        Names = Name,
        States = State,
        Kinds = Kind,
        Tags = Tag,
        Project = Project,
        Since = Since,
        Before = Before,
        Devices = Device,
        Users = User,
        Workflows = Workflow,
        Priorities = Priority,
    };
}
