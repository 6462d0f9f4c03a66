using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Adds instances to the inventory, or replaces those of the same name: all of an input or none.</summary>
/// <remarks>
/// Reads CSV, JSON and YAML, or takes objects from the pipeline: columns name, provider (default sqlite), connection, region, credential,
/// user, tags; other columns become labels. A line that cannot be used refuses the whole file. Secrets are refused: write a reference in
/// the column credential.
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
public sealed class ImportBatchInstanceCommand : ImportTargetCommand
{
    /// <summary>Instances, hashtables, any objects with the column names, or files (Get-ChildItem).</summary>
    [Parameter(Mandatory = true, ParameterSetName = ObjectSet, ValueFromPipeline = true)]
    [InstanceInput(TakesFiles = true)]
    public object[] InputObject { get; set; } = [];

    private protected override object[] Given => InputObject;

    private protected override string Title => "instance";

    private protected override IReadOnlyList<Target> Read(NetBatchHost host, string file, Action<NetBatchException> warn) =>
        InstanceSource.FromFile(file);

    private protected override Task SaveAsync(NetBatchHost host, IReadOnlyList<Target> targets, CancellationToken cancellationToken) =>
        InstanceInventory.SaveAsync(host, [.. targets.Cast<DatabaseInstance>()], onlyNew: false, cancellationToken);

    private protected override Target Taken(object one) =>
        one as DatabaseInstance
            ?? throw new NetBatchException(ErrorCode.InvalidArgument, $"'{one}' is only a name.", "Give rows with name and connection.");
}
