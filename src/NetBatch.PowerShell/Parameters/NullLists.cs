using System.Collections;
using System.Management.Automation;
using System.Reflection;

namespace NetBatch.Commands;

/// <summary>Lists of parameters that hold nothing where something is meant: an unset variable, or a place of a list without a
/// value.</summary>
internal static class NullLists
{
    /// <summary>
    /// Ends the command where a list was given as $null, unless that means what leaving it out means, or where one of its places is $null:
    /// an unset variable never chooses everything. What comes by the pipeline is judged where it is taken.
    /// </summary>
    public static void RefuseNulls(this PSCmdlet cmdlet)
    {
        foreach (var (name, value) in cmdlet.MyInvocation.BoundParameters)
        {
            var given = value is PSObject wrapped ? wrapped.BaseObject : value;
            if (given is null or Array && cmdlet.GetType().GetProperty(name) is { PropertyType.IsArray: true } property
                && !property.IsDefined(typeof(AllowNullAttribute))
                && (given is IEnumerable list ? list.Cast<object?>().Contains(null) : IsNeeded(property)))
            {
                cmdlet.ThrowTerminatingError(new NetBatchException(
                    ErrorCode.InvalidArgument, $"-{name} {(given is null ? "is $null" : "holds a value that is $null")}.",
                    "An unset variable is $null, and so is one that is misspelt. Give values, or leave the parameter out.")
                    .ToRecord(null));
            }
        }
    }

    // What chooses by patterns is needed although its default may be null, for all.
    private static bool IsNeeded(PropertyInfo property) =>
        property.IsDefined(typeof(SupportsWildcardsAttribute))
            || new NullabilityInfoContext().Create(property).WriteState == NullabilityState.NotNull;
}
