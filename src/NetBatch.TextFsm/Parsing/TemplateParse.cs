using NetBatch.TextFsm.Running;

namespace NetBatch.TextFsm;

/// <summary>
/// One output on its way through its templates. Rows of a single template are given as soon as nothing can change them;
/// where several are merged they wait for the end.
/// </summary>
internal sealed class TemplateParse : IOutputParse
{
    private readonly IReadOnlyList<Template> templates;
    private readonly TemplateRun[] runs;
    private readonly List<TemplateRecord>[] records;
    private readonly LineCutter lines = new();
    private RowForm form;
    private bool completed;

    public TemplateParse(IReadOnlyList<Template> templates, TemplateOptions? options)
    {
        this.templates = templates;
        runs = [.. templates.Select(template => new TemplateRun(template, options))];
        records = [.. templates.Select(_ => new List<TemplateRecord>())];
        form = RowForm.Of(templates, templates[0].Header, TemplateSet.KeysOf(templates[0]));
    }

    public RowSet? Set => form.Set;

    public string? Problem { get; private set; }

    public void Feed(ReadOnlySpan<byte> output)
    {
        if (Problem is not null || completed)
        {
            return;
        }

        lines.Add(output);
        Guard(FeedLines);
    }

    public void Complete()
    {
        if (Problem is not null || completed)
        {
            return;
        }

        completed = true;
        lines.End();
        Guard(() =>
        {
            FeedLines();
            for (var index = 0; index < runs.Length; index++)
            {
                runs[index].Complete();
                runs[index].Drain(records[index]);
            }

            Merge();
        });
        if (runs.All(run => run is { MatchedLines: 0, WrittenLines: > 0 }))
        {
            Fail($"The template {string.Join(" and ", templates.Select(template => template.Name))} matches no line of the output.");
        }
    }

    public void Take(ICollection<object?[]> rows)
    {
        if (Problem is null && (runs.Length == 1 || completed))
        {
            foreach (var record in records[0])
            {
                rows.Add(form.ToRow(record));
            }

            records[0].Clear();
        }
    }

    private void FeedLines()
    {
        while (lines.Next(out var line))
        {
            for (var index = 0; index < runs.Length; index++)
            {
                runs[index].Feed(line);
                runs[index].Drain(records[index]);
            }
        }
    }

    private void Merge()
    {
        if (runs.Length > 1)
        {
            var table = TemplateSet.Merge(templates, records);
            form = RowForm.Of(templates, table.Header, table.Keys);
            records[0] = [.. table.Rows];
        }
    }

    private void Guard(Action parse)
    {
        try
        {
            parse();
        }
        catch (TemplateException trouble)
        {
            Fail(trouble.Kind == TemplateErrorKind.ErrorRule ? $"The template {templates[0].Name} refuses the output: {trouble.Message}"
                : trouble.Message);
        }
    }

    private void Fail(string problem)
    {
        Problem = problem;
        Array.ForEach(records, one => one.Clear());
    }
}
