using System.Collections;
using System.Management.Automation;
using NetBatch.Inventory;

namespace NetBatch.Commands;

/// <summary>
/// Takes instances as people have them: names (with wildcards), instances, results of earlier jobs, hashtables, and any object or
/// CSV row with name, provider and connection. Names stay texts, to be looked up in the inventory; all else is an instance after this.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class InstanceInputAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        ArgumentNullException.ThrowIfNull(engineIntrinsics);
        var folder = engineIntrinsics.SessionState.Path.CurrentFileSystemLocation.ProviderPath;
        return Unwrap(inputData) is object?[] or ArrayList or ICollection<object>
            ? ((IEnumerable)Unwrap(inputData)!).Cast<object?>().Select(one => One(one, folder)).ToArray()
            : new[] { One(inputData, folder) };
    }

    private static object? Unwrap(object? input) => input is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : input;

    private static object One(object? input, string folder)
    {
        try
        {
            return Unwrap(input) switch
            {
                string name => name,
                DatabaseInstance instance => instance,
                TargetRun { Target: DatabaseInstance instance } => instance,
                StepResult result => result.Name,
                IDictionary table => InstanceFile.ToInstance(table.Keys.Cast<object>().Select(key => KeyValuePair.Create($"{key}", Unwrap(table[key]))), folder),
                null or ValueType or Target => throw new NetBatchException(ErrorCode.InvalidArgument, $"'{input}' is no instance.", "Give a name, an instance or a row."),
                _ => InstanceFile.ToInstance(
                    PSObject.AsPSObject(input).Properties
                        .Where(property => property.IsGettable && property.MemberType is PSMemberTypes.NoteProperty or PSMemberTypes.Property)
                        .Select(property => KeyValuePair.Create(property.Name, Unwrap(property.Value))),
                    folder),
            };
        }
        catch (NetBatchException problem)
        {
            throw new ArgumentTransformationMetadataException($"{problem.Message} {problem.Remedy}".TrimEnd(), problem);
        }
    }
}
