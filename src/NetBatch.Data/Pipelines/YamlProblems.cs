using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Data.Pipelines;

/// <summary>Mistakes of a file with their places, collected so that all are told at once.</summary>
internal sealed class YamlProblems(string file)
{
    private const int Deepest = 32;
    private readonly List<PipelineProblem> all = [];

    public IReadOnlyList<PipelineProblem> All => [.. all.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];

    public void Add(YamlNode at, string message, string? remedy = null) => Add(at.Start, message, remedy);

    public void Add(Mark at, string message, string? remedy = null) => all.Add(new PipelineProblem(file, (int)at.Line, (int)at.Column, message, remedy));

    /// <summary>File, line and column, as problems have them.</summary>
    public string Place(YamlNode at) => $"{file}:{at.Start.Line}:{at.Start.Column}";

    /// <summary>The one mapping that the text is, or null after a problem was added.</summary>
    public YamlMappingNode? Root(string text)
    {
        var stream = new YamlStream();
        var parser = new Parser(new StringReader(text));
        try
        {
            if (TooDeep(text) is { } mark)
            {
                Add(mark, $"Values are nested more than {Deepest} deep here.");
                return null;
            }

            stream.Load(parser);
        }
        catch (YamlException broken)
        {
            Add(broken.Start, $"The YAML is broken here: {broken.Message}", "Look at the indentation, the colons and the quotes here and on the line before.");
            return null;
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException)
        {
            // What YamlDotNet 18.1 throws for some broken texts, such as a bracket that is not closed.
            Add(parser.Current?.End ?? Mark.Empty, "The YAML is broken here or just below.", "Look for a bracket that is not closed.");
            return null;
        }

        if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root)
        {
            return root;
        }

        Add(stream.Documents.Count > 1 ? stream.Documents[1].RootNode.Start : Mark.Empty, stream.Documents.Count > 1 ? "A second document begins here." : "There is no pipeline in it.", "Write one mapping: name, target, steps.");
        return null;
    }

    // Building the nodes goes one call deeper for each level, and a stack that is used up ends the process.
    private static Mark? TooDeep(string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > Deepest + 2)
            {
                return parser.Current.Start;
            }
        }

        return null;
    }
}
