using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Forgets schedules; their jobs, and what became of their moments, stay.</summary>
/// <remarks>It asks where it is more than one, or a wildcard. A name that is not there is an error, a wildcard that matches nothing is
/// none.</remarks>
/// <example>
/// <code>Unregister-BatchSchedule nightly</code>
/// <para>No further job is started by it; one that runs goes on.</para>
/// </example>
/// <example>
/// <code>Get-BatchSchedule lab-* | Unregister-BatchSchedule -Confirm</code>
/// <para>Asks for each.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Unregister, "BatchSchedule", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class UnregisterBatchScheduleCommand : ForgetCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("schedule")]
    [ArgumentCompleter(typeof(ScheduleNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    private protected override string Action => "Forget the schedule";

    /// <inheritdoc/>
    protected override void ProcessRecord() => Collect(Name, host => host.Schedules);
}
