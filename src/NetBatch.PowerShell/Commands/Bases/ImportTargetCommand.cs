using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>What the cmdlets share that take targets into the inventory: all of an input or none.</summary>
public abstract class ImportTargetCommand : InventoryCommand
{
    private protected const string PathSet = "Path";
    private protected const string ObjectSet = "Object";
    private readonly List<object> collected = [];

    private protected const string LiteralSet = "LiteralPath";

    /// <summary>Files; * and ? are wildcards. Files can be piped, too.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files, by paths that are taken as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralSet)]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Give what was taken in.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What came with this object of the pipeline.</summary>
    private protected abstract object[] Given { get; }

    /// <summary>What people call one: device.</summary>
    private protected abstract string Title { get; }

    /// <summary>The targets of a file; told are rows that are left out.</summary>
    private protected abstract IReadOnlyList<Target> Read(NetBatchHost host, string file, Action<NetBatchException> warn);

    private protected abstract Target Taken(object one);

    private protected abstract Task SaveAsync(NetBatchHost host, IReadOnlyList<Target> targets, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected override void ProcessRecord() => collected.AddRange(Given);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string[] files =
        [
            .. Path.SelectMany(path => this.Resolved(path)),
            .. LiteralPath.Select(this.FilePath),
            .. collected.OfType<FileSystemInfo>().Select(one => one.FullName),
        ];
        var file = files.Length == 0 ? null : string.Join(", ", files);
        IReadOnlyList<Target> targets = [];
        Run(
            async (session, cut) =>
            {
                List<NetBatchException> skipped = [];
                targets = [.. collected.Where(one => one is not FileSystemInfo).Select(Taken),
                    .. files.SelectMany(one => Read(session.Host, one, skipped.Add))];
                foreach (var problem in skipped)
                {
                    await session.WarnAsync($"Skipped: {problem.Message} {problem.Remedy}");
                }

                if (targets.GroupBy(target => target.Name, StringComparer.OrdinalIgnoreCase)
                    .FirstOrDefault(same => same.Count() > 1) is { } twice)
                {
                    throw new NetBatchException(ErrorCode.DuplicateTarget, $"The {Title} '{twice.Key}' comes {twice.Count()} times.",
                        "Give each its own name.");
                }
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
