using NetBatch.TextFsm.Patterns;

namespace NetBatch.TextFsm.Language;

/// <summary>
/// Reads a template's text: values, a blank line, states. What is accepted and refused follows the reference
/// implementation, google/textfsm 2.1.0, in the order in which it finds faults.
/// </summary>
internal sealed class TemplateReader(string text, string? source)
{
    private const int MaxNameLength = 48;
    private readonly string[] lines = Lines(text);
    private readonly List<ValueDeclaration> values = [];
    private readonly Dictionary<string, State> states = new(StringComparer.Ordinal);
    private readonly List<State> inOrder = [];
    private int next;

    public IReadOnlyList<ValueDeclaration> Values => values;

    /// <summary>The states as written, without End.</summary>
    public IReadOnlyList<State> States => inOrder;

    public bool HasEof => states.ContainsKey("EOF");

    /// <summary>Reads everything.</summary>
    /// <exception cref="TemplateException">The template is refused.</exception>
    public void Read()
    {
        ReadValues();
        var rules = new RuleReader(values, source);
        while (ReadState(rules))
        {
        }

        if (!states.ContainsKey("Start"))
        {
            throw Refuse("the state 'Start' is missing", null);
        }

        foreach (var name in new[] { "End", "EOF" })
        {
            if (states.TryGetValue(name, out var state) && state.Rules.Count > 0)
            {
                throw Refuse($"the state '{name}' must not have rules", state.Rules[0].Line);
            }
        }

        if (states.Remove("End", out var end))
        {
            inOrder.Remove(end);
        }

        Connect();
    }

    private static string[] Lines(string text)
    {
        // A file ends its last line; that makes no further one.
        var lines = text.Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }

    private static bool IsComment(string line)
    {
        var i = 0;
        while (i < line.Length && PythonText.IsSpace(line[i]))
        {
            i++;
        }

        return i < line.Length && line[i] == '#';
    }

    private void ReadValues()
    {
        while (next < lines.Length)
        {
            var line = PythonText.TrimEnd(lines[next++]);
            if (line.Length == 0)
            {
                return;
            }

            if (IsComment(line))
            {
                continue;
            }

            if (!line.StartsWith("Value ", StringComparison.Ordinal))
            {
                throw Refuse(
                    values.Count == 0
                        ? $"the template must start with its values, not with '{line}'"
                        : $"'{line}' is no value; the values end with a blank line",
                    next);
            }

            var value = ValueDeclaration.Read(line, next, source);
            if (values.Exists(v => v.Value.Name == value.Value.Name))
            {
                throw Refuse($"the value '{value.Value.Name}' is declared twice", next);
            }

            values.Add(value);
        }
    }

    private bool ReadState(RuleReader rules)
    {
        State? state = null;
        while (state is null && next < lines.Length)
        {
            var line = PythonText.TrimEnd(lines[next++]);
            if (line.Length > 0 && !IsComment(line))
            {
                state = NewState(line);
            }
        }

        if (state is null)
        {
            return false;
        }

        while (next < lines.Length)
        {
            var line = PythonText.TrimEnd(lines[next++]);
            if (line.Length == 0)
            {
                break;
            }

            if (IsComment(line))
            {
                continue;
            }

            if (!(line.StartsWith(" ^", StringComparison.Ordinal) || line.StartsWith("  ^", StringComparison.Ordinal)
                || line.StartsWith("\t^", StringComparison.Ordinal)))
            {
                throw Refuse($"a rule starts with one or two blanks or a tab, then '^'; this is '{line}'", next);
            }

            state.Rules.Add(rules.Read(line, next));
        }

        return true;
    }

    private State NewState(string name)
    {
        if (!PythonText.IsWord(name) || CodePoints.Count(name) > MaxNameLength
            || name is "Continue" or "Next" or "Error" or "Clear" or "Clearall" or "Record" or "NoRecord")
        {
            throw Refuse($"'{name}' cannot be a state's name: one word of at most {MaxNameLength} characters that is no action", next);
        }

        var state = new State(name);
        if (!states.TryAdd(name, state))
        {
            throw Refuse($"the state '{name}' is written twice", next);
        }

        inOrder.Add(state);
        return state;
    }

    private void Connect()
    {
        foreach (var rule in inOrder.SelectMany(s => s.Rules))
        {
            if (rule.LineAction == LineAction.Error || rule.Target is "" or "End" or "EOF")
            {
                continue;
            }

            rule.Next = states.TryGetValue(rule.Target, out var next)
                ? next
                : throw Refuse($"there is no state '{rule.Target}' to go to", rule.Line);
        }
    }

    private TemplateException Refuse(string reason, int? line) => new(TemplateErrorKind.Template, reason, line, source);
}
