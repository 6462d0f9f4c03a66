using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Lists notifications, or what became of those of a job.</summary>
/// <remarks>A name that is written out and names nothing is an error; a wildcard that matches nothing is an empty list.</remarks>
/// <example>
/// <code>Get-BatchNotification</code>
/// <para>Whom jobs may tell of their ends.</para>
/// </example>
/// <example>
/// <code>Get-BatchJob -First 1 | ForEach-Object { Get-BatchNotification -JobId $_.Id }</code>
/// <para>Whether the last job's end was told, and what went wrong if not.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchNotification", DefaultParameterSetName = "Name")]
[OutputType(typeof(BatchNotification), typeof(Notice))]
public sealed class GetBatchNotificationCommand : DefinitionCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Name")]
    [NameInput("notification")]
    [ArgumentCompleter(typeof(NotificationNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>A job: what became of its notifications.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Job")]
    [JobIdInput]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public string? JobId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (JobId is null)
        {
            List(Name, host => host.Notifications);
            return;
        }

        Run(async (session, cut) =>
        {
            foreach (var notice in await session.Host.Store.Notices.ReadAsync((await session.Host.Store.GetAsync(JobId, cut)).Id, cut))
            {
                await session.WriteAsync(notice);
            }
        });
    }
}
