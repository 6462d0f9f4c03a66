namespace NetBatch.TextFsm;

/// <summary>What went wrong with a template or with what was parsed by it.</summary>
public enum TemplateErrorKind
{
    /// <summary>The template is refused: it breaks the language.</summary>
    Template,

    /// <summary>A rule with the action <c>Error</c> matched: the template says that this text is not what it parses.</summary>
    ErrorRule,

    /// <summary>Matching one line took longer than allowed.</summary>
    MatchLimit,

    /// <summary>The index file is refused, or names a template that is not there.</summary>
    Index,

    /// <summary>No template is known for a platform and command.</summary>
    NotFound,

    /// <summary>A file of test vectors or fixtures cannot be read as such.</summary>
    Fixture,
}

/// <summary>An error in a template, an index or a parsed text that its author can act on.</summary>
public sealed class TemplateException : NetBatchException
{
    /// <summary>Creates the error.</summary>
    /// <param name="kind">What went wrong.</param>
    /// <param name="reason">The reason, as a sentence without the place.</param>
    /// <param name="line">One-based line in the file that is at fault, if one line is.</param>
    /// <param name="source">The file's name, if known.</param>
    /// <param name="inner">What it was caused by.</param>
    public TemplateException(TemplateErrorKind kind, string reason, int? line = null, string? source = null, Exception? inner = null)
        : base(ErrorCode.InvalidTemplate, Describe(kind, reason, line, source), null, inner)
    {
        Kind = kind;
        Reason = reason;
        Line = line;
        TemplateName = source;
    }

    /// <summary>What went wrong.</summary>
    public TemplateErrorKind Kind { get; }

    /// <summary>The reason without the place.</summary>
    public string Reason { get; }

    /// <summary>
    /// One-based line in the template (or index, or vector file) that is at fault; null where no single line is.
    /// </summary>
    public int? Line { get; }

    /// <summary>The name of the template or file, if known.</summary>
    public string? TemplateName { get; }

    // An Error rule's text is the template author's; what surrounds it is fixed, and other tools look for it.
    private static string Describe(TemplateErrorKind kind, string reason, int? line, string? source) =>
        kind == TemplateErrorKind.ErrorRule
            ? reason
            : $"{(source is null ? "" : source + ": ")}{(line is null ? "" : $"line {line}: ")}{reason}";
}
