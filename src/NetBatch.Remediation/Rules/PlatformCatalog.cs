using System.Reflection;

namespace NetBatch.Remediation;

/// <summary>
/// The platforms the engine knows: those that come with it, and those of a folder of the user's own. Immutable,
/// and safe to share between threads.
/// </summary>
public sealed class PlatformCatalog
{
    private static readonly Lazy<PlatformCatalog> Own = new(() => new PlatformCatalog(Embedded()));

    private readonly Dictionary<string, PlatformRules> byName = new(StringComparer.OrdinalIgnoreCase);

    private PlatformCatalog(IEnumerable<RuleFile> files, PlatformCatalog? below = null)
    {
        foreach (var (name, rules) in below?.byName ?? [])
        {
            byName[name] = rules;
        }

        var waiting = files.ToDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var name in waiting.Keys.ToArray())
        {
            Build(name, waiting, []);
        }
    }

    /// <summary>The platforms that come with the engine.</summary>
    public static PlatformCatalog BuiltIn => Own.Value;

    /// <summary>Names of all platforms, in order, without their aliases.</summary>
    public IReadOnlyList<string> Names => [.. byName.Values.Select(r => r.Name).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>
    /// Adds the files of a folder (*.yaml, *.yml) to the platforms that come with the engine. A file with a known
    /// platform's name takes its place; with <c>extends</c> it adds to the one named, which may be itself.
    /// </summary>
    /// <param name="folder">The folder; it must exist.</param>
    /// <exception cref="ConfigException">A file is wrong; the message names file and line.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static PlatformCatalog Load(string folder)
    {
        var paths = Directory.EnumerateFiles(folder)
            .Where(p => Path.GetExtension(p).ToLowerInvariant() is ".yaml" or ".yml")
            .Order(StringComparer.Ordinal);
        var files = new Dictionary<string, RuleFile>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in paths)
        {
            var file = RuleFileReader.Read(Path.GetFileName(path), File.ReadAllText(path));
            if (!files.TryAdd(file.Name, file))
            {
                throw new ConfigException(file.Source, 0, $"platform '{file.Name}' already stands in {files[file.Name].Source}; join the two");
            }
        }

        return new PlatformCatalog(files.Values, BuiltIn);
    }

    /// <summary>Whether a platform is known by that name or alias.</summary>
    public bool Has(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return byName.ContainsKey(name.Replace('-', '_'));
    }

    /// <summary>The rules of a platform.</summary>
    /// <param name="name">Name or alias; case does not count, and <c>-</c> is as good as <c>_</c>.</param>
    /// <exception cref="ConfigException">There is no such platform; the message lists those there are.</exception>
    public PlatformRules Get(string name) =>
        byName.TryGetValue(name.Replace('-', '_'), out var rules)
            ? rules
            : throw new ConfigException($"platform '{name}' is not known; there are {string.Join(", ", Names)}");

    private static IEnumerable<RuleFile> Embedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".yaml", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return RuleFileReader.Read(name, reader.ReadToEnd());
        }
    }

    private void Build(string name, Dictionary<string, RuleFile> waiting, List<string> chain)
    {
        if (!waiting.Remove(name, out var file))
        {
            return;
        }

        PlatformRules? below = null;
        if (file.Extends is { } based)
        {
            if (!string.Equals(based, name, StringComparison.OrdinalIgnoreCase))
            {
                Build(based, waiting, [.. chain, name]);
            }

            if (!byName.TryGetValue(based, out below))
            {
                throw new ConfigException(file.Source, 0, chain.Contains(based)
                    ? $"'{name}' and '{based}' extend each other"
                    : $"extends '{based}', which is not known");
            }
        }

        var rules = file.Build(below);
        foreach (var key in rules.Aliases.Concat(below is not null && below.Name == rules.Name ? below.Aliases : []).Append(rules.Name))
        {
            byName[key] = rules;
        }
    }
}
