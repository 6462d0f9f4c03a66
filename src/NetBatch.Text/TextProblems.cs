using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NetBatch;

/// <summary>Collects what is wrong with a text, so that one reading tells all there is to correct.</summary>
/// <param name="file">What messages call the text, most often its file.</param>
public sealed class TextProblems(string file)
{
    private readonly List<TextProblem> all = [];

    /// <summary>What messages call the text.</summary>
    public string File { get; } = file;

    /// <summary>How many there are so far.</summary>
    public int Count => all.Count;

    /// <summary>All so far, in the order of the text.</summary>
    public IReadOnlyList<TextProblem> All => [.. all.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];

    /// <summary>Adds one at a line and a column, both from 1.</summary>
    public void Add(int line, int column, string message, string? remedy = null) =>
        all.Add(new TextProblem(File, line, column, message, remedy));

    /// <summary>Adds one where a YAML node begins.</summary>
    public void Add(YamlNode at, string message, string? remedy = null)
    {
        ArgumentNullException.ThrowIfNull(at);
        Add(at.Start, message, remedy);
    }

    /// <summary>Throws one exception with all of them, if there are any.</summary>
    /// <exception cref="TextException">There are.</exception>
    public void ThrowIfAny()
    {
        if (all.Count > 0)
        {
            throw new TextException(All);
        }
    }

    // What stands in no file, as a value that a reader put together, has no place of its own.
    internal void Add(Mark at, string message, string? remedy = null) =>
        Add(Math.Max(1, (int)at.Line), Math.Max(1, (int)at.Column), message, remedy);
}
