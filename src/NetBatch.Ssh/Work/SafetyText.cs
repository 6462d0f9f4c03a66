using System.Globalization;

namespace NetBatch.Ssh.Work;

/// <summary>The commands around a change, with its name and its time put in.</summary>
internal static class SafetyText
{
    public static string Fill(string text, ConfigChange change)
    {
        var time = change.RevertAfter ?? TimeSpan.Zero;
        return text
            .Replace("{name}", change.Mark ?? "netbatch", StringComparison.Ordinal)
            .Replace("{minutes}", Math.Ceiling(time.TotalMinutes).ToString("0", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{seconds}", Math.Ceiling(time.TotalSeconds).ToString("0", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{clock}", TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds)).ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture),
                StringComparison.Ordinal);
    }

    public static IReadOnlyList<string> Fill(IEnumerable<string> texts, ConfigChange change) =>
        [.. texts.Select(text => Fill(text, change))];
}
