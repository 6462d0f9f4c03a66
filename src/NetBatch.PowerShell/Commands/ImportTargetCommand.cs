using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>What the cmdlets share that take targets into the inventory: all of an input or none.</summary>
public abstract class ImportTargetCommand : InventoryCommand
{
    private protected const string PathSet = "Path";
    private protected const string ObjectSet = "Object";
    private readonly List<object> collected = [];

    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [Alias("LiteralPath")]
    public string Path { get; set; } = "";

    /// <summary>Give what was taken in.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What came with this object of the pipeline.</summary>
    private protected abstract object[] Given { get; }

    /// <summary>What people call one: device.</summary>
    private protected abstract string Title { get; }

    private protected abstract IReadOnlyList<Target> Read(NetBatchHost host, string file);

    private protected abstract Target Taken(object one);

    private protected abstract Task SaveAsync(NetBatchHost host, IReadOnlyList<Target> targets, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected override void ProcessRecord() => collected.AddRange(Given);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var file = ParameterSetName == PathSet ? GetUnresolvedProviderPathFromPSPath(Path) : null;
        IReadOnlyList<Target> targets = [];
        Run(
            async (session, cut) =>
            {
                await Task.CompletedTask;
                targets = file is null ? [.. collected.Select(Taken)] : Read(session.Host, file);
            },
            file);
        if (!ShouldProcess(file ?? Counted.Of(targets.Count, Title), $"Import {Counted.Of(targets.Count, Title)}"))
        {
            return;
        }

        Run(
            async (session, cut) =>
            {
                await SaveAsync(session.Host, targets, cut);
                await session.VerboseAsync($"{Counted.Of(targets.Count, Title)} imported.");
                foreach (var target in PassThru ? targets : [])
                {
                    await session.WriteAsync(target);
                }
            },
            file);
    }
}
