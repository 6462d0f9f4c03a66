using YamlDotNet.RepresentationModel;

namespace NetBatch.Remediation;

/// <summary>Reads files that are lists of rules, in YAML or JSON.</summary>
internal static class RuleList
{
    /// <summary>The rules.</summary>
    /// <param name="source">Name of the file, for errors.</param>
    /// <param name="yaml">Its text.</param>
    /// <param name="expected">What is said where it is no list.</param>
    /// <param name="title">What one is called in errors.</param>
    /// <param name="read">Reads one.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidConfig"/>: one is wrong; the message names its line.</exception>
    public static IReadOnlyList<T> Read<T>(string source, string yaml, string expected, string title, Func<YamlValue, T> read)
    {
        var root = Root(source, yaml);
        if (root is not YamlSequenceNode list)
        {
            throw new ConfigException(source, 1, expected);
        }

        try
        {
            return [.. list.Children.Select(node => read(new YamlValue(node, title, new SourceFile(source, Ours: false))))];
        }
        catch (NetBatchException wrong) when (wrong.Code != ErrorCode.InvalidConfig)
        {
            throw new NetBatchException(ErrorCode.InvalidConfig, wrong.Message, wrong.Remedy);
        }
    }

    /// <summary>What a file holds; null: nothing.</summary>
    /// <exception cref="ConfigException">It is no YAML.</exception>
    public static YamlNode? Root(string source, string yaml)
    {
        var problems = new TextProblems(source);
        var root = YamlText.Load(yaml, problems);
        return problems.All is [var first, ..] ? throw new ConfigException(source, first.Line, $"not YAML: {first.Message}") : root;
    }
}
