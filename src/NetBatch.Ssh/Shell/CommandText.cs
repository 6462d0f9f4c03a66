using System.Text.RegularExpressions;

namespace NetBatch.Ssh.Shell;

/// <summary>Rules on the text of commands, and how they are quoted.</summary>
internal static partial class CommandText
{
    private const int Most = 120;

    /// <summary>What is wrong with a command's text, or null.</summary>
    public static string? Problem(string text, bool lines)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "it is empty";
        }

        foreach (var c in text)
        {
            if (c is '\n' or '\r')
            {
                if (!lines)
                {
                    return "it has a line break";
                }
            }
            else if (c == '\uFFFD')
            {
                return "it has a character that could not be read; the file it is from is in another encoding than UTF-8";
            }
            else if (char.IsControl(c))
            {
                // A tab completes, an escape or Ctrl key does things of its own: none of it is what the user reads.
                return $"it has the control character U+{(int)c:X4}";
            }
        }

        return null;
    }

    /// <summary>Refuses a command whose text is not one line of plain characters.</summary>
    public static void Ensure(string text, bool lines = false)
    {
        if (Problem(text, lines) is { } problem)
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument, $"The command '{Quote(text)}' cannot be sent: {problem}.",
                "Give each command as one line of plain characters.");
        }
    }

    /// <summary>A text for a message: one line, not long, what stands behind words for secrets hidden.</summary>
    public static string Quote(string text)
    {
        var plain = Secrets().Replace(text, "$1 ********").ReplaceLineEndings(" ");
        plain = string.Concat(plain.Where(c => !char.IsControl(c))).Trim();
        return plain.Length <= Most ? plain : plain[..(Most - 3)] + "...";
    }

    [GeneratedRegex(@"(?i)\b((?:password|passwd|passphrase|secret|(?:pre-shared-|shared-|auth-?)?key|key-string|community|md5|psksecret"
        + @"|encrypted-password|plaintext-password)(?:[ "
        + @"\t:=]+(?:[0-9]|encrypted|cipher|simple|plain|irreversible-cipher|hash|sha512))?)[ \t:=]+\S+.*", RegexOptions.CultureInvariant)]
    private static partial Regex Secrets();
}
