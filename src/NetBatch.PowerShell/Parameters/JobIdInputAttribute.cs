using System.Collections;
using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Takes jobs as ids, or as any objects that have an Id.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class JobIdInputAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : inputData;
        return value is string or not IEnumerable ? new[] { One(value) } : ((IEnumerable)value).Cast<object?>().Select(One).ToArray();
    }

    private static string One(object? value) => value switch
    {
        string id => id,
        PSObject { BaseObject: string id } => id,
        null => throw new ArgumentTransformationMetadataException("A job is null. Give its id, or the job."),
        _ => PSObject.AsPSObject(value).Properties["Id"]?.Value?.ToString()
            ?? throw new ArgumentTransformationMetadataException($"'{value}' is no job. Give its id, or the job."),
    };
}
