using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetBatch;

/// <summary>Whom to tell of the ends of jobs, and how. Holds references to secrets, never secrets.</summary>
public sealed record BatchNotification : NamedDefinition
{
    /// <summary>The version of this form. Newer ones are refused.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The version that it was written in.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <inheritdoc/>
    public override required string Name { get; init; }

    /// <summary>How it is told.</summary>
    public required NotificationKind Kind { get; init; }

    /// <summary>What is told; empty: every end.</summary>
    public IReadOnlyList<NotificationEvent> On { get; init => field = ItemList.Of(value); } = ItemList.Of<NotificationEvent>([]);

    /// <summary>A webhook's address, http or https, where it is no secret.</summary>
    public string? Url { get; init; }

    /// <summary>Where a webhook's address is, when it is itself the secret, as those of Slack and Teams are.</summary>
    public CredentialReference? UrlFrom { get; init; }

    /// <summary>Where the token is that a webhook wants as <c>Authorization: Bearer</c>, or null.</summary>
    public CredentialReference? Token { get; init; }

    /// <summary>The mail server, or null.</summary>
    public string? SmtpHost { get; init; }

    /// <summary>Its port, 1 to 65535. Default 25.</summary>
    public int SmtpPort { get; init => field = value == 0 ? 25 : value; } = 25;

    /// <summary>Whether the mail goes over TLS: by STARTTLS, or from the first byte on port 465. A server that offers none gets
    /// nothing.</summary>
    public bool SmtpTls { get; init; }

    /// <summary>Where the mail server's user and password are, or null.</summary>
    public CredentialReference? SmtpCredential { get; init; }

    /// <summary>The sender's address, or null.</summary>
    public string? From { get; init; }

    /// <summary>The receivers' addresses.</summary>
    public IReadOnlyList<string> To { get; init => field = ItemList.Of(value); } = ItemList.Of<string>([]);

    /// <summary>A program of this machine and its arguments; it is given the facts by its standard input and by NETBATCH_
    /// variables.</summary>
    public IReadOnlyList<string> Command { get; init => field = ItemList.Of(value); } = ItemList.Of<string>([]);

    /// <summary>Whether a webhook or a mail server's login may cross the network without encryption, other than within this
    /// machine.</summary>
    public bool AllowPlain { get; init; }

    /// <summary>How long one try may take in seconds, 1 to 60. Default 10.</summary>
    public int TimeoutSeconds { get; init => field = value == 0 ? 10 : value; } = 10;

    /// <summary>How often sending is tried, 1 to 20, with pauses that double from 2 s to 5 min. Default 6.</summary>
    public int MostTries { get; init => field = value == 0 ? 6 : value; } = 6;

    /// <summary>The JSON form.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EngineJson.Indented.BatchNotification);

    /// <summary>Reads the JSON form.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.SpecNewer"/> or <see cref="ErrorCode.InvalidArgument"/>; the message
    /// names the member.</exception>
    public static BatchNotification FromJson(string json) =>
        DefinitionForm.Read(json, "notification", CurrentSchema, Defaults, EngineJson.Default.BatchNotification);

    /// <summary>What would cross the network without encryption, in a sentence, or null: it is encrypted, stays on this machine, or is
    /// allowed.</summary>
    /// <param name="address">A webhook's address where it comes from elsewhere (<see cref="UrlFrom"/>).</param>
    public string? Exposure(Uri? address = null)
    {
        const string how = "or allow it by name (-AllowPlain, --allow-plain true)";
        address ??= Uri.TryCreate(Url, UriKind.Absolute, out var own) ? own : null;
        return AllowPlain ? null
            : address is { Scheme: "http", IsLoopback: false }
                ? $"The webhook at {address.Host} is not encrypted, and whoever listens could read and use it. " +
                    $"Write https://, {how}."
            : Kind == NotificationKind.Mail && SmtpCredential is not null && !SmtpTls && !IsThisMachine(SmtpHost)
                ? $"The login would cross the network to {SmtpHost} without encryption. " +
                    $"Say that it goes over TLS (-SmtpTls, --smtp-tls true), {how}."
                : null;
    }

    private static bool IsThisMachine(string? host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) ||
        (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Why it could never be sent, a sentence each.</summary>
    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [];
        var web = Kind is NotificationKind.Webhook or NotificationKind.Slack or NotificationKind.Teams;
        Need(!web || Url is null != UrlFrom is null, $"A {Kind} needs Url, or UrlFrom where the address is the secret, and not both.");
        Need(Url is null || (Uri.TryCreate(Url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"),
            $"'{Url}' is no http or https address.");
        Need(Url is null || !Uri.TryCreate(Url, UriKind.Absolute, out var plain) || plain.UserInfo.Length == 0,
            "The address holds a user or password; give it by UrlFrom.");
        // Whoever knows it may write there; a stand-in of one's own, without TLS, is no such service.
        Need(
            Kind is not (NotificationKind.Slack or NotificationKind.Teams)
                || Url?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) != true,
            $"The address of a {Kind} webhook is a secret itself; give it by UrlFrom, as env:NAME (-UrlName, --url-name).");
        if (Exposure() is { } exposed)
        {
            problems.Add(exposed);
        }

        Need(Kind != NotificationKind.Mail || (SmtpHost is not null && From is not null && To.Count > 0),
            "A Mail needs SmtpHost, From and To.");
        Need(Kind != NotificationKind.Command || Command.Count > 0, "A Command needs a program.");
        Need(SmtpPort is >= 1 and <= 65535, $"SmtpPort is {SmtpPort}; it may be 1 to 65535.");
        Need(TimeoutSeconds is >= 1 and <= 60, $"TimeoutSeconds is {TimeoutSeconds}; it may be 1 to 60.");
        Need(MostTries is >= 1 and <= 20, $"MostTries is {MostTries}; it may be 1 to 20.");
        foreach (var mail in Kind == NotificationKind.Mail ? To.Append(From) : [])
        {
            Need(mail is null || System.Net.Mail.MailAddress.TryCreate(mail, out _), $"'{mail}' is no mail address.");
        }

        foreach (var reference in (CredentialReference?[])[UrlFrom, Token, SmtpCredential])
        {
            Need(reference is null or { Source: CredentialSource.Environment or CredentialSource.Vault },
                "Secrets of a notification are env:NAME or vault:NAME.");
        }

        return problems;

        void Need(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }

    private static readonly Lazy<JsonElement> Defaults = new(
        () => JsonElement.Parse("""{"schema":1,"smtpPort":25,"timeoutSeconds":10,"mostTries":6}"""));
}

/// <summary>How the end of a job is told.</summary>
public enum NotificationKind
{
    /// <summary>An HTTP POST of JSON.</summary>
    Webhook,
    /// <summary>The same in the form that Slack's incoming webhooks take.</summary>
    Slack,
    /// <summary>The same in the form that Teams' workflow webhooks take: an adaptive card.</summary>
    Teams,
    /// <summary>An e-mail.</summary>
    Mail,
    /// <summary>A program on the machine that sends.</summary>
    Command,
}

/// <summary>What of jobs is told.</summary>
public enum NotificationEvent
{
    /// <summary>Every end.</summary>
    End,
    /// <summary>An end at which not every target completed.</summary>
    Failure,
    /// <summary>The breaker ended it.</summary>
    Breaker,
    /// <summary>It paused without being asked: a credential was refused, or its process came near the memory that it may use.</summary>
    Pause,
    /// <summary>An end at which configurations of devices were found changed; it comes with what changed.</summary>
    Change,
}
