using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Lists what pipelines can check: the validators with their parameters and an example of each.</summary>
/// <remarks>
/// Everything is taken from the validators' own declarations. Parameters holds name, type, default and help of each parameter; Example is a
/// step as it stands in a pipeline's file. Source says whether the check compares with a second database: Never, Optional or Always.
/// </remarks>
/// <example>
/// <code>Get-BatchValidator quality.* | Format-Table Name, Help</code>
/// <para>What can be found in one table.</para>
/// </example>
/// <example>
/// <code>(Get-BatchValidator quality.checksum).Parameters | Format-Table Name, Type, Required, Default, Help</code>
/// <para>What a comparison row by row takes.</para>
/// </example>
/// <example>
/// <code>(Get-BatchValidator quality.range).Example</code>
/// <para>A step to put into a pipeline.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchValidator")]
[OutputType(typeof(ValidatorInfo))]
public sealed class GetBatchValidatorCommand : PSCmdlet
{
    /// <summary>Names; * and ? are wildcards. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ValidatorNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void BeginProcessing() => this.RefuseNulls();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            WriteObject(ValidatorList.Matching(Name), enumerateCollection: true);
        }
        catch (NetBatchException problem)
        {
            WriteError(problem.ToRecord(Name));
        }
    }
}
