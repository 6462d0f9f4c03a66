using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>What the cmdlets share that compute on configs: the platforms' rules and errors. They open no store and reach no
/// device.</summary>
public abstract class ConfigCommand : PSCmdlet
{
    private ConfigTools? desk;

    /// <summary>A folder of config rule files (*.yaml) that add platforms, or add to those that come with NetBatch.</summary>
    [Parameter]
    public string? RulePath { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => this.RefuseNulls();

    private protected ConfigTools Desk => desk ??= new ConfigTools(RulePath is null ? null : this.FilePath(RulePath));

    /// <summary>Does what the whole call depends on; a problem ends it.</summary>
    private protected void Whole(Action work)
    {
        try
        {
            work();
        }
        catch (NetBatchException problem)
        {
            ThrowTerminatingError(problem.ToRecord(null));
        }
    }

    /// <summary>Does the work of one config; a problem is that config's error, and the others go on.</summary>
    private protected void Each(object? about, Action work)
    {
        try
        {
            work();
        }
        catch (NetBatchException problem)
        {
            WriteError(problem.ToRecord(about));
        }
    }

    /// <summary>A config given as text, in one piece or a line each, or else as a file.</summary>
    private protected ConfigText? Given(string[]? text, string? path, string? device) =>
        text is { Length: > 0 } ? new ConfigText(string.Join('\n', text), device)
        : string.IsNullOrEmpty(path) ? null
        : ConfigText.Read(this.FilePath(path));
}
