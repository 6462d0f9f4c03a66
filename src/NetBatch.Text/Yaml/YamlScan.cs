using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace NetBatch;

/// <summary>Goes over a text before its nodes are built: too deep, a second document, a member that a mapping has twice.</summary>
internal sealed class YamlScan
{
    private readonly Stack<Level> levels = new();
    private readonly TextProblems problems;
    private int documents;

    private YamlScan(TextProblems problems) => this.problems = problems;

    public static void Run(Parser parser, TextProblems problems)
    {
        var scan = new YamlScan(problems);
        while (parser.MoveNext() && scan.Take(parser.Current!))
        {
        }
    }

    private bool Take(ParsingEvent now)
    {
        switch (now)
        {
            case DocumentStart:
                documents++;
                break;
            case not (DocumentEnd or StreamEnd) when documents == 2:
                problems.Add(now.Start, "A second document begins here.", "Keep one document in the file.");
                return false;
            case MappingStart or SequenceStart when levels.Count == YamlText.Deepest:
                problems.Add(now.Start, $"Values are nested more than {YamlText.Deepest} deep here.", "Write it flatter.");
                return false;
            case MappingStart:
                levels.Push(new Level(new Dictionary<string, int>(StringComparer.Ordinal)));
                break;
            case SequenceStart:
                levels.Push(new Level(null));
                break;
            case MappingEnd or SequenceEnd:
                levels.Pop();
                Ended(null);
                break;
            case Scalar scalar:
                Ended(scalar);
                break;
            case AnchorAlias:
                Ended(null);
                break;
        }

        return true;
    }

    /// <summary>A node is whole: in a mapping it was a member's name or its value.</summary>
    private void Ended(Scalar? scalar)
    {
        if (!levels.TryPeek(out var level) || level.Members is null)
        {
            return;
        }

        level.IsValue = !level.IsValue;
        if (level.IsValue && scalar is not null && !level.Members.TryAdd(scalar.Value, (int)scalar.Start.Line))
        {
            problems.Add(
                scalar.Start,
                $"{QuotedText.Of(scalar.Value)} stands here a second time; the first is in line {level.Members[scalar.Value]}.",
                "Keep one of them.");
        }
    }

    /// <summary>A list (no members) or a mapping, with the names that it has had and their lines.</summary>
    private sealed class Level(Dictionary<string, int>? members)
    {
        public Dictionary<string, int>? Members { get; } = members;

        public bool IsValue { get; set; }
    }
}
