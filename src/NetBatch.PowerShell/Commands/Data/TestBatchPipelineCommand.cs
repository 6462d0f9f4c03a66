using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Checks pipeline files: names, values, validators and their parameters. Connects to nothing.</summary>
/// <remarks>Gives a record for each mistake, with file, line and column; nothing where all is well. With -Quiet it gives true or
/// false.</remarks>
/// <example>
/// <code>Test-BatchPipeline ./checks/*.yaml</code>
/// <para>Lists the mistakes of all pipelines of a folder.</para>
/// </example>
/// <example>
/// <code>if (-not (Test-BatchPipeline ./retail.yaml -Quiet)) { exit 1 }</code>
/// <para>Fails a build whose pipeline could not be run.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "BatchPipeline")]
[OutputType(typeof(PipelineProblem), typeof(bool))]
public sealed class TestBatchPipelineCommand : NetBatchCommand
{
    /// <summary>The files; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Only say whether all is well.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private bool allIsWell = true;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string[] files = [.. Path.SelectMany(path => this.Resolved(path))];
        var scripts = new ScriptRunner(TimeProvider.System);
        PipelineThreadDispatcher.Run(
            async (pump, cut) =>
            {
                foreach (var file in files)
                {
                    foreach (var problem in (await PipelineTargets.CheckAsync(file, scripts, cut)).Problems)
                    {
                        allIsWell = false;
                        if (!Quiet)
                        {
                            await pump.DoAsync(() => WriteObject(problem));
                        }
                    }
                }
            },
            Grace,
            CancellationToken.None);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Quiet)
        {
            WriteObject(allIsWell);
        }
    }
}
