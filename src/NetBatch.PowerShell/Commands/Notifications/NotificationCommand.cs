using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>What the cmdlets share that define a notification: what it tells, and how.</summary>
public abstract class NotificationCommand : NetBatchCommand
{
    /// <summary>What is told: End (every one), Failure (an end at which not every device completed), Breaker (it ended the job), Pause (a
    /// refused credential or short memory paused the job), Change (Save-BatchConfig found configurations changed; with what changed).
    /// Default: End.</summary>
    [Parameter]
    public NotificationEvent[]? On { get; set; }

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

    /// <summary>Where the token is that the webhook wants as a bearer: env:NAME or vault:NAME; empty: it wants none.</summary>
    [Parameter(ParameterSetName = "Webhook")]
    [AllowEmptyString]
    public string? TokenName { get; set; }

    /// <summary>Send the form that Slack's incoming webhooks take.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Slack")]
    public SwitchParameter Slack { get; set; }

    /// <summary>Send the form that Teams' workflow webhooks take.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Teams")]
    public SwitchParameter Teams { get; set; }

    /// <summary>The mail server.</summary>
    [Parameter(ParameterSetName = "Mail")]
    public string? SmtpHost { get; set; }

    /// <summary>Its port. Default 25.</summary>
    [Parameter(ParameterSetName = "Mail")]
    [ValidateRange(1, 65535)]
    public int? SmtpPort { get; set; }

    /// <summary>Send over TLS: by STARTTLS, or from the first byte on port 465. A server that offers none gets nothing.</summary>
    [Parameter(ParameterSetName = "Mail")]
    public SwitchParameter SmtpTls { get; set; }

    /// <summary>Where the mail server's password is, with the user in front: user@env:NAME; empty: it wants none.</summary>
    [Parameter(ParameterSetName = "Mail")]
    [AllowEmptyString]
    public string? SmtpCredentialName { get; set; }

    /// <summary>The sender's address.</summary>
    [Parameter(ParameterSetName = "Mail")]
    public string? From { get; set; }

    /// <summary>The receivers' addresses.</summary>
    [Parameter(ParameterSetName = "Mail")]
    public string[]? To { get; set; }

    /// <summary>A program and its arguments. It is given NETBATCH_JOB_ID, _NAME, _STATE and _END_REASON, and the facts as JSON by its
    /// standard input.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Command")]
    public string[]? Command { get; set; }

    /// <summary>Allow a webhook or a mail server's login without encryption. Without it both are refused, but to this machine
    /// itself.</summary>
    [Parameter]
    public SwitchParameter AllowPlain { get; set; }

    /// <summary>How long one try may take in seconds, 1 to 60. Default 10.</summary>
    [Parameter]
    [ValidateRange(1, 60)]
    public int? TimeoutSeconds { get; set; }

    /// <summary>How often sending is tried, 1 to 20. Default 6.</summary>
    [Parameter]
    [ValidateRange(1, 20)]
    public int? MostTries { get; set; }

    /// <summary>What was given.</summary>
    private protected NotificationParts Parts() => new()
    {
        Kind = Slack ? NotificationKind.Slack : Teams ? NotificationKind.Teams : null,
        On = On,
        Url = Url,
        UrlName = UrlName,
        TokenName = TokenName,
        SmtpHost = SmtpHost,
        SmtpPort = SmtpPort,
        SmtpTls = MyInvocation.BoundParameters.ContainsKey(nameof(SmtpTls)) ? SmtpTls : null,
        SmtpCredentialName = SmtpCredentialName,
        From = From,
        To = To,
        Command = Command,
        AllowPlain = MyInvocation.BoundParameters.ContainsKey(nameof(AllowPlain)) ? AllowPlain : null,
        TimeoutSeconds = TimeoutSeconds,
        MostTries = MostTries,
    };
}
