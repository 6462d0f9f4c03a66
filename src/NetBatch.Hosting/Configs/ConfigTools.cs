using NetBatch.Platforms;
using NetBatch.Remediation;

namespace NetBatch.Hosting;

/// <summary>What can be done with configs without a device and without a store. May be used by several threads.</summary>
public sealed class ConfigTools
{
    private readonly PlatformCatalog platforms;

    /// <summary>Opens it with the platforms that come with NetBatch and those of a folder.</summary>
    /// <param name="rules">A folder of platform files (*.yaml, *.yml); null: <c>platforms</c> beside the user's store.</param>
    /// <exception cref="NetBatchException">There is no such folder, or a file is wrong; it names file and line.</exception>
    public ConfigTools(string? rules = null)
    {
        if (rules is not null && !Directory.Exists(rules))
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"There is no folder '{rules}' of config rules.",
                "Give a folder of *.yaml files.");
        }

        platforms = rules is null ? PlatformTools.OfUser().Catalog : PlatformCatalog.Load(rules);
    }

    /// <summary>Names of the platforms whose configs are known, sorted.</summary>
    public IReadOnlyList<string> Platforms => platforms.ConfigNames;

    /// <summary>The lines at the top of a config, each with those below it.</summary>
    /// <exception cref="NetBatchException">The text is malformed; it names text and line.</exception>
    public IReadOnlyList<ConfigLine> Tree(string? device, string platform, ConfigText config) =>
        [.. Parse(config, platform).Children.Select(line => Shown(device, line, []))];

    /// <summary>What a config will be after commands.</summary>
    /// <exception cref="NetBatchException">A text is malformed; it names text and line.</exception>
    public ConfigPrediction Predict(string? device, string platform, ConfigText config, ConfigText commands)
    {
        var before = Parse(config, platform);
        var after = ConfigEngine.Predict(before, Read(commands, platform, ConfigTree.ParseCommands));
        return new ConfigPrediction
        {
            Device = device,
            Platform = before.Platform.Name,
            Config = after.Lines(),
            Diff = ConfigEngine.UnifiedDiff(before, after),
        };
    }

    /// <summary>All lines of several configs in one, each once, in the order of first appearance.</summary>
    /// <exception cref="NetBatchException">There is no config, or a text is malformed; it names text and line.</exception>
    public IReadOnlyList<string> Merge(string platform, IReadOnlyList<ConfigText> configs) =>
        ConfigEngine.Merge([.. configs.Select(config => Parse(config, platform))]).Lines();

    /// <summary>Lines of a config that a search finds, in the order of the text.</summary>
    /// <exception cref="NetBatchException">The text is malformed; it names text and line.</exception>
    public IReadOnlyList<ConfigLine> Search(string? device, string platform, ConfigText config, ConfigSearch search)
    {
        var tree = Parse(config, platform);
        return [.. search.In(tree).Select(line => Shown(device, line, [.. line.Path.SkipLast(1)]))];
    }

    /// <summary>Objects that a config defines and nothing in it names, in the order of the text.</summary>
    /// <exception cref="NetBatchException">The text is malformed; it names text and line.</exception>
    public IReadOnlyList<UnusedConfigObject> Unused(string? device, string platform, ConfigText config) =>
    [
        .. UnusedObjects.In(Parse(config, platform)).Select(one => new UnusedConfigObject
        {
            Device = device, Name = one.Name, Text = one.Line.Text, Line = one.Line.LineNumber,
        }),
    ];

    /// <summary>Runs a file of vectors (*.jsonl) and writes what failed and how many did not.</summary>
    /// <param name="path">The file.</param>
    /// <param name="report">Where the report goes.</param>
    /// <returns>Whether none failed.</returns>
    /// <exception cref="NetBatchException">A line is no vector.</exception>
    public bool Check(string path, TextWriter report)
    {
        var outcome = VectorCheck.Run(path, platforms);
        outcome.WriteTo(report);
        return outcome.Failed == 0;
    }

    internal ConfigTree Parse(ConfigText config, string platform) => Read(config, platform, ConfigTree.Parse);

    private ConfigTree Read(ConfigText config, string platform, Func<string, ConfigRules, ConfigTree> read)
    {
        var rules = platforms.Config(platform);
        try
        {
            return read(config.Text, rules);
        }
        catch (ConfigException wrong) when (config.Source is { } source)
        {
            throw new ConfigException(source, wrong.Line, wrong.Reason);
        }
    }

    private static ConfigLine Shown(string? device, ConfigNode line, IReadOnlyList<string> above)
    {
        // Arrays, because PowerShell cannot index what the compiler makes of a read-only list.
        string[] path = [.. above, line.Text];
        return new ConfigLine
        {
            Device = device,
            Text = line.Text,
            Depth = path.Length,
            Line = line.LineNumber,
            Path = path,
            Children = line.Children.Select(child => Shown(device, child, path)).ToArray(),
        };
    }
}
