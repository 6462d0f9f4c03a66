using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Adds instances to the inventory, or replaces those of the same name: all of an input or none.</summary>
/// <remarks>
/// Reads CSV, JSON and YAML, or takes objects from the pipeline: columns name, provider (default sqlite), connection, region, credential, user, tags;
/// other columns become labels. A line that cannot be used refuses the whole file. Secrets are refused: write a reference in the column credential.
/// </remarks>
/// <example>
/// <code>Import-BatchInstance ./shops.csv -PassThru</code>
/// <para>Takes in a file; relative paths of SQLite files in it are relative to its folder.</para>
/// </example>
/// <example>
/// <code>Get-ChildItem ./data/*.db | ForEach-Object { @{ name = $_.BaseName; connection = $_.FullName } } | Import-BatchInstance</code>
/// <para>Takes in all SQLite files of a folder.</para>
/// </example>
[Cmdlet(VerbsData.Import, "BatchInstance", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(DatabaseInstance))]
public sealed class ImportBatchInstanceCommand : NetBatchCommand
{
    private const string PathSet = "Path";
    private const string ObjectSet = "Object";
    private readonly List<object> collected = [];

    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [Alias("LiteralPath")]
    public string Path { get; set; } = "";

    /// <summary>Instances, hashtables, or any objects with the column names.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ObjectSet, ValueFromPipeline = true)]
    [InstanceInput]
    public object[] InputObject { get; set; } = [];

    /// <summary>Give the instances.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => collected.AddRange(InputObject);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var file = ParameterSetName == PathSet ? GetUnresolvedProviderPathFromPSPath(Path) : null;
        var instances = Checked(() => file is null ? [.. collected.Select(Taken)] : InstanceSource.FromFile(file), file);
        if (!ShouldProcess(file ?? $"{instances.Count} instances", $"Import {instances.Count} instances"))
        {
            return;
        }

        Run(
            async (session, cut) =>
            {
                await InstanceInventory.SaveAsync(session.Host, instances, onlyNew: false, cut);
                await session.VerboseAsync($"{instances.Count} instances imported.");
                foreach (var instance in PassThru ? instances : [])
                {
                    await session.WriteAsync(instance);
                }
            },
            file);
    }

    private static DatabaseInstance Taken(object one) =>
        one as DatabaseInstance ?? throw new NetBatchException(ErrorCode.InvalidArgument, $"'{one}' is only a name.", "Give rows with name and connection.");
}
