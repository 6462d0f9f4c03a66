using System.Text.RegularExpressions;
using NetBatch.Platforms;

namespace NetBatch.Ssh.Shell;

/// <summary>What a line of an answer is.</summary>
internal enum AnswerLine
{
    /// <summary>Nothing that counts: empty, a caret, a time, our own words.</summary>
    Nothing,
    /// <summary>The device logs something that has to do with no command.</summary>
    Log,
    /// <summary>Looks like trouble, and is known only to inform.</summary>
    Notice,
    /// <summary>Says that the command was refused.</summary>
    Refusal,
    /// <summary>Any other line.</summary>
    Text,
}

/// <summary>Tells refusals, notices and log lines apart.</summary>
/// <param name="platform">The platform's own.</param>
internal sealed class AnswerRules(SessionRules platform)
{
    private Regex[] allowed = [];

    /// <summary>Lines that a user has declared to be notices.</summary>
    public void Allow(IReadOnlyList<string> notices) => allowed = [.. notices.Select(Compile)];

    /// <summary>An expression for notices.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it cannot be used.</exception>
    public static Regex Compile(string notice) => AnswerPatterns.Compile("notice", notice, notice);

    /// <summary>Whether a line is one that the device logs in between.</summary>
    public bool IsLog(string line) => platform.LogLines?.IsMatch(line) == true || IsLogHead(line);

    /// <summary>Whether a line announces a message whose text stands on the lines below it.</summary>
    public bool IsLogHead(string line) => platform.LogHeads?.IsMatch(line) == true;

    /// <summary>Whether somebody may be asked by a line that is the last one: what is sent next would be the answer.</summary>
    public bool MayAsk(string line) => line.AsSpan().TrimEnd() is [.., '?' or ':' or ']' or ')'] || IsQuestion(line);

    /// <summary>Whether a line asks by its words, wherever it stands.</summary>
    public bool IsQuestion(string line) => platform.Questions?.IsMatch(line) == true;

    /// <summary>What a line is.</summary>
    /// <param name="line">As a person sees it.</param>
    /// <param name="marks">Whether each marked line that is not known counts as a refusal.</param>
    /// <param name="more">Further markers, or null.</param>
    public AnswerLine Of(string line, bool marks, Regex? more)
    {
        // The line with the caret only points into the command above it.
        if (line.AsSpan().Trim(" \t^").IsEmpty || platform.Headers?.IsMatch(line) == true)
        {
            return AnswerLine.Nothing;
        }

        if (IsLog(line))
        {
            return AnswerLine.Log;
        }

        var marked = platform.Errors?.IsMatch(line) == true || more?.IsMatch(line) == true
            || (marks && platform.Marks?.IsMatch(line) == true);
        return !marked ? AnswerLine.Text
            : platform.Notices?.IsMatch(line) == true || Array.Exists(allowed, notice => notice.IsMatch(line)) ? AnswerLine.Notice
            : AnswerLine.Refusal;
    }
}
