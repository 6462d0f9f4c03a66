using System.Text;

namespace NetBatch.Ssh.Shell;

/// <summary>
/// Where an output ends when the next command went out at what looked like its prompt: where a learned prompt and that command's
/// echo stand on one line. What comes before belongs to the output, and so does the prompt that was none.
/// </summary>
/// <param name="prompts">What is known of the device's prompts.</param>
/// <param name="rules">Which lines the device logs in between.</param>
/// <param name="prompt">The prompt at which the command went out.</param>
/// <param name="command">The command.</param>
internal sealed class AheadEcho(PromptMatcher prompts, AnswerRules rules, PromptMatch prompt, string command)
{
    /// <summary>No terminal is narrower, so that a shorter line is not wrapped.</summary>
    private const int Narrowest = 80;

    private readonly byte[] echo = Encoding.ASCII.GetBytes(command);

    /// <summary>Whether the echo stands as it is behind the prompt.</summary>
    public static bool Suits(PromptMatch prompt, string command) =>
        command.Length > 0 && prompt.Text.Length + command.Length < Narrowest - 1
        && !command.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>The command.</summary>
    public string Command => command;

    /// <summary>Whether the command was repeated where no prompt stood: by a terminal, or the output itself holds it.</summary>
    public bool Elsewhere { get; private set; }

    /// <summary>Looks at a line that has just ended. Where it is the boundary the tail is cut behind the prompt.</summary>
    /// <returns>The prompt before the echo, or null.</returns>
    public PromptMatch? Find(OutputTail tail)
    {
        var bytes = tail.Bytes.TrimEnd("\r\n "u8);
        if (!bytes.EndsWith(echo))
        {
            return null;
        }

        var start = bytes.LastIndexOf((byte)'\n') + 1;
        var text = VisibleText.OfLine(bytes[start..]);
        var length = tail.Length;
        tail.Cut(text == command ? start : bytes.Length - echo.Length);
        var found = text == command ? prompts.FindUnderLog(tail, rules)
            : IsWhole(text) ? prompts.Find(tail)
            : prompts.FindBehind(tail);
        if (found is null)
        {
            tail.Cut(length);
            Elsewhere = true;
        }

        return found;
    }

    /// <summary>Whether a line is the prompt and the command; the blank between them may have come later than the prompt.</summary>
    private bool IsWhole(string text) =>
        text.EndsWith(command, StringComparison.Ordinal)
        && text.AsSpan(0, text.Length - command.Length).TrimEnd().SequenceEqual(prompt.Text);
}
