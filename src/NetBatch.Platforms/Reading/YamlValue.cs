using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Platforms;

/// <summary>A value as it stands in a file, under the key that it belongs to.</summary>
/// <param name="Node">The value.</param>
/// <param name="Key">Its key, for messages.</param>
/// <param name="Source">The file.</param>
/// <param name="Path">Its place in the form of a platform file: the members above and its key, with dots between.</param>
internal readonly record struct YamlValue(YamlNode Node, string Key, SourceFile Source, string Path = "")
{
    /// <summary>Whether nothing stands there (<c>key:</c>, <c>key: ~</c>): what is inherited is taken away.</summary>
    public bool IsNothing => Node is YamlScalarNode { Style: ScalarStyle.Plain or ScalarStyle.Any, Value: null or "" or "~" or "null" };

    public string Text() => Node is YamlScalarNode { Value: { } value }
        ? value
        : throw Refuse($"'{Key}' is no text", "Write a text, in single quotes where it has special characters.");

    public bool Flag() => Text() switch
    {
        "true" => true,
        "false" => false,
        var value => throw Refuse($"'{Key}' is '{value}'", "Write true or false."),
    };

    public int Number(int least, int most) =>
        int.TryParse(Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number
            : throw Refuse($"'{Key}' is '{Text()}'", $"Write a whole number from {least} to {most}.");

    public T Choice<T>()
        where T : struct, Enum
    {
        var value = Text().Replace("_", "", StringComparison.Ordinal);
        return Enum.GetNames<T>().FirstOrDefault(name => string.Equals(name, value, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Enum.Parse<T>(found)
            : throw Refuse($"'{Key}' is '{Text()}'", $"Write one of: {string.Join(", ", Enum.GetNames<T>().Select(Written))}.");
    }

    public IReadOnlyList<YamlValue> Items()
    {
        var (key, source, path) = (Key, Source, Path);
        return Node is YamlSequenceNode list
            ? [.. list.Children.Select(node => new YamlValue(node, key, source, path))]
            : throw Refuse($"'{Key}' is no list", $"Write '{Key}: [a, b]' or an item a line with '- ' in front.");
    }

    /// <summary>A list of texts, or one text alone.</summary>
    public IReadOnlyList<string> Texts() => Node is YamlSequenceNode ? [.. Items().Select(item => item.Text())] : [Text()];

    /// <summary>The members of a mapping.</summary>
    /// <param name="problem">What is wrong where it is none.</param>
    /// <param name="remedy">What to write instead.</param>
    /// <param name="form">What such a mapping is called in the form of a file, where it stands at several places.</param>
    public Fields Map(string? problem = null, string? remedy = null, string? form = null) => Node is YamlMappingNode map
        ? new Fields([(Source, map)], form ?? Path)
        : throw Refuse(problem ?? $"'{Key}' is no mapping", remedy ?? $"Write the members of '{Key}' below it, indented.");

    /// <summary>A regular expression in which <paramref name="prepare"/> has put what it lacks.</summary>
    public Regex Pattern(Func<string, string> prepare) => Compile(prepare(Text()), Text());

    /// <summary>Compiles an expression that stands here, alone or with others.</summary>
    /// <param name="pattern">The expression.</param>
    /// <param name="written">The same as it is written, for messages.</param>
    public Regex Compile(string pattern, string written)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | (Source.Ours ? RegexOptions.None : RegexOptions.NonBacktracking));
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            throw Refuse(
                $"'{Key}' has the expression '{written}', which cannot be used: {problem.Message}",
                "Look-arounds and back-references are not available; put the expression in single quotes.");
        }
    }

    public NetBatchException Refuse(string problem, string remedy) =>
        new(ErrorCode.InvalidPlatform, $"{Source.Name}, line {Node.Start.Line}: {problem.TrimEnd('.')}.", remedy);

    private static string Written(string name) =>
        string.Concat(name.Select((letter, at) => $"{(char.IsUpper(letter) && at > 0 ? "_" : "")}{char.ToLowerInvariant(letter)}"));
}
