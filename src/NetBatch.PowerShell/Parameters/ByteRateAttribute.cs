using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Takes bytes a second as people write them: a number, <c>5MB</c>, <c>5MB/s</c>, or in bits <c>40Mbit</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ByteRateAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            string text => ByteCount.Rate(text)
                ?? throw new ArgumentTransformationMetadataException($"'{text}' is no bandwidth. {ByteCount.RateForms}"),
            // PowerShell has read 5MB as a number already.
            var number => number!,
        };
}
