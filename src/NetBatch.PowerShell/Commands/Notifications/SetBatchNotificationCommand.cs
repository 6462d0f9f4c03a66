using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Changes parts of notifications; what is not given stays.</summary>
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
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("notification")]
    [ArgumentCompleter(typeof(NotificationNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Give the notifications as they are then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Array.ForEach(Name, name => RunEach(name, async (session, cut) =>
    {
        foreach (var one in await session.Host.Notifications.ToUseAsync([name], cut))
        {
            if (!await session.MayAsync(one.Name, "Set"))
            {
                continue;
            }

            var kept = await session.Host.Notifications.ChangeAsync(one.Name, Parts(), cut);
            if (PassThru)
            {
                await session.WriteAsync(kept);
            }
        }
    }));
}
