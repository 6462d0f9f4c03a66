using System.Collections;
using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>
/// Takes instances as people have them: names (with wildcards), instances, results of earlier jobs, hashtables, and any object or
/// CSV row with name, provider and connection. Names stay texts, to be looked up in the inventory; all else is an instance after this.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class InstanceInputAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether what comes by the pipeline may be something else, which another parameter takes: what has a Schema and no
    /// Connection.</summary>
    public bool LeavesPlans { get; set; }

    /// <summary>Whether files are taken, to be read as inventories; else they are refused, for a file is no instance.</summary>
    public bool TakesFiles { get; set; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        ArgumentNullException.ThrowIfNull(engineIntrinsics);
        var folder = engineIntrinsics.SessionState.Path.CurrentFileSystemLocation.ProviderPath;
        return InputItems.Of(inputData).Where(one => !Leaves(one)).Select(one => One(one, folder)).ToArray();
    }

    private bool Leaves(object? input) => LeavesPlans && input is not null && InputItems.Unwrap(input) switch
    {
        string or DatabaseInstance or TargetRun or StepResult => false,
        IDictionary table => table.Contains("Schema") && !table.Contains("Connection"),
        _ => PSObject.AsPSObject(input) is var row && row.Properties["Schema"] is not null && row.Properties["Connection"] is null,
    };

    private object One(object? input, string folder)
    {
        try
        {
            return InputItems.Unwrap(input) switch
            {
                string name => name.Trim(),
                DatabaseInstance instance => instance,
                TargetRun { Target: DatabaseInstance instance } => instance,
                StepResult result => result.Name,
                FileSystemInfo file when TakesFiles => file,
                FileSystemInfo file => throw new NetBatchException(
                    ErrorCode.InvalidArgument, $"'{file.Name}' is a file and no instance.",
                    "Import-BatchInstance takes a file in; Import-Csv gives the rows of one."),
                null or ValueType or Target =>
                    throw new NetBatchException(ErrorCode.InvalidArgument, $"'{input}' is no instance.",
                        "Give a name, an instance or a row."),
                _ => OwnObjects.TargetName(PSObject.AsPSObject(input), typeof(DatabaseInstance))
                    ?? Row([.. InputItems.Fields(InputItems.Unwrap(input)!)], folder),
            };
        }
        catch (NetBatchException problem)
        {
            throw new ArgumentTransformationMetadataException($"{problem.Message} {problem.Remedy}".TrimEnd(), problem);
        }
    }

    // A row that says no more than a name stands for what the inventory has under it.
    private object Row(KeyValuePair<string, object?>[] fields, string folder) =>
        TakesFiles ? InstanceSource.FromFields(fields, folder)
            : InstanceSource.NameAlone(fields) ?? (object)InstanceSource.FromFields(fields, folder);
}
