using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Changes parts of a notification; what is not given stays.</summary>
/// <remarks>
/// What is still to be sent by it goes the new way. Parts of another kind than it was make it one of that kind: a mail server takes the
/// place of a webhook. Test-BatchNotification tries it out.
/// </remarks>
/// <example>
/// <code>Set-BatchNotification ops -On Failure, Pause -MostTries 10</code>
/// <para>Tells of other things, and tries longer.</para>
/// </example>
/// <example>
/// <code>Set-BatchNotification noc -SmtpHost mail2.example.net -To noc@example.net, lead@example.net -PassThru |
/// Test-BatchNotification</code>
/// <para>Gives it another mail server and receivers, and sends a test there.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "BatchNotification", DefaultParameterSetName = "Webhook", SupportsShouldProcess = true)]
[OutputType(typeof(BatchNotification))]
public sealed class SetBatchNotificationCommand : NotificationCommand
{
    /// <summary>The notification's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [NameInput("notification")]
    [ArgumentCompleter(typeof(NotificationNameCompleter))]
    public string Name { get; set; } = "";

    /// <summary>Give the notification as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ShouldProcess(Name, "Set"))
        {
            RunEach(Name, async (session, cut) =>
            {
                var kept = await session.Host.Notifications.ChangeAsync(Name, Parts(), cut);
                if (PassThru)
                {
                    await session.WriteAsync(kept);
                }
            });
        }
    }
}
