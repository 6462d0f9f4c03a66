namespace NetBatch.Platforms;

/// <summary>The sections of a platform file, and which member belongs to which.</summary>
internal static class Sectioning
{
    public const string Session = "session";
    public const string Safety = "safety";
    public const string Config = "config";
    public const string Archive = "archive";
    public const string Files = "files";

    private static readonly string[] Head = ["platform", "extends", "without", "title", "aliases", "names"];
    private static readonly string[] OfSession =
    [
        "channel", "terminal", "enter", "interrupt", "readsAhead", "hostname", "hostnameKept", "contextAfter", "modes", "prepare",
        "pagers", "interrupts",
        "questions", "sessionLimit", "passwordExpired", "errors", "marks", "notices", "logLines", "headers", "login", "read", "filters",
        "readPatterns", "readOnly", "privilege", "save", "show", "logout", "logoutAnswers", "exitStatus", "probe",
    ];

    private static readonly string[] OfConfigMode =
    [
        "enter", "exclusive", "leave", "commit", "commitComment", "commitAnswers", "commitErrors", "commitDone", "commitSilent",
        "sectionAbort", "quotedLines", "lineErrors", "abort", "candidatePrompt", "textOpens", "textCloses", "sectionOpens", "sectionCloses",
    ];

    private static readonly string[] OfSafety = ["timedRevert", "checkpoint"];
    private static readonly string[] OfArchive = ["parts", "drop", "hide", "lastChange"];
    private static readonly string[] OfConfig =
    [
        "syntax", "negation", "declaration", "exit", "comment", "end_markers", "banner_lines", "ignore", "substitute", "substitute_text",
            "indent",
        "normalise", "management", .. RuleKinds.Keys.Select(rule => rule.Key),
    ];

    /// <summary>The sections in the order in which they stand.</summary>
    public static IReadOnlyList<string> Names { get; } = [Session, Safety, Config, Archive, Files];

    /// <summary>All that may stand at the top.</summary>
    public static IReadOnlyList<string> Top { get; } = [.. Head, .. Names];

    /// <summary>Whether a member stands at the top.</summary>
    public static bool IsHead(string key) => Head.Contains(key, StringComparer.Ordinal);

    /// <summary>Whether a member stands in the session's own <c>config</c>.</summary>
    public static bool IsConfigMode(string key) => OfConfigMode.Contains(key, StringComparer.Ordinal);

    /// <summary>The section of a member; null: it is none that is known.</summary>
    public static string? Of(string key) =>
        OfSession.Contains(key, StringComparer.Ordinal) ? Session
        : OfSafety.Contains(key, StringComparer.Ordinal) ? Safety
        : OfConfig.Contains(key, StringComparer.Ordinal) ? Config
        : OfArchive.Contains(key, StringComparer.Ordinal) ? Archive
        : null;
}
