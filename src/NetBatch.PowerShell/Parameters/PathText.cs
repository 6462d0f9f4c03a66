using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Paths as PowerShell knows them, and the texts behind them.</summary>
internal static class PathText
{
    /// <summary>The path in the file system, relative to the location of PowerShell; a path of another provider, as in the location Env:,
    /// ends the command.</summary>
    public static string FilePath(this PSCmdlet cmdlet, string path)
    {
        var full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        if (provider.Name != "FileSystem")
        {
            cmdlet.ThrowTerminatingError(new NetBatchException(
                ErrorCode.InvalidArgument, $"'{path}' is no path of the file system here: the location is one of {provider.Name}.",
                "Give a whole path, or go to a folder first (Set-Location).").ToRecord(path));
        }

        return full;
    }

    /// <summary>The same; null where there is none.</summary>
    public static string? PathOf(this PSCmdlet cmdlet, string? path) => path is null ? null : cmdlet.FilePath(path);

    /// <summary>The texts of files, one behind the other; null where there is no file.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: one cannot be read.</exception>
    public static string? TextOf(this PSCmdlet cmdlet, string[] paths) =>
        paths.Length == 0 ? null : string.Join('\n', paths.Select(path => ConfigText.Read(cmdlet.PathOf(path)!).Text));
}
