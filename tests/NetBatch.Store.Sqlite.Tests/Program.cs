namespace NetBatch.Store.Sqlite.Tests;

/// <summary>The processes that tests kill, stop and look at: <c>dotnet exec</c> of this assembly.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args) => args switch
    {
        ["own", var path, var jobId] => await Victim.OwnAsync(path, jobId),
        ["watch", var path, var jobId] => await Victim.WatchAsync(path, jobId),
        _ => 2,
    };
}
