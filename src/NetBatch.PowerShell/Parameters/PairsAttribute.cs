using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Takes names with values as a hashtable or as texts: <c>@{ site = 2 }</c>, <c>site=2</c>, <c>site=2,role=1</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class PairsAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is IDictionary table)
        {
            return table;
        }

        var pairs = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (var text in value is string one ? [one]
            : (value as IEnumerable ?? Array.Empty<object>()).Cast<object?>().Select(item => $"{item}"))
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new ArgumentTransformationMetadataException(
                    $"'{text}' is no pair. Write name=value, or a hashtable such as @{{ site = 2 }}.");
            }

            pairs[text[..equals].Trim()] = text[(equals + 1)..].Trim();
        }

        return pairs;
    }
}
