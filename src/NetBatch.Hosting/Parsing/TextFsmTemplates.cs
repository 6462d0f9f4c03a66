using NetBatch.Platforms;
using NetBatch.TextFsm;

namespace NetBatch.Hosting;

/// <summary>What can be done with templates without a device and without opening the store. May be used by several threads.</summary>
/// <param name="store">The store's file, which need not be there: the folder <c>templates</c> beside it is asked.</param>
public sealed class TextFsmTemplates(string store)
{
    /// <summary>The variable that names a further folder of templates, as the tools of the ntc-templates collection read it.</summary>
    private const string FolderVariable = "NTC_TEMPLATES_DIR";

    private readonly TemplateParser parser = Parser(null, store, TimeProvider.System, PlatformTools.Beside(store).Catalog);

    /// <summary>The templates in the order in which they are asked.</summary>
    /// <param name="folders">Folders that are asked before all others.</param>
    /// <param name="platforms">Only those of these platforms; empty: of all.</param>
    /// <param name="command">Only those that parse this command, as it would be sent; with one platform only the one that is used. Null:
    /// all.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidTemplate"/>: a folder has no index, or it is refused.</exception>
    public IEnumerable<ListedTemplate> List(IReadOnlyList<string> folders, IReadOnlyList<string> platforms, string? command) =>
        parser.Library(folders).List(platforms, command).Select(one => new ListedTemplate(one.Collection, one.Entry));

    /// <summary>What is said of platforms that neither a template nor NetBatch knows.</summary>
    /// <param name="folders">Folders that are asked before all others.</param>
    /// <param name="platforms">The platforms that were asked for, in any case.</param>
    public IEnumerable<NetBatchException> UnknownPlatforms(IReadOnlyList<string> folders, IReadOnlyList<string> platforms)
    {
        ArgumentNullException.ThrowIfNull(platforms);
        return platforms
            .Where(platform => !NetBatchHost.BuiltInPlatforms.Contains(platform, StringComparer.OrdinalIgnoreCase)
                && !List(folders, [platform], null).Any())
            .Select(platform => new NetBatchException(ErrorCode.InvalidArgument, $"There is no platform '{platform}'.",
                "Get-BatchParseTemplate (netbatch templates) lists what can be parsed, with its platforms."));
    }

    /// <summary>A template as a job may keep it: one of a collection by its name, a file by its full path; null where none was
    /// given.</summary>
    /// <param name="template">What was typed.</param>
    /// <param name="fullPath">Where a path leads from where it was typed.</param>
    public static string? Named(string? template, Func<string, string> fullPath)
    {
        ArgumentNullException.ThrowIfNull(fullPath);
        if (string.IsNullOrWhiteSpace(template))
        {
            return null;
        }

        var path = fullPath(template);
        return template.AsSpan().ContainsAny('/', '\\') || File.Exists(path) ? path : template;
    }

    /// <summary>An output as rows.</summary>
    /// <param name="request">What it is, and so by which template it is parsed.</param>
    /// <param name="text">What the device printed.</param>
    /// <param name="device">Whose it is, to be named in errors; or null.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: the request names neither platform and command nor a
    /// template;
    /// <see cref="ErrorCode.InvalidTemplate"/>: there is no template, it is refused, or it refuses the text.</exception>
    public (RowSet Set, IReadOnlyList<object?[]> Rows) Parse(ParseRequest request, string text, string? device = null)
    {
        Ensure(request);
        var parsed = ParsedOutput.Of(parser, request, text);
        return parsed.Set is { } set
            ? (set, parsed.Rows)
            : throw new NetBatchException(
                ErrorCode.InvalidTemplate,
                device is null ? parsed.Problem! : $"{device}: {parsed.Problem}",
                "List the templates with Get-BatchParseTemplate (netbatch templates); Test-BatchParseTemplate (netbatch parse "
                    + "--explain) shows line by line what one does.");
    }

    /// <summary>What the first template of a request does with each line of a text.</summary>
    /// <exception cref="NetBatchException">As for <see cref="Parse"/>; what ends the parse stands in the explanation.</exception>
    public Explanation Explain(ParseRequest request, string text)
    {
        Ensure(request);
        return TemplateExplainer.Explain(parser.Find(request)[0], text);
    }

    /// <summary>Runs a file of vectors, or a folder of fixtures, and writes what failed and how many did not.</summary>
    /// <param name="path">The file (*.jsonl) or the folder.</param>
    /// <param name="templates">The templates of the fixtures; null: the folder that the environment names.</param>
    /// <param name="report">Where the report goes.</param>
    /// <returns>Whether all came out as expected.</returns>
    /// <exception cref="NetBatchException">What is there is no vector or no fixture, or the templates are not there.</exception>
    public static bool Check(string path, string? templates, TextWriter report)
    {
        var outcome = Directory.Exists(path)
            ? CollectionCheck.Run(
                path,
                templates ?? Environment.GetEnvironmentVariable(FolderVariable)
                    ?? throw new NetBatchException(ErrorCode.InvalidArgument, "A folder of fixtures needs a folder of templates.",
                        $"Give --templates DIR, or set {FolderVariable}."))
            : VectorCheck.Run(path);
        outcome.Write(report);
        return outcome.Succeeded;
    }

    /// <summary>
    /// What asks a folder first (the one beside the store where none is named), then that of <see cref="FolderVariable"/>, then the
    /// built-in templates. A host may live for days: both are looked at again at each use.
    /// </summary>
    internal static TemplateParser Parser(string? folder, string store, TimeProvider time, PlatformCatalog platforms) =>
        new(() => Folders(folder is null ? FoldersBeside(store) : [folder], Environment.GetEnvironmentVariable(FolderVariable)),
            new TemplateOptions { Time = time }, platforms);

    private static void Ensure(ParseRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Template is null && (string.IsNullOrEmpty(request.Platform) || string.IsNullOrEmpty(request.Command)))
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument, "Which template parses this is not known.",
                "Give -Platform and -Command (--platform and --command), or -Template (--template).");
        }
    }

    /// <summary>The folder of the user's own templates, and the collections that were put into it.</summary>
    private static string[] FoldersBeside(string store)
    {
        var folder = ApprovedFiles.FolderOf(store, "templates");
        if (!Directory.Exists(folder))
        {
            return [];
        }

        string[] collections = [.. Directory.EnumerateDirectories(folder)
            .Where(one => Path.GetFileName(one)[0] != '.' && HasIndex(one)).Order(StringComparer.Ordinal)];
        // A folder with templates and no index is told as such.
        return HasIndex(folder) || collections.Length == 0 ? [folder, .. collections] : collections;
    }

    private static bool HasIndex(string folder) => File.Exists(Path.Combine(folder, "index"));

    private static string[] Folders(string[] folders, string? further) =>
        [.. folders, .. string.IsNullOrWhiteSpace(further) ? [] : (string[])[Path.GetFullPath(further)]];
}
