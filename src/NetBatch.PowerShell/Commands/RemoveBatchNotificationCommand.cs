using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Forgets notifications; what is still to be sent by them is given up.</summary>
/// <remarks>A name, or a wildcard, that matches nothing is an error.</remarks>
/// <example>
/// <code>Remove-BatchNotification old-*</code>
/// <para>Forgets those whose names begin so.</para>
/// </example>
/// <example>
/// <code>Get-BatchNotification | Where-Object Kind -eq Command | Remove-BatchNotification -Confirm</code>
/// <para>Asks for each that runs a program.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BatchNotification", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveBatchNotificationCommand : DefinitionCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("notification")]
    [ArgumentCompleter(typeof(NotificationNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Forget(Name, host => host.Notifications, "Remove the notification");
}
