using System.Collections.Concurrent;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Ssh.Platforms;

/// <summary>The platforms that are known: those that come with NetBatch and those of the user's own folder.</summary>
public sealed class PlatformCatalog
{
    private const string Prefix = "NetBatch.Ssh.Platforms.";
    private const string Common = "common";
    private readonly Dictionary<string, Func<(string File, YamlMappingNode Root)>> sources = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Platform> read = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> own = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<YamlMappingNode> common = new(() => Embedded(Common).Root);

    private PlatformCatalog()
    {
        foreach (var resource in typeof(PlatformCatalog).Assembly.GetManifestResourceNames())
        {
            if (resource.StartsWith(Prefix, StringComparison.Ordinal) && resource.EndsWith(".yaml", StringComparison.Ordinal))
            {
                var name = resource[Prefix.Length..^".yaml".Length];
                if (name != Common)
                {
                    sources[name] = () => Embedded(name);
                }
            }
        }

        Names = [.. sources.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>Names of all platforms, sorted.</summary>
    public IReadOnlyList<string> Names { get; private set; }

    /// <summary>The platforms that come with NetBatch, and those of a folder.</summary>
    /// <param name="folder">Its files <c>*.yaml</c> and <c>*.yml</c> are read at once; one that has the name of a platform of NetBatch
    /// takes its place. Null, or a folder that does not exist: none.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidPlatform"/>: a file cannot be used; the message names file, line and value.</exception>
    public static PlatformCatalog Load(string? folder = null)
    {
        var catalog = new PlatformCatalog();
        if (folder is null || !Directory.Exists(folder))
        {
            return catalog;
        }

        var own = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)
            .Where(path => Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml"))
        {
            using var text = File.OpenText(path);
            var root = PlatformReader.Load(path, text);
            var name = new YamlFields(path, root).Required("platform");
            if (!own.TryAdd(name, path))
            {
                throw new NetBatchException(ErrorCode.InvalidPlatform, $"{path}, line 1: '{name}' is declared in {own[name]} too.", "Give one of them another name.");
            }

            catalog.own.Add(name);
            catalog.sources[name] = () => (path, root);
        }

        catalog.Names = [.. catalog.sources.Keys.Order(StringComparer.Ordinal)];
        foreach (var name in own.Keys)
        {
            _ = catalog.Find(name);
        }

        return catalog;
    }

    /// <summary>The platform of that name.</summary>
    internal Platform Find(string name)
    {
        if (read.TryGetValue(name, out var known))
        {
            return known;
        }

        var (file, root) = Whole(name, []);
        return read.GetOrAdd(name, PlatformReader.Read(file, root, common.Value, ours: !own.Contains(name)));
    }

    /// <summary>The platform of a device.</summary>
    internal Platform Of(Device device) => device.Platform is { Length: > 0 } name
        ? Find(name)
        : throw new NetBatchException(
            ErrorCode.InvalidPlatform,
            $"The platform of '{device.Name}' is not known.",
            $"Give -Platform, or a platform in the inventory; known are: {string.Join(", ", Names)}.");

    /// <summary>Platforms that have a prompt like this line, sorted.</summary>
    internal IReadOnlyList<string> WithPrompt(string line) =>
        [.. Names.Where(name => Find(name).Modes.Any(mode => mode.Prompt.IsMatch(line)))];

    private (string File, YamlMappingNode Root) Whole(string name, List<string> within)
    {
        if (!sources.TryGetValue(name, out var source))
        {
            throw new NetBatchException(ErrorCode.InvalidPlatform, $"There is no platform '{name}'.", $"Known are: {string.Join(", ", Names)}.");
        }

        var (file, root) = source();
        var fields = new YamlFields(file, root);
        if (fields.Text("extends") is not { } extended)
        {
            return (file, root);
        }

        within.Add(name);
        if (!sources.ContainsKey(extended) || within.Contains(extended, StringComparer.OrdinalIgnoreCase))
        {
            throw fields.Refuse("extends", $"'extends' is '{extended}'", $"Name another platform that is known: {string.Join(", ", Names)}.");
        }

        return (file, PlatformReader.Over(root, Whole(extended, within).Root));
    }

    private static (string File, YamlMappingNode Root) Embedded(string name)
    {
        var file = name + ".yaml";
        using var stream = typeof(PlatformCatalog).Assembly.GetManifestResourceStream(Prefix + file)
            ?? throw new InvalidOperationException($"The resource {file} is missing.");
        using var text = new StreamReader(stream);
        return (file, PlatformReader.Load(file, text));
    }
}
