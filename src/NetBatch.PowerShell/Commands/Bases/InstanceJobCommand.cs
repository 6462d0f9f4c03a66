using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>What the cmdlets share that start a job on instances. The pipeline is collected and makes one job.</summary>
public abstract class InstanceJobCommand : DataJobCommand
{
    private readonly List<object> collected = [];
    private object[]? last;

    /// <summary>The instances: names in the inventory (* and ? are wildcards), instance objects, or hashtables with name, provider and
    /// connection. All that comes by the pipeline makes one job.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true)]
    [InstanceInput]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    [SupportsWildcards]
    public virtual object[]? Instance { get; set; }

    /// <summary>What the job belongs to.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    public string? Project { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // What was given by -Instance is there for every object that another parameter takes from the pipeline.
        if (Instance is not null && !ReferenceEquals(Instance, last))
        {
            last = Instance;
            collected.AddRange(MyInvocation.ExpectingInput ? Instance.Where(one => one is not "") : Instance);
        }
    }

    private protected override async Task<IReadOnlyList<Target>> TargetsAsync(NetBatchHost host, CancellationToken cancellationToken) =>
        await InstancesAsync(host, cancellationToken);

    /// <summary>The instances that were named or given.</summary>
    private protected async Task<IReadOnlyList<DatabaseInstance>> InstancesAsync(NetBatchHost host, CancellationToken cancellationToken)
    {
        // Another process may have declared a provider since this one opened the store.
        await host.Providers.LoadAsync(cancellationToken);
        var names = collected.OfType<string>().ToArray();
        // A name that two wildcards match is one instance, not a duplicate.
        var found = await TargetSelection.ToStartAsync(host.Store.Targets, "instance", names, cancellationToken);
        return [.. collected.OfType<DatabaseInstance>(), .. found.Cast<DatabaseInstance>()];
    }
}
