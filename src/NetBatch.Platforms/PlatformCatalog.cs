using System.Collections.Concurrent;

namespace NetBatch.Platforms;

/// <summary>
/// The platforms that are known: those that come with NetBatch and those of the user's own folder. Whoever needs a platform
/// asks it, by any of the platform's names. Safe for many threads.
/// </summary>
public sealed class PlatformCatalog
{
    private static readonly Lazy<PlatformCatalog> Own = new(() => new PlatformCatalog([]));
    private static readonly SourceFile CommonSource = new("common.yaml", Ours: true);

    private readonly PlatformSources sources;
    private readonly ConcurrentDictionary<string, Platform> heads = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SessionRules> sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConfigRules> configs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ArchiveRules> archives = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FileRules> files = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<string>> sessionNames;
    private readonly Lazy<IReadOnlyList<string>> configNames;

    private PlatformCatalog(IReadOnlyList<PlatformFile> own)
    {
        sources = new PlatformSources(own);
        sessionNames = new(() => [.. Names.Where(name => Find(name).HasSession)]);
        configNames = new(() => [.. Names.Where(name => Find(name).HasConfig)]);
    }

    /// <summary>The platforms that come with NetBatch.</summary>
    public static PlatformCatalog BuiltIn => Own.Value;

    /// <summary>Names of all platforms, sorted.</summary>
    public IReadOnlyList<string> Names => sources.Names;

    /// <summary>Names of the platforms on which a session can be opened, sorted.</summary>
    public IReadOnlyList<string> SessionNames => sessionNames.Value;

    /// <summary>Names of the platforms whose configurations can be compared, sorted.</summary>
    public IReadOnlyList<string> ConfigNames => configNames.Value;

    /// <summary>What was read of files in a former form, a text each.</summary>
    public IReadOnlyList<string> Warnings => sources.Warnings;

    /// <summary>The platforms that come with NetBatch, and those of a folder.</summary>
    /// <param name="folder">Its files <c>*.yaml</c> and <c>*.yml</c> are read at once; one that has the name of a platform of NetBatch
    /// takes its place. Null, or a folder that does not exist: none.</param>
    /// <param name="formerRules">A folder with files that hold rules of configurations alone, as they stood apart before;
    /// null as above.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidPlatform"/>: a file cannot be used; the message names
    /// file, line and value.</exception>
    public static PlatformCatalog Load(string? folder = null, string? formerRules = null)
    {
        // What stood apart lies over a file of the same name in the folder.
        IReadOnlyList<PlatformFile> own = [.. PlatformSources.FilesOf(formerRules), .. PlatformSources.FilesOf(folder)];
        if (own.Count == 0)
        {
            return BuiltIn;
        }

        var catalog = new PlatformCatalog(own);
        foreach (var name in own.Select(file => file.Name).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            catalog.Read(name);
        }

        return catalog;
    }

    /// <summary>Checks a file as it would be used in a folder with others.</summary>
    /// <param name="path">The file.</param>
    /// <param name="folder">The folder of the user's own platforms, which the file may extend; its own name there is passed over.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PlatformReport Check(string path, string? folder)
    {
        var problems = new List<NetBatchException>();
        T? Try<T>(Func<T> read)
            where T : class
        {
            try
            {
                return read();
            }
            catch (NetBatchException wrong) when (wrong.Code == ErrorCode.InvalidPlatform)
            {
                if (problems.All(known => known.Message != wrong.Message))
                {
                    problems.Add(wrong);
                }

                return null;
            }
        }

        if (Try(() => PlatformFile.Read(new SourceFile(path, Ours: false), File.ReadAllText(path))) is not { } file
            || Try(() => new PlatformCatalog([file, .. PlatformSources.OthersOf(folder, file.Name)])) is not { } catalog)
        {
            return new PlatformReport(null, null, problems, null);
        }

        var head = Try(() => catalog.Find(file.Name));
        var fields = Try(() => catalog.sources.Fields(file.Name));
        var session = fields?.Has(Sectioning.Session) == true
            ? Try(() => catalog.Session(file.Name, fields, file.Name, head?.Title ?? file.Name))
            : null;
        if (fields?.Has(Sectioning.Config) == true)
        {
            _ = Try(() => ConfigReader.Read(file.Name, fields.Section(Sectioning.Config)!));
        }

        if (fields?.Has(Sectioning.Archive) == true)
        {
            _ = Try(() => ArchiveReader.Read(fields.Section(Sectioning.Archive), session?.Show));
        }

        _ = Try(() => FileReader.Read(fields?.Section(Sectioning.Files)));

        return new PlatformReport(head, session, problems, file.Former?.Text);
    }

    /// <summary>The platform's own name.</summary>
    /// <param name="written">Any of its names, as people or other tools write it; case does not count, and <c>-</c>,
    /// <c>.</c> and blanks are
    /// as good as <c>_</c>. A user's own platforms come first, and names before further names.</param>
    /// <returns>Null: nothing is called so.</returns>
    public string? Resolve(string written) => sources.Resolve(written);

    /// <summary>The platform that a tool calls so, or null; only that tool's own names count, first.</summary>
    /// <param name="written">The name, any case.</param>
    /// <param name="tool">The tool's names of a platform.</param>
    public string? OfTool(string written, Func<PlatformNames, IReadOnlyList<string>> tool) =>
        Names.FirstOrDefault(name => tool(Find(name).Names).Contains(written, StringComparer.OrdinalIgnoreCase));

