using System.Text;

namespace NetBatch;

/// <summary>
/// A text cannot be used for what is wrong in it. The project knows no error codes: who reads a text turns this into an error
/// of its own, with this sentence and this remedy.
/// </summary>
public sealed class TextException : Exception
{
    /// <summary>How many problems the message lists before it only counts the rest.</summary>
    public const int Shown = 20;

    /// <summary>Makes it of one problem or more.</summary>
    public TextException(IReadOnlyList<TextProblem> problems)
        : base(Sentence(problems))
    {
        Problems = problems;
        Remedy = problems is [var one] ? one.Remedy : "Correct what is listed and read it again.";
    }

    /// <summary>Everything that is wrong, in the order of the text.</summary>
    public IReadOnlyList<TextProblem> Problems { get; }

    /// <summary>What the writer should do, or null where the message says it.</summary>
    public string? Remedy { get; }

    private static string Sentence(IReadOnlyList<TextProblem> problems)
    {
        ArgumentOutOfRangeException.ThrowIfZero(problems.Count, nameof(problems));
        if (problems is [var one])
        {
            return one.ToString();
        }

        var text = new StringBuilder($"{problems[0].File} has {problems.Count} mistakes; nothing of it is used.");
        foreach (var problem in problems.Take(Shown))
        {
            text.Append($"\n  line {problem.Line}, column {problem.Column}: {problem.Message} {problem.Remedy}".TrimEnd());
        }

        return problems.Count > Shown ? text.Append($"\n  and {problems.Count - Shown} more.").ToString() : text.ToString();
    }
}
