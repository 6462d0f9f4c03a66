using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Wildcards that mean the same under every culture: in Turkish, i and I are two letters.</summary>
internal static class Wildcards
{
    /// <summary>Whether a text is like a pattern, whatever the case.</summary>
    public static bool Like(string value, string pattern) => new WildcardPattern(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant).IsMatch(value);
}
