namespace NetBatch.Ssh.Files;

/// <summary>What goes wrong with the files of this machine: no fault of the connection, and not tried again.</summary>
internal static class LocalProblem
{
    /// <summary>Does something with them, and tells what goes wrong as such.</summary>
    public static async Task ToldAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Of(problem);
        }
    }

    /// <summary>The trouble of a run that it is.</summary>
    public static NetBatchException Of(Exception problem) => new(ErrorCode.FileUnusable, $"On this machine: {problem.Message}",
        "See that the folder is one, its permissions and its space.", problem);
}
