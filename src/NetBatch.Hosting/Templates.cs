using NetBatch.TextFsm;

namespace NetBatch.Hosting;

/// <summary>Where the templates are that parse outputs: the same for jobs and for everything that parses without one.</summary>
public static class Templates
{
    /// <summary>The variable that names a further folder of templates, as the tools of the ntc-templates collection read it.</summary>
    public const string FolderVariable = "NTC_TEMPLATES_DIR";

    /// <summary>The folder <c>templates</c> beside a store's file; null where there is none.</summary>
    public static string? FolderBeside(string store)
    {
        var folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(store)) ?? ".", "templates");
        return Directory.Exists(folder) ? folder : null;
    }

    /// <summary>A parser for a store that need not be there or open.</summary>
    /// <param name="store">The store's file.</param>
    public static TemplateParser ParserFor(string store) => Parser(null, store, TimeProvider.System);

    /// <summary>
    /// What asks a folder first (the one beside the store where none is named), then that of <see cref="FolderVariable"/>, then the built-in
    /// templates. A host may live for days: both are looked at again at each use.
    /// </summary>
    internal static TemplateParser Parser(string? folder, string store, TimeProvider time) =>
        new(() => Folders(folder ?? FolderBeside(store), Environment.GetEnvironmentVariable(FolderVariable)), new TemplateOptions { Time = time });

    private static IReadOnlyList<string> Folders(string? folder, string? further) =>
        [.. new[] { folder, string.IsNullOrWhiteSpace(further) ? null : Path.GetFullPath(further) }.OfType<string>()];
}
