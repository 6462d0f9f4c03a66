using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Paths as PowerShell knows them, and the texts behind them.</summary>
internal static class PathText
{
    /// <summary>The path in the file system; null where there is none.</summary>
    public static string? PathOf(this PSCmdlet cmdlet, string? path) =>
        path is null ? null : cmdlet.GetUnresolvedProviderPathFromPSPath(path);

    /// <summary>The texts of files, one behind the other; null where there is no file.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: one cannot be read.</exception>
    public static string? TextOf(this PSCmdlet cmdlet, string[] paths) =>
        paths.Length == 0 ? null : string.Join('\n', paths.Select(path => ConfigText.Read(cmdlet.PathOf(path)!).Text));
}
