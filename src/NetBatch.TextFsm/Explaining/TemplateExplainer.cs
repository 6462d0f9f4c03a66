using NetBatch.TextFsm.Language;
using NetBatch.TextFsm.Running;

namespace NetBatch.TextFsm;

/// <summary>Shows which rule matched which line: half of the work on a template is to see why a line did not.</summary>
public static class TemplateExplainer
{
    /// <summary>Parses a text and tells what happened to each line.</summary>
    /// <param name="template">The template.</param>
    /// <param name="text">A sample of what a device prints.</param>
    /// <param name="options">Limits; null for the usual ones.</param>
    /// <returns>The explanation. An Error rule or a limit ends it; it does not throw.</returns>
    public static Explanation Explain(Template template, string text, TemplateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(text);
        var run = new TemplateRun(template, options);
        var lines = new List<ExplainedLine>();
        var hits = new List<ExplainedRule>();
        var unused = template.States.SelectMany(s => s.Rules).Select(r => r.Line).ToHashSet();
        run.OnHit = (rule, texts, recorded) =>
        {
            unused.Remove(rule.Line);
            hits.Add(new ExplainedRule(rule.Line, rule.Text, Pair(template, rule, texts), recorded));
        };

        TemplateException? error = null;
        var splitter = new LineSplitter(text);
        while (splitter.MoveNext())
        {
            var state = run.Ended ? null : run.StateName;
            error ??= TryFeed(run, splitter.Current);
            lines.Add(new ExplainedLine(
                lines.Count + 1, splitter.Current.ToString(), state, [.. hits], error is not null || run.Ended ? null : run.StateName));
            hits.Clear();
            if (error is not null)
            {
                break;
            }
        }

        var rows = new List<TemplateRecord>();
        if (error is null)
        {
            run.Complete();
            run.Drain(rows);
        }

        return new Explanation(lines, [.. rows.Select(row => row.Cells)], error, [.. unused.Order()]);
    }

    private static TemplateException? TryFeed(TemplateRun run, ReadOnlySpan<char> line)
    {
        try
        {
            run.Feed(line);
            return null;
        }
        catch (TemplateException e)
        {
            return e;
        }
    }

    private static KeyValuePair<string, string?>[] Pair(Template template, Rule rule, string?[] texts) =>
        [.. rule.Assignments.Select((a, i) => KeyValuePair.Create(template.Header[a.Value], texts[i]))];
}
