using NetBatch.TextFsm.Language;
using NetBatch.TextFsm.Patterns;
using NetBatch.TextFsm.Running;

namespace NetBatch.TextFsm;

/// <summary>
/// One parse in progress: lines go in one by one, rows come out. Not safe for several threads at once.
/// </summary>
public sealed class TemplateRun
{
    private readonly Template template;
    private readonly MatchState state;
    // A list value is matched again by itself while the rule's captures are still needed.
    private readonly MatchState nested;
    private readonly Slot[] slots;
    private readonly RowBuffer rows;
    private State current;
    private bool inEnd;
    private bool completed;

    /// <summary>Starts a parse in the template's Start state.</summary>
    /// <param name="template">The template.</param>
    /// <param name="options">Limits; null for the usual ones.</param>
    public TemplateRun(Template template, TemplateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(template);
        options ??= TemplateOptions.Default;
        this.template = template;
        state = new MatchState(options.Time, options.MatchTimeout);
        nested = new MatchState(options.Time, options.MatchTimeout);
        slots = Array.ConvertAll(template.Declarations, d => new Slot(d));
        rows = new RowBuffer(template);
        current = template.Start;
    }

    /// <summary>True once a rule went to End or EOF: further lines are not looked at.</summary>
    public bool Ended { get; private set; }

    /// <summary>Lines fed so far.</summary>
    public long Lines { get; private set; }

    /// <summary>Lines with more than blanks that a rule matched so far.</summary>
    public long MatchedLines { get; private set; }

    /// <summary>Lines with more than blanks that were fed so far, until the parse ended.</summary>
    public long WrittenLines { get; private set; }

    /// <summary>The state in which the next line will be looked at.</summary>
    public string StateName => current.Name;

    /// <summary>Told of each rule that matched , of what it assigned, and whether a row was saved.</summary>
    internal Action<Rule, string?[], bool>? OnHit { get; set; }

    /// <summary>Looks at one line, without its line end.</summary>
    /// <param name="line">The line.</param>
    /// <exception cref="TemplateException">An Error rule matched, or a limit was met.</exception>
    public void Feed(ReadOnlySpan<char> line)
    {
        if (Ended)
        {
            return;
        }

        Lines++;
        var written = line.IsWhiteSpace() ? 0 : 1;
        var matched = 0;
        WrittenLines += written;
        foreach (var rule in current.RulesFor(line))
        {
            if (!Matches(rule, line))
            {
                continue;
            }

            MatchedLines += written - matched;
            matched = written;

            foreach (var (group, value) in rule.Assignments)
            {
                Assign(value, line, group);
            }

            if (OnHit is null)
            {
                Act(rule.RecordAction);
            }
            else
            {
                Tell(rule);
            }

            if (rule.LineAction == LineAction.Error)
            {
                throw Stop(rule, line);
            }

            if (rule.LineAction == LineAction.Next)
            {
                Go(rule);
                return;
            }
        }
    }

    /// <summary>Ends the text: the last row is recorded, unless the template says otherwise.</summary>
    public void Complete()
    {
        if (completed)
        {
            return;
        }

        completed = true;
        Ended = true;
        if (!inEnd && !template.HasEof)
        {
            Act(RecordAction.Record);
        }

        rows.Release();
    }

    /// <summary>Moves the rows that nothing can change any more to a list.</summary>
    /// <param name="rows">Where they go.</param>
    public void Drain(ICollection<TemplateRecord> rows) => this.rows.Drain(rows);

    private bool Matches(Rule rule, ReadOnlySpan<char> line)
    {
        try
        {
            return rule.Pattern.Match(line, state);
        }
        catch (MatchLimitException e)
        {
            throw new TemplateException(
                TemplateErrorKind.MatchLimit,
                $"the rule '{rule.Text}' on line {Lines} of the text {e.Message}; make its repetitions exclude each other",
                rule.Line,
                template.Name,
                e);
        }
    }

    private void Assign(int value, ReadOnlySpan<char> line, int group)
    {
        var slot = slots[value];
        var text = state.Captured(line, group, slot.Text);
        slot.Assign(text, nested);
        if (slot.Declaration.Fillup && !string.IsNullOrEmpty(text))
        {
            rows.FillUp(value, text);
        }
    }

    private void Tell(Rule rule)
    {
        var texts = Array.ConvertAll(rule.Assignments, a => slots[a.Value].Text);
        var before = rows.Count;
        Act(rule.RecordAction);
        OnHit!(rule, texts, rows.Count > before);
    }

    private void Act(RecordAction action)
    {
        switch (action)
        {
            case RecordAction.Record:
                Record();
                break;
            case RecordAction.Clear:
                Clear();
                break;
            case RecordAction.ClearAll:
                foreach (var slot in slots)
                {
                    slot.ClearAll();
                }

                break;
        }
    }

    private void Record()
    {
        var cells = new object?[slots.Length];
        var anything = false;
        for (var i = 0; i < cells.Length; i++)
        {
            if (!slots[i].TryGetCell(out cells[i]))
            {
                Clear();
                return;
            }

            anything |= cells[i] is string or object?[] { Length: > 0 };
        }

        if (anything)
        {
            rows.Add(cells);
            Clear();
        }
    }

    private void Clear()
    {
        foreach (var slot in slots)
        {
            slot.Clear();
        }
    }

    private void Go(Rule rule)
    {
        if (rule.Target.Length == 0)
        {
            return;
        }

        if (rule.Next is { } next)
        {
            current = next;
            return;
        }

        Ended = true;
        inEnd = rule.Target == "End";
    }

    private TemplateException Stop(Rule rule, ReadOnlySpan<char> line) => new(
        TemplateErrorKind.ErrorRule,
        rule.Target.Length > 0
            ? $"Error: {rule.Target}. Rule Line: {rule.Line}. Input Line: {line}."
            : $"State Error raised. Rule Line: {rule.Line}. Input Line: {line}",
        rule.Line,
        template.Name);

}
