using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Lists the workers of the store's hubs: site, version, how many devices each works on at once and now, its last word.</summary>
/// <remarks>There are workers where the jobs of a store are run by hubs: netbatch hub init, netbatch worker join.</remarks>
/// <example>
/// <code>Get-BatchWorker</code>
/// <para>All of them.</para>
/// </example>
/// <example>
/// <code>Get-BatchWorker | Where-Object LastHeard -lt (Get-Date).AddMinutes(-1)</code>
/// <para>Those of which nothing was heard for a minute.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchWorker")]
[OutputType(typeof(BatchWorker))]
public sealed class GetBatchWorkerCommand : NetBatchCommand
{
    /// <summary>Names; * and ? are wildcards. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(async (session, cut) =>
    {
        foreach (var worker in await session.Host.Workers.ReadAsync(Name, cut))
        {
            await session.WriteAsync(worker);
        }
    });
}
