using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Gives the audit trail: who did or asked what, when, and from which process.</summary>
/// <remarks>
/// Events are created, taken (a process began to run the job), state, request (stop, pause, resume), warning and removed. Of a job that was
/// removed the last one stays.
/// </remarks>
/// <example>
/// <code>Get-BatchEvent -Since (Get-Date).AddDays(-1)</code>
/// <para>What happened in all jobs since yesterday.</para>
/// </example>
/// <example>
/// <code>Get-BatchJob -Name nightly -First 1 | Get-BatchEvent -What request | Format-Table At, User, Host, ProcessId, Text</code>
/// <para>Who asked the newest nightly job to stop or to pause.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchEvent", DefaultParameterSetName = "Id")]
[OutputType(typeof(BatchEvent))]
public sealed class GetBatchEventCommand : NetBatchCommand
{
    /// <summary>Ids of jobs, removed ones included; Tab completes them. Jobs can be piped. Without it: all jobs.</summary>
    [Parameter(Position = 0, ParameterSetName = "Id", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("JobId")]
    [JobIdInput]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Names of jobs; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Only these sorts of events.</summary>
    [Parameter]
    [ValidateSet("created", "taken", "state", "request", "warning", "removed")]
    public string[] What { get; set; } = [];

    /// <summary>Only what these people did, as user or user@host; * and ? are wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[] User { get; set; } = [];

    /// <summary>Only what happened at or after this time: a date, a time, or an age such as 12h or 7d.</summary>
    [Parameter]
    [Moment]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only what happened before this time: a date, a time, or an age such as 12h or 7d.</summary>
    [Parameter]
    [Moment]
    public DateTimeOffset? Before { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // An empty pipeline brings no record, so that it never means all jobs.
        var filter = new EventFilter { JobIds = Id, Names = Name, Whats = What, Users = User, Since = Since, Before = Before };
        Run(async (session, cut) =>
        {
            await foreach (var one in session.Host.Store.ReadEventsAsync(filter, cut))
            {
                await session.WriteAsync(one);
            }
        });
    }
}
