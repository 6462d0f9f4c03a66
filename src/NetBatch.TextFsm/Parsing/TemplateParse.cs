using NetBatch.TextFsm.Running;

namespace NetBatch.TextFsm;

/// <summary>
/// One output on its way through its templates. Rows of a single template are given as soon as nothing can change them;
/// where several are merged they wait for the end.
/// </summary>
internal sealed class TemplateParse : IOutputParse
{
    private readonly IReadOnlyList<Template> _templates;
    private readonly TemplateRun[] _runs;
    private readonly List<TemplateRecord>[] _records;
    private readonly LineCutter _lines = new();
    private RowForm _form;
    private bool _completed;

    public TemplateParse(IReadOnlyList<Template> templates, TemplateOptions? options)
    {
        _templates = templates;
        _runs = [.. templates.Select(template => new TemplateRun(template, options))];
        _records = [.. templates.Select(_ => new List<TemplateRecord>())];
        _form = RowForm.Of(templates, templates[0].Header, TemplateSet.KeysOf(templates[0]));
    }

    public RowSet? Set => _form.Set;

    public string? Problem { get; private set; }

    public void Feed(ReadOnlySpan<byte> output)
    {
        if (Problem is not null || _completed)
        {
            return;
        }

        _lines.Add(output);
        Guard(FeedLines);
    }

    public void Complete()
    {
        if (Problem is not null || _completed)
        {
            return;
        }

        _completed = true;
        _lines.End();
        Guard(() =>
        {
            FeedLines();
            for (var index = 0; index < _runs.Length; index++)
            {
                _runs[index].Complete();
                _runs[index].Drain(_records[index]);
            }

            Merge();
        });
        if (_runs.All(run => run is { MatchedLines: 0, WrittenLines: > 0 }))
        {
            Fail($"The template {string.Join(" and ", _templates.Select(template => template.Name))} matches no line of the output.");
        }
    }

    public void Take(ICollection<object?[]> rows)
    {
        if (Problem is null && (_runs.Length == 1 || _completed))
        {
            foreach (var record in _records[0])
            {
                rows.Add(_form.ToRow(record));
            }

            _records[0].Clear();
        }
    }

    private void FeedLines()
    {
        while (_lines.Next(out var line))
        {
            for (var index = 0; index < _runs.Length; index++)
            {
                _runs[index].Feed(line);
                _runs[index].Drain(_records[index]);
            }
        }
    }

    private void Merge()
    {
        if (_runs.Length > 1)
        {
            var table = TemplateSet.Merge(_templates, _records);
            _form = RowForm.Of(_templates, table.Header, table.Keys);
            _records[0] = [.. table.Rows];
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
            Fail(trouble.Kind == TemplateErrorKind.ErrorRule ? $"The template {_templates[0].Name} refuses the output: {trouble.Message}" : trouble.Message);
        }
    }

    private void Fail(string problem)
    {
        Problem = problem;
        Array.ForEach(_records, one => one.Clear());
    }
}
