namespace NetBatch;

/// <summary>What was said of a notification, to make one or to change one; what is null was not said.</summary>
public sealed record NotificationParts
{
    /// <summary>How it is told; null: as the other parts tell, or as before.</summary>
    public NotificationKind? Kind { get; init; }

    /// <summary>What is told; empty: every end.</summary>
    public IReadOnlyList<NotificationEvent>? On { get; init; }

    /// <summary>A webhook's address; takes the place of <see cref="UrlName"/>.</summary>
    public string? Url { get; init; }

    /// <summary>Where a webhook's address is: env:NAME or vault:NAME; takes the place of <see cref="Url"/>.</summary>
    public string? UrlName { get; init; }

    /// <summary>Where a webhook's token is; empty: it needs none.</summary>
    public string? TokenName { get; init; }

    /// <summary>The mail server.</summary>
    public string? SmtpHost { get; init; }

    /// <summary>Its port.</summary>
    public int? SmtpPort { get; init; }

    /// <summary>Whether the mail goes over TLS.</summary>
    public bool? SmtpTls { get; init; }

    /// <summary>Where the mail server's user and password are; empty: it needs none.</summary>
    public string? SmtpCredentialName { get; init; }

    /// <summary>The sender's address.</summary>
    public string? From { get; init; }

    /// <summary>The receivers' addresses, in place of all there are.</summary>
    public IReadOnlyList<string>? To { get; init; }

    /// <summary>A program and its arguments.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Whether a webhook or a login may cross the network without encryption.</summary>
    public bool? AllowPlain { get; init; }

    /// <summary>How long one try may take in seconds.</summary>
    public int? TimeoutSeconds { get; init; }

    /// <summary>How often sending is tried.</summary>
    public int? MostTries { get; init; }

    /// <summary>A notification with these parts over what it was; parts of another kind than it is then are gone.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="before">What it was, or null.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: the parts are of several kinds, or a reference cannot
    /// be read.</exception>
    public BatchNotification Over(string name, BatchNotification? before)
    {
        var kind = KindOver(before?.Kind);
        var basis = before ?? new BatchNotification { Name = name, Kind = kind };
        var all = basis with
        {
            Kind = kind,
            On = On ?? basis.On,
            Url = Url ?? (UrlName is null ? basis.Url : null),
            UrlFrom = UrlName is not null ? CredentialReference.Parse(UrlName) : Url is null ? basis.UrlFrom : null,
            Token = Reference(TokenName, basis.Token),
            SmtpHost = SmtpHost ?? basis.SmtpHost,
            SmtpPort = SmtpPort ?? basis.SmtpPort,
            SmtpTls = SmtpTls ?? basis.SmtpTls,
            SmtpCredential = Reference(SmtpCredentialName, basis.SmtpCredential),
            From = From ?? basis.From,
            To = To ?? basis.To,
            Command = Command ?? basis.Command,
            AllowPlain = AllowPlain ?? basis.AllowPlain,
            TimeoutSeconds = TimeoutSeconds ?? basis.TimeoutSeconds,
            MostTries = MostTries ?? basis.MostTries,
        };
        all = IsWeb(kind) ? all : all with { Url = null, UrlFrom = null, Token = null };
        all = kind == NotificationKind.Mail ? all
            : all with { SmtpHost = null, SmtpPort = 0, SmtpTls = false, SmtpCredential = null, From = null, To = [] };
        return kind == NotificationKind.Command ? all : all with { Command = [] };
    }

    private NotificationKind KindOver(NotificationKind? before)
    {
        var web = Url is not null || UrlName is not null || TokenName is not null || (Kind is { } said && IsWeb(said));
        var mail = SmtpHost is not null || SmtpPort is not null || SmtpTls is not null || SmtpCredentialName is not null || From is not null
            || To is not null || Kind == NotificationKind.Mail;
        var command = Command is not null || Kind == NotificationKind.Command;
        return (web, mail, command) switch
        {
            (true, false, false) => Kind ?? (before is { } was && IsWeb(was) ? was : NotificationKind.Webhook),
            (false, true, false) => NotificationKind.Mail,
            (false, false, true) => NotificationKind.Command,
            (false, false, false) => before ?? NotificationKind.Webhook,
            _ => throw new NetBatchException(
                ErrorCode.InvalidArgument, "What was given belongs to several kinds of notifications.",
                "Give the address of a webhook, or a mail server with sender and receivers, or a program."),
        };
    }

    private static bool IsWeb(NotificationKind kind) =>
        kind is NotificationKind.Webhook or NotificationKind.Slack or NotificationKind.Teams;

    private static CredentialReference? Reference(string? name, CredentialReference? before) =>
        name is null ? before : name.Length == 0 ? null : CredentialReference.Parse(name);
}
