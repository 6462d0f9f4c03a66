using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Defines whom to tell of the ends of jobs, or of pauses that nobody asked for: a webhook, a chat, an e-mail, or a
/// program.</summary>
/// <remarks>
/// Jobs, templates and schedules name it with -Notify. It is kept in the store with the end of the job and sent apart from it: a receiver
/// that is slow, or gone, neither slows nor fails a job; sending is tried again with growing pauses, and by another process where the first
/// has ended. Secrets are references: the address of a Slack or Teams webhook is itself one, so it is given by -UrlName.
/// </remarks>
/// <example>
/// <code>New-BatchNotification ops -Slack -UrlName env:SLACK_HOOK -On Failure, Breaker</code>
/// <para>Tells a channel of jobs that did not go well.</para>
/// </example>
/// <example>
/// <code>New-BatchNotification oncall -Url https://alerts.example.net/hook -TokenName env:ALERT_TOKEN -On Failure, Pause</code>
/// <para>Tells of failures, and of jobs that paused because a credential was refused or memory ran short.</para>
/// </example>
/// <example>
/// <code>$server = @{ SmtpHost = 'mail.example.net'; SmtpPort = 587; SmtpTls = $true; SmtpCredentialName = 'netbatch@env:SMTP_PW' }
/// New-BatchNotification mail @server -From netbatch@example.net -To noc@example.net</code>
/// <para>Sends an e-mail at every end.</para>
/// </example>
/// <example>
/// <code>New-BatchNotification ticket -Command /usr/local/bin/open-ticket, --queue, network -On Failure</code>
/// <para>Runs a program, which is given the facts as JSON by its standard input.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "BatchNotification", DefaultParameterSetName = "Webhook", SupportsShouldProcess = true)]
[OutputType(typeof(BatchNotification))]
public sealed class NewBatchNotificationCommand : NotificationCommand
{
    /// <summary>Its name, unique whatever the case.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    /// <summary>Put it over a notification of the same name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var notification = Checked(() => Parts().Over(Name, null), Name);
        if (ShouldProcess(Name, $"Keep the notification ({notification.Kind})"))
        {
            Run((session, cut) => session.KeepAsync(session.Host.Notifications, notification, Force, cut), Name);
        }
    }
}
