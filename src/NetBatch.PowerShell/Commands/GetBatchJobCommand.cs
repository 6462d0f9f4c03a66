using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Lists jobs, newest first.</summary>
/// <remarks>Any process can list the jobs of a store while others run them. A job whose process is gone shows as Interrupted.</remarks>
/// <example>
/// <code>Get-BatchJob -State Running, Paused</code>
/// <para>What is going on now.</para>
/// </example>
/// <example>
/// <code>Get-BatchJob -Name nightly* -Since (Get-Date).AddDays(-7) | Get-BatchResult -Failed</code>
/// <para>What failed in the nightly jobs of the last week.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchJob", DefaultParameterSetName = "List")]
[OutputType(typeof(BatchJob), typeof(ChainedJob))]
public sealed class GetBatchJobCommand : NetBatchCommand
{
    /// <summary>Ids of jobs; Tab completes them.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = JobChoiceCommand.IdSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("JobId")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Names of jobs; * and ? are wildcards.</summary>
    [Parameter(ParameterSetName = "List")]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Only jobs in these states.</summary>
    [Parameter(ParameterSetName = "List")]
    public JobState[] State { get; set; } = [];

    /// <summary>Only jobs of these kinds of work, such as command or config.</summary>
    [Parameter(ParameterSetName = "List")]
    public string[] Kind { get; set; } = [];

    /// <summary>Only jobs that have all these tags.</summary>
    [Parameter(ParameterSetName = "List")]
    public string[] Tag { get; set; } = [];

    /// <summary>Only jobs of this project.</summary>
    [Parameter(ParameterSetName = "List")]
    public string? Project { get; set; }

    /// <summary>Only jobs that were made at or after this time.</summary>
    [Parameter(ParameterSetName = "List")]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only jobs that were made before this time.</summary>
    [Parameter(ParameterSetName = "List")]
    public DateTimeOffset? Before { get; set; }

    /// <summary>At most so many, the newest.</summary>
    [Parameter(ParameterSetName = "List")]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <summary>The whole chain that the job is in: each job after those that it depends on.</summary>
    [Parameter(ParameterSetName = JobChoiceCommand.IdSet)]
    public SwitchParameter Chain { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Id is not null && Chain)
        {
            Array.ForEach(Id, id => RunEach(id, async (session, cut) =>
            {
                foreach (var job in await session.Host.ChainAsync(id, cut))
                {
                    await session.WriteAsync(job);
                }
            }));
            return;
        }

        if (Id is not null)
        {
            Array.ForEach(Id, id => RunEach(id, async (session, cut) => await session.WriteAsync(await session.Host.FindAsync(id, cut))));
            return;
        }

        var filter = new JobFilter { Names = Name, States = State, Kinds = Kind, Tags = Tag, Project = Project, Since = Since, Before = Before, First = First };
        Run(async (session, cut) =>
        {
            var any = false;
            await foreach (var job in session.Host.Store.ListAsync(filter, cut))
            {
                any = true;
                await session.WriteAsync(job);
            }

            // A name that was written out and names nothing is an error, a wildcard that matches nothing is an empty list.
            if (!any && Name.FirstOrDefault(name => name.AsSpan().IndexOfAny('*', '?') < 0) is { } exact)
            {
                await session.ErrorAsync(new NetBatchException(ErrorCode.JobNotFound, $"There is no such job named '{exact}'.", "List all with Get-BatchJob.").ToRecord(exact));
            }
        });
    }
}
