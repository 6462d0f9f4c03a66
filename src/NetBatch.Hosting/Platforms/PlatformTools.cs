using NetBatch.Platforms;

namespace NetBatch.Hosting;

/// <summary>
/// The platforms that are known where a store lies: those that come with NetBatch and the user's own. May be used by
/// several threads.
/// </summary>
public sealed class PlatformTools
{
    private int told;

    private readonly string? openFiles;

    private PlatformTools(PlatformCatalog catalog, string? openFiles = null) => (Catalog, this.openFiles) = (catalog, openFiles);

    /// <summary>Names of the platforms on which a session can be opened, sorted.</summary>
    public IReadOnlyList<string> Names => Catalog.SessionNames;

    /// <summary>
    /// What people should know of their own files, told once: each that has a former form, with the same in the form of
    /// today.
    /// </summary>
    public IReadOnlyList<string> TakeWarnings() =>
        Interlocked.Exchange(ref told, 1) == 0 ? [.. Catalog.Warnings, .. openFiles is null ? [] : (string[])[openFiles]] : [];

    internal PlatformCatalog Catalog { get; }

    /// <summary>Reads the user's own platforms beside a store, which need not be there.</summary>
    /// <param name="store">The store's file.</param>
    /// <param name="folder">The folder of the user's own files; null: <c>platforms</c> beside the store.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidPlatform"/>: a file cannot be used.</exception>
    public static PlatformTools Beside(string store, string? folder = null)
    {
        var catalog = PlatformCatalog.Load(folder ?? ApprovedFiles.FolderOf(store, "platforms"), ApprovedFiles.FolderOf(store, "configs"));
        return new PlatformTools(catalog, ApprovedFiles.Warning(store));
    }

    /// <summary>
    /// Those beside the store that the user has where none is named; without a data folder those alone that come with
    /// NetBatch.
    /// </summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidPlatform"/>: a file cannot be used.</exception>
    public static PlatformTools OfUser()
    {
        try
        {
            return Beside(HostOptions.StoreFile(null));
        }
        catch (NetBatchException none) when (none.Code == ErrorCode.StoreUnusable)
        {
            return new PlatformTools(PlatformCatalog.BuiltIn);
        }
    }

    /// <summary>The platforms of some names, sorted.</summary>
    /// <param name="names">Any of their names; <c>*</c> and <c>?</c> are wildcards on their own. Empty: all.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidPlatform"/>: a name without wildcards that no
    /// platform has.</exception>
    public IEnumerable<ListedPlatform> List(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var chosen = names.Count == 0 ? Catalog.Names : names.SelectMany(name => name.AsSpan().ContainsAny('*', '?')
            ? Catalog.Names.Where(known => Wildcard.Matches(name, known))
            : [Catalog.Find(name).Name]);
        return chosen.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => new ListedPlatform(Catalog.Find(name)));
    }

    /// <summary>
    /// Makes a platform file of a file of hier_config's options, and puts it among the user's own.
    /// </summary>
    /// <param name="options">The file of options, of hier_config's version 2 or 3.</param>
    /// <param name="platform">Any name of the platform to whose rules they are added.</param>
    /// <param name="name">The name of the platform that has them; null: they are added to the platform of that name.</param>
    /// <param name="folder">The folder it goes to.</param>
    /// <param name="isOver">Whether it may go over a file that is there.</param>
    /// <returns>The file.</returns>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidPlatform"/>: an option cannot be used, or the platform is not known;
    /// <see cref="ErrorCode.InvalidArgument"/>: the file cannot be read or is there already.</exception>
    public string Import(string options, string platform, string? name, string folder, bool isOver)
    {
        var of = Catalog.Find(platform).Name;
        var file = Path.Combine(folder, $"{name ?? of}.yaml");
        if (File.Exists(file) && !isOver)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"'{file}' is there already.",
                "Give another name, or say that it may be written over (-Force, --force).");
        }

        var read = ConfigText.Read(options);
        var text = HierConfigOptions.ToPlatformFile(read.Source!, read.Text, name ?? of, of);
        var draft = Path.Combine(Directory.CreateTempSubdirectory("netbatch").FullName, Path.GetFileName(file));
        try
        {
            File.WriteAllText(draft, text);
            if (PlatformCatalog.Check(draft, folder).Problems is [var wrong, ..])
            {
                throw new NetBatchException(
                    ErrorCode.InvalidPlatform, $"'{read.Source}' cannot be used here: {wrong.Message}", wrong.Remedy);
            }
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(draft)!, recursive: true);
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>The folder of the user's own platform files beside a store.</summary>
    public static string FolderBeside(string store) => ApprovedFiles.FolderOf(store, "platforms");

    /// <summary>Checks a platform file that is being written, among the platforms beside a store.</summary>
    /// <param name="path">The file.</param>
    /// <param name="store">The store's file, which need not be there.</param>
    /// <param name="transcript">A recorded session; null: none.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static PlatformCheck Check(string path, string store, string? transcript)
    {
        var report = PlatformCatalog.Check(path, Path.Combine(Path.GetDirectoryName(StorePlace.FileOf(store)) ?? ".", "platforms"));
        var lines = transcript is not null && report.Session is { } rules ? Transcript.Read(rules, transcript) : [];
        return new PlatformCheck(
            report.Platform is { } platform ? new ListedPlatform(platform) : null,
            [.. report.Problems.Select(PlatformFinding.Of), .. lines.Select(PlatformFinding.Of)],
            report.Form);
    }

    /// <summary>
    /// Targets with their platforms' own names in place of others that these are known by; what is not known stays as it
    /// is.
    /// </summary>
    public IReadOnlyList<Target> Named(IReadOnlyList<Target> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return [.. targets.Select(target => target is Device { Platform: { Length: > 0 } written } device
            && Catalog.Resolve(written) is { } name && name != written
            ? device with { Platform = name }
            : target)];
    }

    internal JobSpec Named(JobSpec spec) => spec with { Targets = Named(spec.Targets) };
}
