using System.Text.RegularExpressions;
using NetBatch.Platforms;

namespace NetBatch.Ssh.Shell;

/// <summary>
/// Reads an answer line by line as it comes: what refuses, what only informs, and whether it says that all is done. Of a
/// command that reads only the first line that says anything can refuse, because an output may hold markers as text.
/// </summary>
/// <param name="rules">What lines mean.</param>
/// <param name="changes">Whether the command may change the device: every line counts, and so does every mark.</param>
internal sealed class AnswerWatch(AnswerRules rules, bool changes)
{
    private const int Most = 400;
    private readonly byte[] line = new byte[Most];
    private int length;
    private bool over;

    /// <summary>Further markers, or null.</summary>
    public Regex? More { get; init; }

    /// <summary>What says that all is done, or null.</summary>
    public Regex? Done { get; init; }

    /// <summary>Lines that were sent: their echo is never judged.</summary>
    public IReadOnlyList<string> Own { get; init; } = [];

    /// <summary>Whether each line may refuse, and not the first alone.</summary>
    public bool EveryLine { get; init; }

    /// <summary>Questions that are answered, with their answers: neither says anything.</summary>
    public IReadOnlyList<KnownAnswer> Answered { get; init; } = [];

    /// <summary>The refusing line in the device's words, or null.</summary>
    public string? Words { get; private set; }

    /// <summary>The first line that is neither empty, a log line nor a notice; or null.</summary>
    public string? Said { get; private set; }

    /// <summary>Whether the device said that all is done.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Takes the next bytes of the output.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        while (!over && !bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var part = end < 0 ? bytes : bytes[..end];
            part = part[..Math.Min(part.Length, Most - length)];
            part.CopyTo(line.AsSpan(length));
            length += part.Length;
            if (end < 0)
            {
                return;
            }

            EndLine();
            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>Ends the last line, which may have no line end.</summary>
    public void Finish()
    {
        if (!over && length > 0)
        {
            EndLine();
        }
    }

    /// <summary>
    /// Whether a line is one of ours, echoed behind a prompt or behind nothing. A refusal may end with the command that it
    /// refuses ("% Unknown command: show nonsense"): what stands before it is judged.
    /// </summary>
    private bool IsEcho(string text, string own) =>
        own.Length > 0 && text.EndsWith(own, StringComparison.Ordinal)
        && (text.Length == own.Length || rules.Of(text[..^own.Length].TrimEnd(), marks: true, More) == AnswerLine.Text);

    private void EndLine()
    {
        var text = VisibleText.OfLine(line.AsSpan(0, length)).Trim();
        length = 0;
        if (Own.Any(own => IsEcho(text, own)))
        {
            return;
        }

        IsDone |= Done?.IsMatch(text) == true;
        switch (rules.Of(text, changes, More))
        {
            case AnswerLine.Refusal:
                Words = Said = text;
                over = true;
                break;
            case AnswerLine.Text:
                Said ??= text.Trim('.', ' ').Length > 0 && !Answered.Any(one => text == one.Send.Trim() || one.Expect.IsMatch(text))
                    ? text : null;
                over = !EveryLine;
                break;
            default:
                break;
        }
    }
}
