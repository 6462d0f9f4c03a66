using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Forgets notifications; what is still to be sent by them is given up.</summary>
/// <remarks>It asks where it is more than one, or a wildcard. A name that is not there is an error, a wildcard that matches nothing is
/// none.</remarks>
/// <example>
/// <code>Remove-BatchNotification old-*</code>
/// <para>Forgets those whose names begin so.</para>
/// </example>
/// <example>
/// <code>Get-BatchNotification | Where-Object Kind -eq Command | Remove-BatchNotification -Confirm</code>
/// <para>Asks for each that runs a program.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BatchNotification", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBatchNotificationCommand : ForgetCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("notification")]
    [ArgumentCompleter(typeof(NotificationNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    private protected override string Action => "Remove the notification";

    /// <inheritdoc/>
    protected override void ProcessRecord() => Collect(Name, host => host.Notifications);
}
