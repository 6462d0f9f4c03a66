using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Takes a job where its id is wanted: the job itself, or anything with an Id.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class JobIdAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var given = PSObject.AsPSObject(inputData);
        return given.BaseObject is string ? inputData : (given.Properties["JobId"] ?? given.Properties["Id"])?.Value ?? inputData;
    }
}
