using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Takes instances out of the inventory. Jobs keep their own copy of them.</summary>
/// <remarks>A name, or a wildcard, that matches nothing is an error.</remarks>
/// <example>
/// <code>Remove-BatchInstance lab-*</code>
/// <para>Forgets the instances whose names begin so.</para>
/// </example>
/// <example>
/// <code>Get-BatchInstance -Tag retired | Remove-BatchInstance -Confirm</code>
/// <para>Asks for each instance with a tag.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BatchInstance", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveBatchInstanceCommand : NetBatchCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Array.ForEach(Name, name => RunEach(name, async (session, cut) =>
    {
        List<string> found = [];
        await foreach (var target in session.Host.Store.Targets.ReadAsync("instance", [name], cut))
        {
            found.Add(target.Name);
        }

        if (found.Count == 0)
        {
            throw new NetBatchException(ErrorCode.UnknownTarget, $"The inventory has no instance '{name}'.", "List all with Get-BatchInstance.");
        }

        foreach (var one in found)
        {
            var may = false;
            await session.DoAsync(() => may = ShouldProcess(one, "Remove from the inventory"));
            if (may)
            {
                await session.Host.Store.Targets.RemoveAsync("instance", one, cut);
            }
        }
    }));
}