    /// <summary>What a platform is called and what is known of it.</summary>
    /// <param name="name">Any of its names.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidPlatform"/>: there is none, or its file cannot be used.</exception>
    public Platform Find(string name)
    {
        var own = Known(name);
        return heads.TryGetValue(own, out var head) ? head : heads.GetOrAdd(own, HeadReader.Read(sources, own));
    }

    /// <summary>How a platform's command line behaves.</summary>
    /// <param name="name">Any of its names.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidPlatform"/>: there is none, or its file does not say.</exception>
    public SessionRules Session(string name)
    {
        var own = Known(name);
        if (sessions.TryGetValue(own, out var known))
        {
            return known;
        }

        var head = Find(own);
        var fields = sources.Fields(own);
        return sessions.GetOrAdd(own, Session(own, fields, head.Name, head.Title));
    }

    private SessionRules Session(string own, Fields fields, string name, string title)
    {
        var session = fields.Section(Sectioning.Session) ?? throw new NetBatchException(
            ErrorCode.InvalidPlatform,
            $"How the command line of '{own}' behaves is not known: its file has no 'session'.",
            $"It is known of: {string.Join(", ", SessionNames)}.");
        return SessionReader.Read(name, title, session, fields.Section(Sectioning.Safety), Common());
    }

    /// <summary>How a platform's configuration is compared and changed.</summary>
    /// <param name="name">Any of its names.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidPlatform"/>: there is none, or its file does not say.</exception>
    public ConfigRules Config(string name)
    {
        var own = Known(name);
        if (configs.TryGetValue(own, out var known))
        {
            return known;
        }

        var fields = sources.Fields(own);
        var config = fields.Section(Sectioning.Config) ?? throw new NetBatchException(
            ErrorCode.InvalidPlatform,
            $"How a configuration of '{own}' is compared is not known: its file has no 'config'.",
            $"It is known of: {string.Join(", ", ConfigNames)}.");
        return configs.GetOrAdd(own, ConfigReader.Read(Find(own).Name, config));
    }

    /// <summary>What of a platform's devices is kept, and what of it does not count as a change.</summary>
    /// <param name="name">Any of its names.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidPlatform"/>: there is none, or its file cannot be used.</exception>
    public ArchiveRules Archive(string name)
    {
        var own = Known(name);
        return archives.TryGetValue(own, out var known) ? known : archives.GetOrAdd(own, Archive(own, sources.Fields(own)));
    }

    /// <summary>How files get onto a platform's devices and off them.</summary>
    /// <param name="name">Any of its names.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidPlatform"/>: there is none, or its file cannot be used.</exception>
    public FileRules Files(string name)
    {
        var own = Known(name);
        return files.TryGetValue(own, out var known) ? known
            : files.GetOrAdd(own, FileReader.Read(sources.Fields(own).Section(Sectioning.Files)));
    }

    private ArchiveRules Archive(string own, Fields fields) =>
        ArchiveReader.Read(fields.Section(Sectioning.Archive), Find(own).HasSession ? Session(own).Show : null);

    /// <summary>Whether a platform is known by that name, and how its configuration is compared.</summary>
    /// <param name="name">Any of its names.</param>
    public bool HasConfig(string name) => Resolve(name) is { } own && Find(own).HasConfig;

    /// <summary>Whether a platform is known by that name, and how its command line behaves.</summary>
    /// <param name="name">Any of its names.</param>
    public bool HasSession(string name) => Resolve(name) is { } own && Find(own).HasSession;

    /// <summary>How the command line of a device behaves.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidPlatform"/>: its platform is not known.</exception>
    public SessionRules Of(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.Platform is { Length: > 0 } name
            ? Session(name)
            : throw new NetBatchException(
                ErrorCode.InvalidPlatform,
                $"The platform of '{device.Name}' is not known.",
                $"Give -Platform, or a platform in the inventory; known are: {string.Join(", ", SessionNames)}.");
    }

    /// <summary>Platforms that have a prompt like this line, sorted.</summary>
    public IReadOnlyList<string> WithPrompt(string line) =>
        [.. SessionNames.Where(name => Session(name).Modes.Any(mode => mode.Prompt.IsMatch(line)))];

    /// <summary>Names by which collections of templates may know a platform, in the order in which they are asked.</summary>
    /// <param name="platform">Any of its names; one that is not known stands for itself.</param>
    public IReadOnlyList<string> TemplateNames(string platform)
    {
        if (Resolve(platform) is not { } own)
        {
            return [platform];
        }

        // A user's own collection may have the name that was written. Indexes match by prefix, so that a name that begins with another
        // platform's would find that one's templates.
        var names = Find(own).TemplateNames;
        return names.Contains(platform, StringComparer.OrdinalIgnoreCase)
            || Names.Any(name => platform.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            ? names
            : [.. names, platform];
    }

    /// <summary>What helps who wrote a name that no platform has: a name that was mistyped, or the platforms of the same maker.</summary>
    public string Advice(string written)
    {
        ArgumentNullException.ThrowIfNull(written);
        return PlatformAdvice.Of(written, Names);
    }

    /// <summary>Reads a platform whole, so that a file that cannot be used is refused at once.</summary>
    private void Read(string name)
    {
        var head = Find(name);
        if (head.HasSession)
        {
            _ = Session(name);
        }

        if (head.HasConfig)
        {
            _ = Config(name);
        }

        _ = Archive(name);
        _ = Files(name);
    }

    private string Known(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Resolve(name)
            ?? throw new NetBatchException(ErrorCode.InvalidPlatform, $"There is no platform '{name}'.", Advice(name));
    }

    private static Fields Common() => new([(CommonSource, PlatformFile.Load(CommonSource, PlatformSources.Resource(CommonSource.Name)))]);
}
