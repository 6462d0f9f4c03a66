using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>What the cmdlets about pipelines share.</summary>
internal static class PathResolution
{
    /// <summary>Files by path or wildcard; a path that matches nothing stays as it is, so that its reader can say so.</summary>
    public static IEnumerable<string> Resolved(this PSCmdlet cmdlet, string path)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path))
        {
            return [cmdlet.FilePath(path)];
        }

        try
        {
            var found = cmdlet.GetResolvedProviderPathFromPSPath(path, out _);
            return found.Count > 0 ? found : [cmdlet.FilePath(path)];
        }
        catch (ItemNotFoundException)
        {
            return [cmdlet.FilePath(path)];
        }
    }
}
