using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Checks a platform file, and shows what it recognizes in a recorded session.</summary>
/// <remarks>
/// One object for each problem, with line, value and remedy, and one for each line of the transcript that is a prompt, a refusal, a pager
/// or a question by the file's rules. A file in a former form gives a warning that shows it in the form of today. docs/platforms.md walks
/// from a transcript to a working file.
/// </remarks>
/// <example>
/// <code>Test-BatchPlatform ./my_asa.yaml</code>
/// <para>Nothing comes back: the file can be used.</para>
/// </example>
/// <example>
/// <code>Test-BatchPlatform ./my_asa.yaml -Transcript ./session.txt | Format-Table Line, Kind, Mode, Effect, Text</code>
/// <para>Which lines of a session the file takes for prompts and refusals, and which commands for reading.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "BatchPlatform")]
[OutputType(typeof(PSObject))]
public sealed class TestBatchPlatformCommand : NetBatchCommand
{
    /// <summary>The platform file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    public string Path { get; set; } = "";

    /// <summary>A file with a recorded session: what was seen on the screen, commands and all.</summary>
    [Parameter]
    public string? Transcript { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var session = Transcript is null ? null : Read(Transcript, File.ReadAllText);
        var check = Read(Path, path => PlatformTools.Check(path, StoreFile, session));
        foreach (var finding in check.Findings)
        {
            WriteObject(RowObjects.Custom(
                "NetBatch.PlatformFinding",
                ("Kind", finding.Kind),
                ("Line", finding.Line),
                ("Mode", finding.Mode),
                ("Device", finding.Device),
                ("Command", finding.Command),
                ("Effect", finding.Effect),
                ("Text", finding.Text),
                ("Remedy", finding.Remedy)));
        }

        if (check.Form is { } form)
        {
            WriteWarning($"{Path} has a former form, which is still read. The same in the form of today:\n{form}");
        }

        if (check is { IsValid: true, Platform: { } platform })
        {
            WriteVerbose($"{platform.Name} can be used.");
        }
    }

    private T Read<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(this.FilePath(path));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(new ErrorRecord(unreadable, "FileUnreadable", ErrorCategory.ReadError, path));
            throw;
        }
    }
}
