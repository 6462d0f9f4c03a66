using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Writes jobs to a file: JSON, CSV, an HTML report, JUnit XML or Markdown.</summary>
/// <remarks>
/// Without a job it writes the newest one; all jobs of the pipeline stand in one file. JSON holds everything, CSV a row for each device and
/// command, HTML is a report for people in one file that needs no network, JUnit is for build servers, Markdown for tickets. The file is
/// readable by its user alone and is there whole or not at all. Passwords, keys and communities that are recognised are left out.
/// </remarks>
/// <example>
/// <code>Export-BatchJob batch_1a2b3c4d -Path report.html</code>
/// <para>Writes the report of a job; the name's ending tells the form.</para>
/// </example>
/// <example>
/// <code>Get-BatchJob -Name nightly* -Since (Get-Date).AddDays(-7) | Export-BatchJob -Path week.csv -Force</code>
/// <para>Writes all results of the week's nightly jobs to one file.</para>
/// </example>
[Cmdlet(VerbsData.Export, "BatchJob", DefaultParameterSetName = IdSet, SupportsShouldProcess = true)]
[OutputType(typeof(ExportedFile))]
public sealed class ExportBatchJobCommand : JobChoiceCommand
{
    private readonly List<BatchJob> jobs = [];

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Path { get; set; } = "";

    /// <summary>In what form. Default: as the file's name ends (.json, .csv, .html, .xml, .md).</summary>
    [Parameter]
    public ExportFormat? Format { get; set; }

    /// <summary>Write passwords, keys and communities too.</summary>
    [Parameter]
    public SwitchParameter IncludeSecret { get; set; }

    /// <summary>CSV: write cells as they came. Without it a cell that a spreadsheet would calculate (one that begins with =, +, - or @ and
    /// is no number) gets an apostrophe before it.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <summary>Replace a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Give the file that was written.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool NewestByDefault => !MyInvocation.ExpectingInput;

    private protected override Task ItemAsync(Session session, BatchJob job, CancellationToken cut)
    {
        jobs.Add(job);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var path = this.FilePath(Path);
        if (jobs.Count == 0 || !ShouldProcess(path, $"Write {Counted.Of(jobs.Count, "job")}"))
        {
            return;
        }

        Run(
            async (session, cut) =>
            {
                var options = new ExportOptions { Path = path, Format = Format, IncludeSecret = IncludeSecret, Raw = Raw, Force = Force };
                var file = await session.Host.Reports.ExportAsync(jobs, options, cut);
                await session.VerboseAsync($"{Counted.Of(file.Jobs, "job")}, {file.Bytes} bytes: {file.Path}");
                if (PassThru)
                {
                    await session.WriteAsync(file);
                }
            },
            path);
    }
}
