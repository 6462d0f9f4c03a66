namespace NetBatch.TextFsm.Language;

/// <summary>Reads what stands after a rule's arrow.</summary>
internal static class RuleAction
{
    /// <summary>
    /// Reads <c>Line[.Record] [State]</c>, <c>Record [State]</c> or <c>[State]</c>, each after at least one blank;
    /// null when it is none of them.
    /// </summary>
    public static (LineAction Line, RecordAction Record, string Target)? Read(string text)
    {
        if (text.Length == 0)
        {
            return (LineAction.Next, RecordAction.NoRecord, "");
        }

        if (!PythonText.IsSpace(text[0]))
        {
            return null;
        }

        text = PythonText.Trim(text);
        var end = 0;
        while (end < text.Length && !PythonText.IsSpace(text[end]) && text[0] != '"')
        {
            end++;
        }

        var word = text[..end];
        var rest = PythonText.Trim(text[end..]);
        if (ReadOperators(word) is { } operators)
        {
            return rest.Length == 0 || IsTarget(rest) ? (operators.Line, operators.Record, rest) : null;
        }

        return IsTarget(text) ? (LineAction.Next, RecordAction.NoRecord, text) : null;
    }

    private static (LineAction Line, RecordAction Record)? ReadOperators(string word)
    {
        if (RecordOf(word) is { } alone)
        {
            return (LineAction.Next, alone);
        }

        var dot = word.IndexOf('.');
        LineAction? line = (dot < 0 ? word : word[..dot]) switch
        {
            "Next" => LineAction.Next,
            "Continue" => LineAction.Continue,
            "Error" => LineAction.Error,
            _ => null,
        };
        var record = dot < 0 ? RecordAction.NoRecord : RecordOf(word[(dot + 1)..]);
        return line is null || record is null ? null : (line.Value, record.Value);
    }

    private static RecordAction? RecordOf(string word) => word switch
    {
        "NoRecord" => RecordAction.NoRecord,
        "Record" => RecordAction.Record,
        "Clear" => RecordAction.Clear,
        "Clearall" => RecordAction.ClearAll,
        _ => null,
    };

    private static bool IsTarget(string text) =>
        PythonText.IsWord(text) || (text.Length >= 2 && text[0] == '"' && text[^1] == '"');
}
