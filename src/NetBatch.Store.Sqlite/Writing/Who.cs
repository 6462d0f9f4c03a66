namespace NetBatch.Store.Sqlite;

/// <summary>How an actor stands in the history.</summary>
internal static class Who
{
    public static string Text(Actor who) => $"{who} ({who.Program} {who.ProcessId})";
}
