using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NetBatch;

/// <summary>
/// Reads YAML that people write. A text that is broken, has two documents, gives a member twice or nests without end is told
/// with line, column and remedy, in words that are the same for every kind of file.
/// </summary>
/// <remarks>A message never quotes what a broken text holds, since that may be a secret.</remarks>
public static class YamlText
{
    /// <summary>How deep values may be nested.</summary>
    public const int Deepest = 64;

    private const string Broken = "The YAML is broken here.";
    private const string Mend = "Look at the indentation, colons, brackets and quotes here and on the line before; "
        + "a text with special characters stands in single quotes.";

    /// <summary>What a file says, by a reader of its one mapping.</summary>
    /// <param name="file">What messages call the text.</param>
    /// <param name="text">The text.</param>
    /// <param name="read">Reads the mapping; what it gives is used only where nothing was wrong. Members not asked for are
    /// mistakes.</param>
    /// <exception cref="TextException">Everything that is wrong.</exception>
    public static T Read<T>(string file, string text, Func<YamlMap, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var problems = new TextProblems(file);
        if (Mapping(text, problems) is { } map)
        {
            var made = read(map);
            map.Done();
            problems.ThrowIfAny();
            return made;
        }

        throw new TextException(problems.All);
    }

    /// <summary>The one mapping that the text is, or null after a problem was added.</summary>
    public static YamlMap? Mapping(string text, TextProblems problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var before = problems.Count;
        var root = Load(text, problems);
        if (root is YamlMappingNode map)
        {
            return new YamlMap(map, problems);
        }

        if (problems.Count == before)
        {
            var message = root is null ? "The file is empty." : $"The file is {YamlMap.Shown(root)}.";
            problems.Add(root?.Start ?? Mark.Empty, message, "Write 'name: value' lines.");
        }

        return null;
    }

    /// <summary>The root, or null for an empty text or after a problem was added.</summary>
    public static YamlNode? Load(string text, TextProblems problems)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(problems);
        var before = problems.Count;
        var parser = new Parser(new StringReader(text));
        try
        {
            // Before the nodes are built: building goes one call deeper for each level, and a stack that is used up ends the process.
            YamlScan.Run(parser, problems);
            if (problems.Count > before)
            {
                return null;
            }

            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
        }
        catch (YamlException broken)
        {
            if (TabNear(text, (int)broken.Start.Line, (int)broken.End.Line) is { } tab)
            {
                problems.Add(tab.Line, tab.Column, "A tab stands in the indentation.", "Indent with blanks.");
            }
            else
            {
                problems.Add(broken.Start, Broken, Mend);
            }
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException)
        {
            // What YamlDotNet 18.1 throws for some broken texts: a list entry inside open brackets ("[a\n- b") or a lone colon.
            problems.Add(parser.Current?.End ?? Mark.Empty, Broken, Mend);
        }

        return null;
    }

    /// <summary>A tab in the indentation of the lines at which the parser gave up, or of a neighbour.</summary>
    private static (int Line, int Column)? TabNear(string text, int start, int end)
    {
        var lines = text.Split('\n');
        for (var number = Math.Max(1, start - 1); number <= Math.Min(end + 1, lines.Length); number++)
        {
            var written = lines[number - 1];
            var indentation = written.AsSpan(0, written.Length - written.AsSpan().TrimStart(" \t").Length);
            if (indentation.IndexOf('\t') is var column and >= 0)
            {
                return (number, column + 1);
            }
        }

        return null;
    }
}
