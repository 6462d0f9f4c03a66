using System.CommandLine;
using NetBatch.Hosting;

namespace NetBatch.Cli.Options;

/// <summary>Which templates parse outputs, for every verb that does.</summary>
internal static class TemplateSource
{
    public static Option<string?> Template(string description) => new("--template", "-t") { Description = description };

    public static Option<DirectoryInfo[]> Folders() => new("--templates")
    {
        Description = "Folders with index and *.textfsm that are asked first. Asked after them: templates beside the store, "
            + "NTC_TEMPLATES_DIR, the built-in ones.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>A template's name as it is, its file as a full path.</summary>
    public static string? Path(string? template) =>
        TextFsmTemplates.Named(template, System.IO.Path.GetFullPath);

    /// <summary>The templates beside the store and all that come after them.</summary>
    public static TextFsmTemplates Desk(ParseResult parsed) => new(CommonOptions.StoreFile(parsed));

    /// <summary>The folders' full paths.</summary>
    public static string[] Paths(DirectoryInfo[]? folders) => [.. (folders ?? []).Select(folder => folder.FullName)];
}
