using YamlDotNet.RepresentationModel;

namespace NetBatch.Platforms;

/// <summary>One platform file as it is written.</summary>
internal sealed class PlatformFile
{
    private PlatformFile(SourceFile source, YamlMappingNode root, FormerForm? former)
    {
        (Source, Root, Former) = (source, root, former);
        Name = Head.Required("platform");
        Extends = Head.Find("extends");
        Without = [.. Head.Items("without")];
    }

    public SourceFile Source { get; }

    /// <summary>Its members, in the form of today.</summary>
    public YamlMappingNode Root { get; }

    /// <summary>The form in which it is written, where that is none of today.</summary>
    public FormerForm? Former { get; }

    public string Name { get; }

    public YamlValue? Extends { get; }

    /// <summary>Members that it does not inherit.</summary>
    public IReadOnlyList<YamlValue> Without { get; }

    private Fields Head => new([(Source, Root)]);

    /// <summary>Names by which this file's platform is known, besides its own.</summary>
    public IEnumerable<string> OtherNames() => [.. Head.List("aliases"), .. HeadReader.Names(Head).All];

    /// <summary>Reads a file.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidPlatform"/>: it is no platform file.</exception>
    public static PlatformFile Read(SourceFile source, string text)
    {
        var root = Load(source, text);
        var former = FormerForm.Of(source, root, text);
        return new PlatformFile(source, former?.Root ?? root, former);
    }

    /// <summary>The one mapping that a file holds.</summary>
    public static YamlMappingNode Load(SourceFile source, string text)
    {
        var problems = new TextProblems(source.Name);
        if (YamlText.Mapping(text, problems) is { } map)
        {
            return map.Node;
        }

        var wrong = problems.All[0];
        throw new NetBatchException(ErrorCode.InvalidPlatform, $"{source.Name}, line {wrong.Line}: {wrong.Message}", wrong.Remedy);
    }
}
