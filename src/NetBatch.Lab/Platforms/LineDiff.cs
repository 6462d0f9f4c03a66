namespace NetBatch.Lab.Platforms;

/// <summary>Lines gone and come between two texts, gone ones first at their place.</summary>
internal static class LineDiff
{
    public static string Of(string old, string now)
    {
        var before = old.Split('\n');
        var after = now.Split('\n');
        var gone = new HashSet<string>(before.Except(after));
        var come = new HashSet<string>(after.Except(before));
        return "--- system:/running-config\n+++ session:/session-config\n" +
            string.Concat(before.Where(gone.Contains).Select(line => $"-{line}\n")) +
            string.Concat(after.Where(come.Contains).Select(line => $"+{line}\n"));
    }
}
