using YamlDotNet.RepresentationModel;

namespace NetBatch.Platforms;

/// <summary>The files of all platforms by the platforms' names: a user's own before those that come with NetBatch.</summary>
internal sealed class PlatformSources
{
    private const string Ending = ".yaml";
    private readonly Dictionary<string, List<Lazy<PlatformFile>>> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> own = new(StringComparer.Ordinal);
    private readonly Lazy<Dictionary<string, string>> others;

    public PlatformSources(IReadOnlyList<PlatformFile> ownFiles)
    {
        foreach (var file in ownFiles)
        {
            Add(file.Name, new Lazy<PlatformFile>(file));
            own[Key(file.Name)] = file.Name;
        }

        foreach (var file in ownFiles)
        {
            AddOtherNames(file);
        }

        foreach (var name in BuiltInNames())
        {
            Add(name, new Lazy<PlatformFile>(() => PlatformFile.Read(new SourceFile(name + Ending, Ours: true), Resource(name + Ending))));
        }

        Names = [.. files.Values.Select(list => list[0].IsValueCreated ? list[0].Value.Name : null).Concat(BuiltInNames())
            .OfType<string>().DistinctBy(Key).Order(StringComparer.Ordinal)];
        others = new(() => OtherNamesOfBuiltIn());
        Warnings =
        [
            .. ownFiles.Where(file => file.Former is not null).Select(file =>
                $"{file.Source.Name} has a former form, which is still read. The same in the form of today:\n{file.Former!.Text}"),
        ];
    }

    /// <summary>Names of all platforms, sorted.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>A text for each file in a former form.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The files of a folder.</summary>
    public static IReadOnlyList<PlatformFile> FilesOf(string? folder)
    {
        if (folder is null || !Directory.Exists(folder))
        {
            return [];
        }

        var found = new Dictionary<string, PlatformFile>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)
            .Where(path => Path.GetExtension(path).ToLowerInvariant() is Ending or ".yml"))
        {
            var file = PlatformFile.Read(new SourceFile(path, Ours: false), File.ReadAllText(path));
            if (!found.TryAdd(Key(file.Name), file))
            {
                throw new NetBatchException(
                    ErrorCode.InvalidPlatform,
                    $"{path}, line 1: '{file.Name}' is declared in {found[Key(file.Name)].Source.Name} too.",
                    "Give one of them another name, or join the two.");
            }
        }

        return [.. found.Values];
    }

    /// <summary>The files of a folder but that of a platform.</summary>
    public static IEnumerable<PlatformFile> OthersOf(string? folder, string name) =>
        FilesOf(folder).Where(file => Key(file.Name) != Key(name));

    public static string Resource(string name)
    {
        using var stream = typeof(PlatformSources).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using var text = new StreamReader(stream);
        return text.ReadToEnd();
    }

    /// <summary>A platform's own name, from any of its names; null: there is none.</summary>
    public string? Resolve(string written)
    {
        var key = Key(written);
        return own.GetValueOrDefault(key)
            ?? (files.TryGetValue(key, out var list) ? list[0].Value.Name : others.Value.GetValueOrDefault(key));
    }

    /// <summary>The first of a platform's files.</summary>
    public PlatformFile First(string name) => files[Key(name)][0].Value;

    /// <summary>A platform's members, over those that it inherits.</summary>
    public Fields Fields(string name) => new(Layers(name, 0, []));

    /// <summary>Names in collections of templates: its own, or its name and then those of the platform that it extends.</summary>
    public IReadOnlyList<string> TemplateNames(string name, int at = 0)
    {
        var file = files[Key(name)][at].Value;
        if (HeadReader.Names(new Fields([(file.Source, file.Root)])).NtcTemplates is { } said)
        {
            return said;
        }

        var below = BelowOf(file, at) is var (other, next) ? TemplateNames(other, next) : [];
        return [.. below.Prepend(file.Name).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static string Key(string name) =>
        name.Trim().ToLowerInvariant().Replace('-', '_').Replace('.', '_').Replace(' ', '_');

    private static IEnumerable<string> BuiltInNames() =>
        typeof(PlatformSources).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(Ending, StringComparison.Ordinal) && name != "common" + Ending)
            .Select(name => name[..^Ending.Length]);

    private void Add(string name, Lazy<PlatformFile> file)
    {
        if (files.TryGetValue(Key(name), out var list))
        {
            list.Add(file);
        }
        else
        {
            files[Key(name)] = [file];
        }
    }

    private void AddOtherNames(PlatformFile file)
    {
        foreach (var name in file.OtherNames())
        {
            if (!own.TryAdd(Key(name), file.Name) && Key(own[Key(name)]) != Key(file.Name))
            {
                throw new NetBatchException(
                    ErrorCode.InvalidPlatform,
                    $"{file.Source.Name}, line 1: '{name}' is a name of {own[Key(name)]} too.",
                    "Leave it out in one of the two files.");
            }
        }
    }

    private Dictionary<string, string> OtherNamesOfBuiltIn()
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files.Values.Select(list => list[^1].Value).Where(file => file.Source.Ours))
        {
            foreach (var name in file.OtherNames())
            {
                names.TryAdd(Key(name), file.Name);
            }
        }

        return names;
    }

    /// <summary>Which file lies below one: that of the platform that it extends, or the next of its own name.</summary>
    private (string Name, int At)? BelowOf(PlatformFile file, int at)
    {
        var others = at + 1 < files[Key(file.Name)].Count;
        if (file.Extends is not { } extends)
        {
            return file.Former is not null && others ? (file.Name, at + 1) : null;
        }

        var other = extends.Text();
        return Key(other) == Key(file.Name)
            ? others ? (file.Name, at + 1) : throw extends.Refuse($"'extends' is '{other}', the platform itself", "Name another platform.")
            : files.ContainsKey(Key(other)) ? (other, 0)
            : throw extends.Refuse($"'extends' is '{other}'", $"Name another platform that is known: {string.Join(", ", Names)}.");
    }

    private List<(SourceFile Source, YamlMappingNode Map)> Layers(string name, int at, List<string> within)
    {
        var file = files[Key(name)][at].Value;
        var layers = new List<(SourceFile, YamlMappingNode)> { (file.Source, file.Root) };
        if (BelowOf(file, at) is not var (other, next))
        {
            return layers;
        }

        if (next == 0 && within.Contains(Key(other)))
        {
            throw file.Extends!.Value.Refuse($"'extends' is '{other}', and the two extend each other", "Let one of them stand alone.");
        }

        var hidden = file.Without.Select(path => path.Text().Split('.'))
            .Concat(file.Extends is null ? file.Former!.Sections.Select(section => new[] { section }) : []).ToArray();
        layers.AddRange(Layers(other, next, [.. within, Key(name)]).Select(layer => (layer.Source, Hide(layer.Map, hidden))));
        return layers;
    }

    private static YamlMappingNode Hide(YamlMappingNode map, string[][] hidden)
    {
        if (hidden.Length == 0)
        {
            return map;
        }

        var left = new YamlMappingNode();
        foreach (var (key, value) in map.Children)
        {
            string[][] here = [.. hidden.Where(path => path[0] == key.ToString())];
            if (here.All(path => path.Length > 1))
            {
                left.Children[key] = value is YamlMappingNode inner ? Hide(inner, [.. here.Select(path => path[1..])]) : value;
            }
        }

        return left;
    }
}
