using System.Globalization;
using System.Text.RegularExpressions;

namespace NetBatch.Store;

/// <summary>How an actor stands in the history: <c>ann@desk (pwsh 4711)</c>.</summary>
internal static partial class Who
{
    public static string Text(Requester who) => $"{who} ({who.Program} {who.ProcessId})";

    /// <summary>The actor again; null for what the job did by itself.</summary>
    public static Requester? Read(string text) => text.Length > 0 ? Of(text) : null;

    /// <summary>The actor again. Approvals of earlier versions say user and host only.</summary>
    public static Requester Of(string text)
    {
        var parts = Form().Match(text).Groups;
        _ = int.TryParse(parts[4].ValueSpan, CultureInfo.InvariantCulture, out var process);
        return new Requester(parts[1].Value, parts[2].Value, process, parts[3].Value);
    }

    // A user's name may hold an at sign (of a domain), a machine's never does.
    [GeneratedRegex(@"\A(.*)@([^@ ]*)(?: \((.*) (\d{1,9})\))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
