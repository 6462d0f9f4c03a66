using System.Text.RegularExpressions;

namespace NetBatch.Platforms;

/// <summary>Regular expressions of rule files: what they may look like and how they are compiled.</summary>
public static partial class LinePatterns
{
    /// <summary>A rule that needs longer than this on one line is broken; a config must not hang the job.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Compiles a pattern; named groups may be written <c>(?P&lt;name&gt;...)</c> as well.</summary>
    /// <exception cref="ArgumentException">The pattern is not a regular expression.</exception>
    public static Regex Compile(string pattern) =>
        new(pattern.Replace("(?P<", "(?<", StringComparison.Ordinal), RegexOptions.CultureInvariant, Limit);

    /// <summary>Turns <c>\1</c> of a replacement into what .NET understands, and takes <c>$</c> literally.</summary>
    public static string Replacement(string text) =>
        GroupReference().Replace(text.Replace("$", "$$", StringComparison.Ordinal), "$${$1$2}");

    [GeneratedRegex(@"\\(?:g<(\w+)>|(\d))", RegexOptions.CultureInvariant)]
    private static partial Regex GroupReference();
}
