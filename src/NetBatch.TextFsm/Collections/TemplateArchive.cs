using System.Formats.Tar;
using System.IO.Compression;

namespace NetBatch.TextFsm;

/// <summary>
/// A collection of templates as it is handed out: a folder, a zip (a wheel is one) or a tar.gz, with the collection somewhere inside. Only
/// its index, its templates and its licence are read, whatever else is there.
/// </summary>
/// <param name="Files">Index and templates by their names, without folders.</param>
/// <param name="Licence">The licence's text; null: there is none.</param>
public sealed record TemplateArchive(IReadOnlyDictionary<string, byte[]> Files, byte[]? Licence)
{
    private const long MostBytes = 256L << 20;
    private const string Index = "index";
    private const string Ending = ".textfsm";

    /// <summary>Reads one.</summary>
    /// <exception cref="TemplateException">There is no collection in it, or there are several.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static TemplateArchive Read(string path)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        long total = 0;
        foreach (var (name, open) in Directory.Exists(path) ? Folder(path) : Packed(path))
        {
            using var stream = open();
            using var memory = new MemoryStream();
            var buffer = new byte[64 << 10];
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                total += read;
                memory.Write(buffer, 0, total <= MostBytes ? read
                    : throw Refuse(path, "unpacks to more than 256 MiB", "Give the collection alone."));
            }

            files[name] = memory.ToArray();
        }

        string[] places = [.. files.Keys.Where(name => FileOf(name) == Index).Select(FolderOf)
            .Where(folder => files.Keys.Any(name => FolderOf(name) == folder && name.EndsWith(Ending, StringComparison.Ordinal)))];
        return places switch
        {
            [] => throw Refuse(path, "has no file 'index' with *.textfsm beside it", "Give the collection's folder or archive."),
            [var place] => new TemplateArchive(
                files.Where(file => FolderOf(file.Key) == place && !IsLicence(file.Key))
                    .ToDictionary(file => FileOf(file.Key), file => file.Value, StringComparer.Ordinal),
                files.Where(file => IsLicence(file.Key) && Holds(FolderOf(file.Key), place))
                    .OrderByDescending(file => FolderOf(file.Key).Length).Select(file => file.Value).FirstOrDefault()),
            _ => throw Refuse(path, $"has several collections: {string.Join(", ", places)}", "Give the folder of one."),
        };
    }

    private static IEnumerable<(string Name, Func<Stream> Open)> Folder(string path)
    {
        var files = Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 6 })
            .Where(file => IsWanted(FileOf(file.Replace('\\', '/')))).ToList();
        foreach (var file in files)
        {
            yield return (Path.GetRelativePath(path, file).Replace('\\', '/'), () => File.OpenRead(file));
        }

        // The templates' own folder was given: the licence stands above it.
        foreach (var above in new[] { Path.Combine(path, ".."), Path.Combine(path, "..", "..") }.Where(Directory.Exists))
        {
            if (Directory.EnumerateFiles(above).FirstOrDefault(file => IsLicence(file)) is { } licence
                && !files.Exists(file => IsLicence(file)))
            {
                yield return (Path.GetFileName(licence), () => File.OpenRead(licence));
                yield break;
            }
        }
    }

    private static IEnumerable<(string Name, Func<Stream> Open)> Packed(string path)
    {
        using var file = File.OpenRead(path);
        var (first, second) = (file.ReadByte(), file.ReadByte());
        file.Position = 0;
        if (first == 'P' && second == 'K')
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read);
            foreach (var entry in zip.Entries.Where(entry => IsWanted(FileOf(Slashes(entry.FullName)))))
            {
                yield return (Slashes(entry.FullName), entry.Open);
            }

            yield break;
        }

        using var plain = (first, second) == (0x1f, 0x8b) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        using var tar = new TarReader(plain);
        while (Next(tar, path) is { } entry)
        {
            if (entry is { DataStream: { } data } && IsWanted(FileOf(Slashes(entry.Name))))
            {
                yield return (Slashes(entry.Name), () => data);
            }
        }
    }

    /// <summary>One mark between folders, whatever system made the archive: else a name would lead out of the folder on another.</summary>
    private static string Slashes(string name) => name.Replace('\\', '/');

    private static TarEntry? Next(TarReader tar, string path)
    {
        try
        {
            return tar.GetNextEntry();
        }
        catch (Exception wrong) when (wrong is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw Refuse(path, "is neither a folder nor a zip nor a tar.gz", "Give the collection's folder or archive.");
        }
    }

    private static bool IsWanted(string file) =>
        file == Index || file.EndsWith(Ending, StringComparison.Ordinal) || IsLicence(file);

    private static bool IsLicence(string file) =>
        Path.GetFileNameWithoutExtension(file).ToUpperInvariant() is "LICENSE" or "LICENCE" or "COPYING"
        && Path.GetExtension(file).ToUpperInvariant() is "" or ".TXT" or ".MD";

    /// <summary>Whether a licence there is that of a collection: it stands with it or above it, or among the facts of a wheel.</summary>
    private static bool Holds(string folder, string place) =>
        folder.Length == 0 || place == folder || place.StartsWith(folder + "/", StringComparison.Ordinal)
        || folder.Contains(".dist-info", StringComparison.Ordinal);

    private static string FileOf(string name) => name[(name.LastIndexOf('/') + 1)..];

    private static string FolderOf(string name) => name.LastIndexOf('/') is var at and >= 0 ? name[..at] : "";

    private static TemplateException Refuse(string path, string problem, string remedy) =>
        new(TemplateErrorKind.Index, $"'{path}' {problem}. {remedy}");
}
