using NetBatch.TextFsm.Patterns;

namespace NetBatch.TextFsm.Language;

/// <summary>Reads one rule line.</summary>
internal sealed class RuleReader(IReadOnlyList<ValueDeclaration> values, string? source)
{
    private readonly Dictionary<string, string> expressions = Expressions(values);
    private readonly Dictionary<string, int> indexes =
        values.Select((v, i) => (v.Value.Name, i)).ToDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);

    /// <summary>Reads a rule.</summary>
    /// <param name="line">The line as it stands in the template.</param>
    /// <param name="number">Its one-based number.</param>
    /// <exception cref="TemplateException">The rule is refused.</exception>
    public Rule Read(string line, int number)
    {
        var text = PythonText.Trim(line);
        var arrow = FindArrow(text);
        var match = arrow < 0 ? text : text[..arrow];
        var (lineAction, recordAction, target) = arrow < 0
            ? (LineAction.Next, RecordAction.NoRecord, "")
            : default((LineAction, RecordAction, string));

        var pattern = Compile(match, number);
        if (arrow >= 0)
        {
            (lineAction, recordAction, target) = RuleAction.Read(text[(arrow + 3)..])
                ?? throw Refuse($"'{text[(arrow + 1)..]}' is no action", number);
            Check(lineAction, target, number);
        }

        return new Rule
        {
            Line = number,
            Text = text,
            Pattern = pattern,
            LineAction = lineAction,
            RecordAction = recordAction,
            Target = target,
            Assignments = [.. pattern.Names.Where(n => indexes.ContainsKey(n.Name)).Select(n => (n.Number, indexes[n.Name]))],
        };
    }

    private static Dictionary<string, string> Expressions(IReadOnlyList<ValueDeclaration> values) =>
        values.ToDictionary(v => v.Value.Name, v => v.Expression, StringComparer.Ordinal);

    /// <summary>The position of the blank before the last "->" that has one; -1 if there is none.</summary>
    private static int FindArrow(string text)
    {
        for (var at = text.LastIndexOf("->", StringComparison.Ordinal); at > 0; at =
            text.LastIndexOf("->", at - 1, StringComparison.Ordinal))
        {
            if (PythonText.IsSpace(text[at - 1]))
            {
                return at - 1;
            }
        }

        return -1;
    }

    private Pattern Compile(string match, int number)
    {
        var expression = match;
        if (expressions.Count > 0)
        {
            expression = Substitution.Apply(match, expressions, out var problem)
                ?? throw Refuse($"{problem} (in '{match}')", number);
        }

        try
        {
            return Pattern.Compile(expression);
        }
        catch (PatternException e)
        {
            throw new TemplateException(TemplateErrorKind.Template, $"{e.Message} in '{expression}'", number, source, e);
        }
    }

    private void Check(LineAction action, string target, int number)
    {
        if (target.Length == 0)
        {
            return;
        }

        if (action == LineAction.Continue)
        {
            throw Refuse($"Continue stays in its state and cannot go to '{target}'", number);
        }

        if (action != LineAction.Error && target[0] == '"')
        {
            throw Refuse($"the text {target} may follow Error only; a state's name is one word", number);
        }
    }

    private TemplateException Refuse(string reason, int number) => new(TemplateErrorKind.Template, reason, number, source);
}
