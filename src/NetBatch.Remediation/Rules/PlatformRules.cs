using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

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

/// <summary>Everything the engine knows of one platform, read from its rule file. Immutable.</summary>
public sealed class PlatformRules
{
    internal PlatformRules(string name) => Name = name;

    /// <summary>The platform's name, as in the file (<c>cisco_ios</c>).</summary>
    public string Name { get; }

    /// <summary>Other names it is known by.</summary>
    public IReadOnlyList<string> Aliases { get; internal init; } = [];

    /// <summary>How its text is written.</summary>
    public ConfigSyntax Syntax { get; internal init; }

    /// <summary>What a line begins with that takes something away, with its blank (<c>no </c>).</summary>
    public string Negation { get; internal init; } = "no ";

    /// <summary>What a line begins with that sets something, with its blank (<c>set </c>); empty on most platforms.</summary>
    public string Declaration { get; internal init; } = "";

    /// <summary>The line that leaves a section where no rule says otherwise.</summary>
    public string Exit { get; internal init; } = "exit";

    /// <summary>What a complete running config must end with; none: the platform prints no such line.</summary>
    public IReadOnlyList<string> EndMarkers { get; internal init; } = [];

    internal RuleTree Lineages { get; init; } = new();

    internal IReadOnlyList<LeafRule> Anywhere { get; init; } = [];

    internal IReadOnlyList<IgnoreRule> Ignored { get; init; } = [];

    internal IReadOnlyList<SubstituteRule> LineSubstitutions { get; init; } = [];

    internal IReadOnlyList<SubstituteRule> TextSubstitutions { get; init; } = [];

    internal IReadOnlyList<IndentRule> Indents { get; init; } = [];

    internal IReadOnlyList<string> Normalisers { get; init; } = [];

    internal string CommentPrefix { get; init; } = "";

    internal IReadOnlyList<ManagementRule> Management { get; init; } = [];

    internal IReadOnlySet<string> CloserTexts { get; init; } = new HashSet<string>();

    /// <summary>The files it was made of, the base first, so that another can extend it.</summary>
    internal IReadOnlyList<RuleFile> Files { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A line that is no part of the config.</summary>
/// <param name="Rule">The test on its text.</param>
/// <param name="Indent">Leading blanks it must have; null: any number.</param>
/// <param name="KeepSections">Whether it stays when it opens a section, so that its children do not fall to another.</param>
internal sealed record IgnoreRule(LineRule Rule, int? Indent, bool KeepSections);

/// <summary>A replacement in a line or text before it is read.</summary>
/// <param name="Search">What is replaced.</param>
/// <param name="Replace">By what, in .NET form.</param>
/// <param name="Needs">A fragment without which the pattern cannot match; saves running it.</param>
internal sealed record SubstituteRule(Regex Search, string Replace, string? Needs);

/// <summary>Lines after a match of the first are one level deeper until a match of the second.</summary>
internal sealed record IndentRule(Regex Start, Regex End);

/// <summary>Lines that a management session may depend on.</summary>
/// <param name="What">What of the session it is about: interface, address, vrf, aaa, user, vty, route.</param>
/// <param name="Lineage">The lines from the top; the last may be any line below.</param>
internal sealed record ManagementRule(string What, IReadOnlyList<LineRule> Lineage);
