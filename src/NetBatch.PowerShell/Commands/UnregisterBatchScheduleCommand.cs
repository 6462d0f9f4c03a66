using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Forgets schedules; their jobs, and what became of their moments, stay.</summary>
/// <remarks>A name, or a wildcard, that matches nothing is an error.</remarks>
/// <example>
/// <code>Unregister-BatchSchedule nightly</code>
/// <para>No further job is started by it; one that runs goes on.</para>
/// </example>
/// <example>
/// <code>Get-BatchSchedule lab-* | Unregister-BatchSchedule -Confirm</code>
/// <para>Asks for each.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Unregister, "BatchSchedule", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UnregisterBatchScheduleCommand : DefinitionCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("schedule")]
    [ArgumentCompleter(typeof(ScheduleNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Forget(Name, host => host.Schedules, "Forget the schedule");
}
