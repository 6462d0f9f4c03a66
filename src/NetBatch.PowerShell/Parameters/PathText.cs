using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Paths as PowerShell knows them, and the texts behind them.</summary>
internal static class PathText
{
    /// <summary>The path in the file system; null where there is none.</summary>
    public static string? PathOf(this PSCmdlet cmdlet, string? path) => path is null ? null : cmdlet.GetUnresolvedProviderPathFromPSPath(path);

    /// <summary>The text of a file; null where there is no path.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it cannot be read.</exception>
    public static string? TextOf(this PSCmdlet cmdlet, string? path)
    {
        try
        {
            return path is null ? null : File.ReadAllText(cmdlet.PathOf(path)!);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"The file '{path}' cannot be read: {problem.Message}", inner: problem);
        }
    }
}
