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
    public static TemplateParser ParserFor(string store) => Parser(FolderBeside(store), TimeProvider.System);

    /// <summary>What asks a folder first, then that of <see cref="FolderVariable"/>, then the built-in templates.</summary>
    internal static TemplateParser Parser(string? folder, TimeProvider time)
    {
        var further = Environment.GetEnvironmentVariable(FolderVariable);
        return new TemplateParser(
            [.. new[] { folder, string.IsNullOrWhiteSpace(further) ? null : Path.GetFullPath(further) }.OfType<string>()],
            new TemplateOptions { Time = time });
    }
}
