using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Paths of templates as people type them: relative to the location of PowerShell, not of the process.</summary>
internal static class TemplatePaths
{
    /// <summary>A template's name as it is, its file as a full path.</summary>
    public static string? Template(this PSCmdlet cmdlet, string? template) =>
        TextFsmTemplates.Named(template, cmdlet.FilePath);

    /// <summary>Folders as full paths.</summary>
    public static string[] Folders(this PSCmdlet cmdlet, string[] folders) =>
        [.. folders.Select(cmdlet.FilePath)];
}
