using NetBatch.TextFsm;

namespace NetBatch.Hosting;

/// <summary>A collection of templates that was put beside the store.</summary>
/// <param name="Name">Its folder's name.</param>
/// <param name="Path">Its folder.</param>
/// <param name="Templates">How many templates it has.</param>
/// <param name="Licence">The file of its licence; null: it came without one.</param>
/// <param name="Problems">What of it cannot be used, one text each; the rest can.</param>
public sealed record InstalledTemplates(string Name, string Path, int Templates, string? Licence, IReadOnlyList<string> Problems);

/// <summary>Puts collections of templates into the folder <c>templates</c> beside a store, each into a folder of its own.</summary>
public static class TemplateInstaller
{
    private const string LicenceFile = "LICENSE";

    /// <summary>Installs a collection. It is there whole or not at all.</summary>
    /// <param name="source">A folder, a zip (a wheel is one) or a tar.gz.</param>
    /// <param name="store">The store's file, which need not be there.</param>
    /// <param name="name">The name of its folder.</param>
    /// <param name="isOver">Whether it takes the place of one of that name.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidTemplate"/>: there is no collection in it;
    /// <see cref="ErrorCode.InvalidArgument"/>: it cannot be read, or one of that name is there.</exception>
    public static InstalledTemplates Install(string source, string store, string name, bool isOver)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.AsSpan().ContainsAny('/', '\\') || name[0] == '.')
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"'{name}' is no name of a folder.", "Give letters, digits, - and _.");
        }

        var folder = Path.Combine(FolderFor(store), name);
        if (Directory.Exists(folder) && !isOver)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"The templates '{name}' are there already, in '{folder}'.",
                "Say that they may be replaced (-Force, --force), or give another name.");
        }

        // Its name begins with a dot: no folder of templates does.
        var made = Path.Combine(Path.GetDirectoryName(folder)!, ".new-" + name);
        try
        {
            var archive = TemplateArchive.Read(source);
            Write(archive, made);
            var problems = Problems(made);
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            Directory.Move(made, folder);
            return new InstalledTemplates(
                name, folder, archive.Files.Count - 1, archive.Licence is null ? null : Path.Combine(folder, LicenceFile), problems);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"'{source}' cannot be installed: {unreadable.Message}",
                "Give a folder, a zip or a tar.gz that can be read, and a store whose folder can be written.", unreadable);
        }
        finally
        {
            if (Directory.Exists(made))
            {
                Directory.Delete(made, recursive: true);
            }
        }
    }

    private static string FolderFor(string store) =>
        ApprovedFiles.OthersCanWrite(store) && ApprovedFiles.FolderOf(store, "templates") is var copies
            && Path.GetFileName(copies) == "no-approved-files"
            ? throw new NetBatchException(ErrorCode.InvalidArgument, $"Others can write where the store '{store}' lies.",
                "Keep the store in a folder of your own, or name the collection with NTC_TEMPLATES_DIR.")
            : ApprovedFiles.FolderOf(store, "templates");

    private static void Write(TemplateArchive archive, string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true); // What an installation left that was cut off.
        }

        Directory.CreateDirectory(folder);
        foreach (var (name, content) in archive.Files)
        {
            File.WriteAllBytes(Path.Combine(folder, name), content);
        }

        if (archive.Licence is { } licence)
        {
            File.WriteAllBytes(Path.Combine(folder, LicenceFile), licence);
        }
    }

    /// <summary>Compiles all of them once.</summary>
    private static List<string> Problems(string folder)
    {
        var set = TemplateSet.Open(folder);
        return [.. set.Index.Entries.Select(entry => new ListedTemplate(set, entry).Problem).OfType<string>().Distinct()];
    }
}
