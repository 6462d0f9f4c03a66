namespace NetBatch.Commands;

/// <summary>Reads files that users name; what keeps them from being read is the user's to mend.</summary>
internal static class TextFile
{
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>.</exception>
    public static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"The file '{path}' cannot be read: {problem.Message}", inner: problem);
        }
    }
}
