using System.Globalization;
using System.Text.RegularExpressions;

namespace NetBatch.Store.Sqlite;

/// <summary>How an actor stands in the history: <c>ann@desk (pwsh 4711)</c>.</summary>
internal static partial class Who
{
    public static string Text(Actor who) => $"{who} ({who.Program} {who.ProcessId})";

    /// <summary>The actor again; null for what the job did by itself.</summary>
    public static Actor? Read(string text) => Form().Match(text) is { Success: true } match
        ? new Actor(match.Groups[1].Value, match.Groups[2].Value, int.Parse(match.Groups[4].ValueSpan, CultureInfo.InvariantCulture), match.Groups[3].Value)
        : null;

    // A user's name may hold an at sign (of a domain), a machine's never does.
    [GeneratedRegex(@"\A(.*)@([^@]*) \((.*) (\d{1,9})\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
