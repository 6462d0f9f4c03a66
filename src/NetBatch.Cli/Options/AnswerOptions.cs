using System.CommandLine;

namespace NetBatch.Cli.Options;

/// <summary>What is told of a device's questions and notices before they come.</summary>
internal static class AnswerOptions
{
    public static Option<string[]> Answers() => new("--answer")
    {
        Description = "question=answer: what is answered where the end of the output matches the question, a regular expression; in order.",
    };

    public static Option<string[]> Notices() => new("--allow-notice")
    {
        Description = "A regular expression: a line that matches it only informs, and refuses nothing.",
    };

    public static Option<string?> Comment() =>
        new("--comment") { Description = "What the commit says of itself, where the platform keeps that; at most 60 characters." };

    /// <summary>How long a commit or a save may be silent.</summary>
    public static Option<TimeSpan?> Limit(string what) =>
        TimeOption.Duration($"--{what}-timeout", $"How long a {what} may say nothing; 300 where it is not given.");

    /// <summary>The answers in the form that the kinds of work take; null where none was given.</summary>
    public static object? Read(string[]? texts) => texts is not { Length: > 0 } ? null
        : Pairs.Read(texts, "--answer").Select(pair => new Dictionary<string, string> { ["expect"] = pair.Key, ["answer"] = pair.Value })
            .ToArray();
}
