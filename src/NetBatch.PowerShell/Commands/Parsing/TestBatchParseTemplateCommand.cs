using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Shows line by line what a template does with a sample: the state, the rule that matched, what it took, and whether it saved a
/// record.</summary>
/// <remarks>
/// One object for each line, or for each rule where several match one line (Continue). Lines that no rule matches have none: the template
/// passes over them. Rules that matched nothing are told with -Verbose. What ends the parse, such as a rule with the action Error, is
/// an error; the lines up to there are given.
/// </remarks>
/// <example>
/// <code>Test-BatchParseTemplate ./mine.textfsm -Path sample.txt | Format-Table</code>
/// <para>Tries a template that is being written.</para>
/// </example>
/// <example>
/// <code>(Get-BatchResult -Device r1)[0].Output | Test-BatchParseTemplate cisco_ios_show_version | Where-Object -Not Matched</code>
/// <para>The lines of a device's answer that a template passes over.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "BatchParseTemplate", DefaultParameterSetName = TextSet)]
[OutputType(typeof(PSObject))]
public sealed class TestBatchParseTemplateCommand : ParsingCommand
{
    private const string TextSet = "Text";
    private const string PathSet = "Path";

    private readonly List<string> lines = [];

    /// <summary>The template: its name, or its file's path.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(TemplateNameCompleter))]
    public string Template { get; set; } = "";

    /// <summary>The sample: a text, or lines as Get-Content gives them.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ParameterSetName = TextSet)]
    [AllowEmptyString]
    public string[] Text { get; set; } = [];

    /// <summary>A file with the sample.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    public string Path { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord() => lines.AddRange(Text);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var request = new ParseRequest { Template = this.Template(Template), TemplatePath = Folders };
        var explained = Checked(() => Desk.Explain(request, ParameterSetName == PathSet ? Read(Path) : string.Join('\n', lines)), Template);
        foreach (var line in explained.Lines)
        {
            if (!line.Matched)
            {
                WriteObject(Line(line, null));
            }

            foreach (var rule in line.Rules)
            {
                WriteObject(Line(line, rule));
            }
        }

        WriteVerbose($"{Counted.Of(explained.Lines.Count, "line")}, {explained.Lines.Count(line => line.Matched)} matched, "
            + $"{Counted.Of(explained.Rows.Count, "record")}.");
        if (explained.UnusedRules.Count > 0)
        {
            WriteVerbose($"Rules that matched nothing, by their line in the template: {string.Join(", ", explained.UnusedRules)}.");
        }

        if (explained.Error is { } error)
        {
            WriteError(error.ToRecord(Template));
        }
    }

    private string Read(string path)
    {
        try
        {
            return File.ReadAllText(this.FilePath(path), DeviceEncoding.Shown);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(new ErrorRecord(unreadable, "FileUnreadable", ErrorCategory.ReadError, path));
            throw;
        }
    }

    private static PSObject Line(ExplainedLine line, ExplainedRule? rule) => RowObjects.Custom(
        "NetBatch.TemplateLine",
        ("Number", line.Number),
        ("State", line.State),
        ("Matched", line.Matched),
        ("RuleLine", rule?.Line),
        ("Rule", rule?.Rule),
        ("Values", rule is null ? "" : string.Join(", ", rule.Assigned.Select(one => $"{one.Key}={one.Value}"))),
        ("Recorded", rule?.Recorded ?? false),
        ("NextState", line.NextState),
        ("Text", line.Text));
}
