using System.Text.RegularExpressions;
using NetBatch.Platforms;

namespace NetBatch.Ssh.Shell;

/// <summary>Makes usable what a user wrote of questions and answers.</summary>
internal static class AnswerPatterns
{
    /// <summary>The answers, each with the Enter key behind it.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: an expression or answer cannot be used.</exception>
    public static IReadOnlyList<KnownAnswer> Compile(IReadOnlyList<ExpectedAnswer>? answers, string enter) =>
        [.. (answers ?? []).Select(answer => new KnownAnswer(Compile(answer), answer.Answer + enter))];

    private static Regex Compile(ExpectedAnswer answer)
    {
        if (answer.Answer.Any(char.IsControl))
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"The answer to '{answer.Expect}' has a control character.",
                "Give the text alone; Enter is added.");
        }

        return Compile("question", answer.Expect, $@"(?:{answer.Expect})[ \t]*\z");
    }

    /// <summary>An expression that a user wrote.</summary>
    /// <param name="what">What it is for, in messages.</param>
    /// <param name="written">As it was written, for messages.</param>
    /// <param name="pattern">What is made of it.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it cannot be used.</exception>
    public static Regex Compile(string what, string written, string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument,
                $"The {what} '{written}' is no expression that can be used: {problem.Message}",
                "Put a backslash before [ ] ( ) ? . * + | where they are meant as they stand; look-arounds are not available.",
                problem);
        }
    }
}
