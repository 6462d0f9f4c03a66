using System.Collections;
using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Turns what show commands printed into objects, by TextFSM templates.</summary>
/// <remarks>
/// Takes texts, files and results. A text without a line break counts as one line: lines in the pipeline, as Get-Content gives them, make
/// one output together. Results of Get-BatchResult bring device, command and platform with them, and so do objects and CSV rows with
/// columns of those names and an Output. Gives one object for each record, Device and Command first, of the type NetBatch.Row.(template).
/// An output that no template fits is an error that names the device; the others go on.
/// </remarks>
/// <example>
/// <code>Get-BatchResult batch_1a2b3c4d | ConvertFrom-BatchOutput | Where-Object State -NotLike 'FULL*'</code>
/// <para>The OSPF neighbours of an earlier job that are not full.</para>
/// </example>
/// <example>
/// <code>Get-Content r1.txt | ConvertFrom-BatchOutput -Platform cisco_ios -Command 'show ip interface brief' | Format-Table</code>
/// <para>Parses what somebody saved to a file.</para>
/// </example>
/// <example>
/// <code>Get-ChildItem captures/*.txt | ConvertFrom-BatchOutput -Template ./mine.textfsm -AsTable</code>
/// <para>One object for each file, with the rows in it; the files' names are the devices.</para>
/// </example>
[Cmdlet(VerbsData.ConvertFrom, "BatchOutput")]
[OutputType(typeof(PSObject))]
public sealed class ConvertFromBatchOutputCommand : ParsingCommand
{
    private readonly List<string> lines = [];
    private readonly Dictionary<(string JobId, string Name), string?> platforms = [];
    private string? device;
    private string? platform;
    private string? command;

    /// <summary>What was printed: texts, lines, files, results of Get-BatchResult, or objects with a property Output.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    [AllowNull]
    public object[]? InputObject { get; set; }

    /// <summary>The platform, such as cisco_ios. Results know it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PlatformCompleter))]
    public string? Platform { get; set; }

    /// <summary>The command that was sent; it may be abbreviated. Results know it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TemplateCommandCompleter))]
    public string? Command { get; set; }

    /// <summary>What stands in the column Device. Results know it; for files it is the file's name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Device { get; set; }

    /// <summary>A template instead of the one that is looked up by platform and command: its name, or its file's path.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TemplateNameCompleter))]
    public string? Template { get; set; }

    /// <summary>Give one object for each output instead, with device, command, columns, keys and the rows in it: also where there is no
    /// row.</summary>
    [Parameter]
    public SwitchParameter AsTable { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var one in InputObject ?? [])
        {
            var value = one is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : one;
            switch (value)
            {
                case null:
                    break;
                case string text when text.Contains('\n', StringComparison.Ordinal):
                    Parse(text, Device, Platform, Command);
                    break;
                case string line:
                    lines.Add(line);
                    (device, platform, command) = (Device, Platform, Command);
                    break;
                case FileInfo file:
                    ParseFile(file);
                    break;
                case StepResult result:
                    Parse(result.Output ?? "", Device ?? result.Name, Platform ?? PlatformOf(result.JobId, result.Name),
                        Command ?? result.Command, result.Success);
                    break;
                default:
                    ParseObject(PSObject.AsPSObject(one));
                    break;
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (lines.Count > 0)
        {
            Parse(string.Join('\n', lines) + "\n", device, platform, command);
        }
    }

    private void ParseFile(FileInfo file)
    {
        try
        {
            Parse(File.ReadAllText(file.FullName, DeviceEncoding.Shown), Device ?? Path.GetFileNameWithoutExtension(file.Name), Platform,
                Command);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            WriteError(new ErrorRecord(unreadable, "FileUnreadable", ErrorCategory.ReadError, file));
        }
    }

    private void ParseObject(PSObject record)
    {
        string? Text(string name) => record.Properties[name]?.Value?.ToString() is { Length: > 0 } text ? text : null;
        if (record.Properties["Output"] is null)
        {
            var problem = new NetBatchException(ErrorCode.InvalidArgument, "An object in the pipeline has no property Output.",
                "Pipe texts, files, or results of Get-BatchResult.");
            WriteError(problem.ToRecord(record));
            return;
        }

        var name = Device ?? Text("Device") ?? Text("Name");
        var known = Platform ?? Text("Platform") ?? (Text("JobId") is { } job && name is not null ? PlatformOf(job, name) : null);
        Parse(Text("Output") ?? "", name, known, Command ?? Text("Command"),
            !string.Equals(Text("Success"), "False", StringComparison.OrdinalIgnoreCase));
    }

    private void Parse(string text, string? from, string? on, string? sent, bool success = true)
    {
        if (!success || (text.Length == 0 && string.IsNullOrEmpty(sent)))
        {
            WriteVerbose($"{from}: '{sent}' failed; what it printed is not parsed.");
            return;
        }

        (RowSet Set, IReadOnlyList<object?[]> Rows) parsed;
        try
        {
            parsed = Desk.Parse(new ParseRequest { Platform = on, Command = sent, Template = this.Template(Template),
                TemplatePath = Folders }, text, from);
        }
        catch (NetBatchException problem)
        {
            WriteError(problem.ToRecord(from));
            return;
        }

        var rows = parsed.Rows.Select(values => RowObjects.Of(from ?? "", sent ?? "", parsed.Set, values));
        if (!AsTable)
        {
            WriteObject(rows, enumerateCollection: true);
            return;
        }

        WriteObject(RowObjects.Custom(
            "NetBatch.ParsedTable",
            ("Device", from ?? ""),
            ("Command", sent ?? ""),
            ("View", parsed.Set.View),
            ("RowCount", parsed.Rows.Count),
            ("Columns", parsed.Set.Columns.Select(column => column.Name).ToArray()),
            ("Keys", parsed.Set.Keys?.ToArray() ?? []),
            ("Rows", rows.ToArray())));
    }

    /// <summary>The platform that a job's device had.</summary>
    private string? PlatformOf(string jobId, string name)
    {
        if (platforms.TryGetValue((jobId, name), out var known))
        {
            return known;
        }

        RunEach(name, async (session, cut) =>
        {
            await foreach (var run in session.Host.Store.ReadRunsAsync(jobId, new RunFilter(), cut))
            {
                platforms[(jobId, run.Name)] = (run.Target as Device)?.Platform;
            }
        });
        return platforms.GetValueOrDefault((jobId, name));
    }
}
