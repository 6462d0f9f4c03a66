using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Defines whom to tell of the ends of jobs: a webhook, a chat, an e-mail, or a program.</summary>
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
/// <code>New-BatchNotification mail -SmtpHost mail.example.net -SmtpPort 587 -SmtpTls -SmtpCredentialName netbatch@env:SMTP_PW -From netbatch@example.net -To noc@example.net</code>
/// <para>Sends an e-mail at every end.</para>
/// </example>
/// <example>
/// <code>New-BatchNotification ticket -Command /usr/local/bin/open-ticket, --queue, network -On Failure</code>
/// <para>Runs a program, which is given the facts as JSON by its standard input.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "BatchNotification", DefaultParameterSetName = "Webhook", SupportsShouldProcess = true)]
[OutputType(typeof(BatchNotification))]
public sealed class NewBatchNotificationCommand : NetBatchCommand
{
    /// <summary>Its name, unique whatever the case.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    /// <summary>Which ends are told: End (every one), Failure (not every device completed), Breaker. Default: End.</summary>
    [Parameter]
    public NotificationEvent[] On { get; set; } = [];

    /// <summary>A webhook's address, http or https, where it is no secret.</summary>
    [Parameter(ParameterSetName = "Webhook")]
    [Parameter(ParameterSetName = "Slack")]
    [Parameter(ParameterSetName = "Teams")]
    public string? Url { get; set; }

    /// <summary>Where the webhook's address is, when it is itself the secret: env:NAME or vault:NAME.</summary>
    [Parameter(ParameterSetName = "Webhook")]
    [Parameter(ParameterSetName = "Slack")]
    [Parameter(ParameterSetName = "Teams")]
    public string? UrlName { get; set; }

    /// <summary>Where the token is that the webhook wants as a bearer: env:NAME or vault:NAME.</summary>
    [Parameter(ParameterSetName = "Webhook")]
    public string? TokenName { get; set; }

    /// <summary>Send the form that Slack's incoming webhooks take.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Slack")]
    public SwitchParameter Slack { get; set; }

    /// <summary>Send the form that Teams' workflow webhooks take.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Teams")]
    public SwitchParameter Teams { get; set; }

    /// <summary>The mail server.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Mail")]
    public string? SmtpHost { get; set; }

    /// <summary>Its port. Default 25.</summary>
    [Parameter(ParameterSetName = "Mail")]
    [ValidateRange(1, 65535)]
    public int SmtpPort { get; set; } = 25;

    /// <summary>Send over TLS (STARTTLS).</summary>
    [Parameter(ParameterSetName = "Mail")]
    public SwitchParameter SmtpTls { get; set; }

    /// <summary>Where the mail server's password is, with the user in front: user@env:NAME.</summary>
    [Parameter(ParameterSetName = "Mail")]
    public string? SmtpCredentialName { get; set; }

    /// <summary>The sender's address.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Mail")]
    public string? From { get; set; }

    /// <summary>The receivers' addresses.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Mail")]
    public string[] To { get; set; } = [];

    /// <summary>A program and its arguments. It is given NETBATCH_JOB_ID, _NAME, _STATE and _END_REASON, and the facts as JSON by its standard input.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Command")]
    public string[] Command { get; set; } = [];

    /// <summary>How long one try may take in seconds, 1 to 60. Default 10.</summary>
    [Parameter]
    [ValidateRange(1, 60)]
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>How often sending is tried, 1 to 20. Default 6.</summary>
    [Parameter]
    [ValidateRange(1, 20)]
    public int MostTries { get; set; } = 6;

    /// <summary>Put it over a notification of the same name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var notification = Checked(Notification, Name);
        if (ShouldProcess(Name, $"Keep the notification ({notification.Kind})"))
        {
            Run(async (session, cut) => await session.WriteAsync(await session.Host.Notifications.SaveAsync(notification, !Force, cut)), Name);
        }
    }

    private BatchNotification Notification() => new()
    {
        Name = Name,
        Kind = Enum.Parse<NotificationKind>(ParameterSetName),
        On = On,
        Url = Url,
        UrlFrom = UrlName is null ? null : CredentialReference.Parse(UrlName),
        Token = TokenName is null ? null : CredentialReference.Parse(TokenName),
        SmtpHost = SmtpHost,
        SmtpPort = SmtpPort,
        SmtpTls = SmtpTls,
        SmtpCredential = SmtpCredentialName is null ? null : CredentialReference.Parse(SmtpCredentialName),
        From = From,
        To = To,
        Command = Command,
        TimeoutSeconds = TimeoutSeconds,
        MostTries = MostTries,
    };
}
