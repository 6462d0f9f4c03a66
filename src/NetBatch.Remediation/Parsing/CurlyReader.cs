using System.Text;

namespace NetBatch.Remediation;

/// <summary>
/// Makes flat set lines of a text in braces (Junos, VyOS, SR Linux). Braces alone say what belongs where;
/// indentation is not asked. Lines that are commands already pass as they are.
/// </summary>
internal sealed class CurlyReader
{
    private static readonly string[] Commands =
        ["set ", "delete ", "deactivate ", "activate ", "protect ", "unprotect ", "annotate ", "insert ", "rename ", "copy "];

    private readonly List<TextLine> result = [];
    private readonly Stack<(string Words, int Line)> path = new();
    private readonly StringBuilder words = new();
    private readonly List<TextLine> lines;
    private int start;
    private bool quoted;
    private bool listed;
    private bool comment;

    private CurlyReader(List<TextLine> lines) => this.lines = lines;

    public static List<TextLine> Read(string text)
    {
        var reader = new CurlyReader(SourceText.Lines(text));
        reader.ReadAll();
        return reader.result;
    }

    private void ReadAll()
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var text = line.Text.Trim();
            if (path.Count == 0 && words.Length == 0 && !comment && IsCommand(text))
            {
                var last = QuoteScanner.Closing(lines, i) ?? i;
                var joined = last == i ? text : QuoteScanner.Join(lines, i, last).TrimStart();
                result.Add(new TextLine(joined.EndsWith(';') ? joined[..^1] : joined, line.Number, last != i));
                i = last;
                continue;
            }

            Scan(quoted ? line.Text : text, line.Number);
        }

        if (quoted || listed || words.Length > 0)
        {
            throw new ConfigException(start, quoted ? "the quotes opened here are never closed" : "the list opened here is never closed");
        }

        if (path.Count > 0)
        {
            throw new ConfigException(path.Peek().Line, $"the braces of '{path.Peek().Words}' are never closed");
        }
    }

    private static bool IsCommand(string text) =>
        !text.EndsWith('{') && Commands.Any(c => text.StartsWith(c, StringComparison.Ordinal));

    private void Scan(string text, int number)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (comment)
            {
                var end = text.IndexOf("*/", i, StringComparison.Ordinal);
                if (end < 0)
                {
                    return;
                }

                comment = false;
                i = end + 1;
            }
            else if (quoted || text[i] == '"')
            {
                i = Quoted(text, i, number);
            }
            else if (At(text, i, "/*"))
            {
                comment = true;
                i++;
            }
            else if (IsRemark(text, i))
            {
                break;
            }
            else if (!Structure(text, i, number))
            {
                Append(text[i], number);
            }
        }

        EndLine(number);
    }

    /// <summary>A statement without a semicolon ends with its line (VyOS, SR Linux), unless it is open.</summary>
    private void EndLine(int number)
    {
        if (quoted)
        {
            words.Append('\n');
        }
        else if (listed)
        {
            words.Append(' ');
        }
        else
        {
            Statement(number);
        }
    }

    private int Quoted(string text, int i, int number)
    {
        for (; i < text.Length; i++)
        {
            Append(text[i], number);
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                Append(text[++i], number);
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
                if (!quoted)
                {
                    break;
                }
            }
        }

        return i;
    }

    private bool Structure(string text, int i, int number)
    {
        var (before, after) = (i == 0 || text[i - 1] is ' ' or '\t' or ';' or '}' or '{',
            i + 1 == text.Length || text[i + 1] is ' ' or '\t' or ';' or '}');
        switch (text[i])
        {
            case '{' when i + 1 == text.Length || (before && after):
                path.Push((words.ToString().Trim(), number));
                words.Clear();
                return true;
            case '}' when before:
                Statement(number);
                if (!path.TryPop(out _))
                {
                    throw new ConfigException(number, "a closing brace without an opening one");
                }

                return true;
            case ';' when after:
                Statement(number);
                return true;
            case '[' when before && after:
                listed = true;
                return false;
            case ']' when listed && before && after:
                listed = false;
                return false;
            default:
                return false;
        }
    }

    /// <summary>Remarks: # at a line's beginning, ## (Junos) and // (VyOS) there or behind a statement.</summary>
    private bool IsRemark(string text, int i) =>
        (text[i] == '#' || At(text, i, "//")) && words.ToString().Trim().Length == 0;

    private static bool At(string text, int i, string what) => string.CompareOrdinal(text, i, what, 0, what.Length) == 0;

    private void Append(char c, int number)
    {
        if (words.Length == 0)
        {
            start = number;
        }

        words.Append(c);
    }

    private void Statement(int number)
    {
        var text = words.ToString().Trim();
        words.Clear();
        if (text.Length > 0)
        {
            CurlyStatement.Emit([.. path.Reverse().Select(p => p.Words), text], start == 0 ? number : start, result);
        }
    }
}
