using System.Text.RegularExpressions;

namespace NetBatch.Platforms;

/// <summary>How a platform's config text is written.</summary>
public enum ConfigSyntax
{
    /// <summary>Sections by indentation (IOS and its kin).</summary>
    Indented,

    /// <summary>Braces, or flat <c>set</c> lines (Junos, VyOS, SR Linux).</summary>
    Curly,

    /// <summary><c>config</c>, <c>edit</c>, <c>next</c>, <c>end</c> (FortiOS).</summary>
    ConfigEdit,
}

/// <summary>How one platform's configuration is read, compared and changed: the section <c>config</c> of its file. Immutable.</summary>
public sealed class ConfigRules
{
    /// <summary>Makes the rules of a platform.</summary>
    /// <param name="name">Its name.</param>
    public ConfigRules(string name) => Name = name;

    /// <summary>The platform's name, as in the file (<c>cisco_ios</c>).</summary>
    public string Name { get; }

    /// <summary>How its text is written.</summary>
    public ConfigSyntax Syntax { get; init; }

    /// <summary>What a line begins with that takes something away, with its blank (<c>no </c>).</summary>
    public string Negation { get; init; } = "no ";

    /// <summary>What a line begins with that sets something, with its blank (<c>set </c>); empty on most platforms.</summary>
    public string Declaration { get; init; } = "";

    /// <summary>The line that leaves a section where no rule says otherwise.</summary>
    public string Exit { get; init; } = "exit";

    /// <summary>What a complete running config must end with; none: the platform prints no such line.</summary>
    public IReadOnlyList<string> EndMarkers { get; init; } = [];

    /// <summary>The rules of lines below others, by the lines above.</summary>
    public RuleTree Lineages { get; init; } = new();

    /// <summary>The rules of lines at any depth.</summary>
    public IReadOnlyList<LeafRule> Anywhere { get; init; } = [];

    /// <summary>Lines that are no part of the config.</summary>
    public IReadOnlyList<IgnoreRule> Ignored { get; init; } = [];

    /// <summary>Replacements in each line before it is read.</summary>
    public IReadOnlyList<SubstituteRule> LineSubstitutions { get; init; } = [];

    /// <summary>Replacements in the whole text before it is read.</summary>
    public IReadOnlyList<SubstituteRule> TextSubstitutions { get; init; } = [];

    /// <summary>Lines between which all is one level deeper.</summary>
    public IReadOnlyList<IndentRule> Indents { get; init; } = [];

    /// <summary>Lines that begin a text of several lines with an end of its own.</summary>
    public IReadOnlyList<TextRule> Texts { get; init; } = [];

    /// <summary>Whether a line that begins with <c>banner</c> is a line like others, without a mark that ends a text.</summary>
    public bool BannerLines { get; init; }

    /// <summary>Secrets that the device shows in another form than they were written.</summary>
    public IReadOnlyList<SecretRule> Secrets { get; init; } = [];

    /// <summary>Questions that lines of a change ask, with their answers.</summary>
    public IReadOnlyList<QuestionRule> Questions { get; init; } = [];

    /// <summary>Steps after reading, by their names.</summary>
    public IReadOnlyList<string> Normalisers { get; init; } = [];

    /// <summary>Whether the rules suffice to compare and not to change: what is computed is shown and never sent.</summary>
    public bool ComparesOnly { get; init; }

    /// <summary>What a comment that belongs to the next line begins with; empty: there are none.</summary>
    public string CommentPrefix { get; init; } = "";

    /// <summary>Lines that a management session may depend on.</summary>
    public IReadOnlyList<ManagementRule> Management { get; init; } = [];

    /// <summary>All lines that leave a section.</summary>
    public IReadOnlySet<string> CloserTexts { get; init; } = new HashSet<string>();

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A line that is no part of the config.</summary>
/// <param name="Rule">The test on its text.</param>
/// <param name="Indent">Leading blanks it must have; null: any number.</param>
/// <param name="KeepSections">Whether it stays when it opens a section, so that its children do not fall to another.</param>
public sealed record IgnoreRule(LineRule Rule, int? Indent, bool KeepSections);

/// <summary>A replacement in a line or text before it is read.</summary>
/// <param name="Search">What is replaced.</param>
/// <param name="Replace">By what, in .NET form.</param>
/// <param name="Needs">A fragment without which the pattern cannot match; saves running it.</param>
public sealed record SubstituteRule(Regex Search, string Replace, string? Needs);

/// <summary>Lines between which all is one level deeper.</summary>
/// <param name="Start">The line before.</param>
/// <param name="End">The line behind.</param>
public sealed record IndentRule(Regex Start, Regex End);

/// <summary>A line that begins a text of several lines: a banner, a title, a header.</summary>
/// <param name="Start">What it begins with; saves running the expression.</param>
/// <param name="Open">The line; its group <c>mark</c> is the character or word that ends the text.</param>
public sealed record TextRule(string Start, Regex Open);

/// <summary>A secret in clear, as people write it, and as the device shows it: whether they are the same cannot be known.</summary>
/// <param name="Clear">The line with the secret in clear.</param>
/// <param name="Hidden">The line as the device shows it. What the groups <c>key</c> of both hold must be equal.</param>
public sealed record SecretRule(Regex Clear, Regex Hidden);

/// <summary>A question that a line asks when it is sent.</summary>
/// <param name="Line">The lines that may ask it.</param>
/// <param name="Expect">Regular expression that the end of the output matches then.</param>
/// <param name="Answer">What is sent, followed by Enter.</param>
public sealed record QuestionRule(Regex Line, string Expect, string Answer);

/// <summary>Lines that a management session may depend on.</summary>
/// <param name="What">What of the session it is about: interface, address, vrf, aaa, user, vty, route.</param>
/// <param name="Lineage">The lines from the top; the last may be any line below.</param>
public sealed record ManagementRule(string What, IReadOnlyList<LineRule> Lineage);
