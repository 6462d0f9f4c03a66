using System.Collections;
using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>
/// Takes devices as people have them: names (with wildcards), Device objects, results of earlier jobs, hashtables, and any
/// object or CSV row with the usual column names. Names stay texts, to be looked up in the inventory; all else is a Device after this.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class DeviceInputAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether files are taken, to be read as inventories; else they are refused, for a file is no device.</summary>
    public bool TakesFiles { get; set; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Unwrap(inputData) is object?[] or ArrayList or ICollection<object>
            ? ((IEnumerable)Unwrap(inputData)!).Cast<object?>().Select(One).ToArray()
            : new[] { One(inputData) };

    private static object? Unwrap(object? input) =>
        input is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : input;

    private object One(object? input)
    {
        try
        {
            return Unwrap(input) switch
            {
                null => throw new NetBatchException(ErrorCode.InvalidArgument, "A device is null.", "Give a name, a device or a row."),
                string name => name,
                Device device => device,
                Target other => throw new NetBatchException(ErrorCode.InvalidArgument, $"'{other.Name}' is a {other.Kind} and no device.",
                    "Give a name, a device or a row."),
                TargetRun run => run.Target,
                StepResult result => result.Name,
                FileSystemInfo file when TakesFiles => file,
                FileSystemInfo file => throw new NetBatchException(
                    ErrorCode.InvalidArgument, $"'{file.Name}' is a file and no device.",
                    "Import-BatchDevice takes a file in; Import-Csv gives the rows of one."),
                IDictionary table =>
                    DeviceSource.FromFields(
                        table.Keys.Cast<object>().Select(key => KeyValuePair.Create(key.ToString()!, Plain(table[key])))),
                ValueType value => throw new NetBatchException(ErrorCode.InvalidArgument, $"'{value}' is no device.",
                    "Give a name, a device or a row."),
                _ => OwnObjects.TargetName(PSObject.AsPSObject(input), typeof(Device))
                    ?? (object)DeviceSource.FromFields(PSObject.AsPSObject(input).Properties
                    .Where(property => property.IsGettable && property.MemberType is PSMemberTypes.NoteProperty or PSMemberTypes.Property)
                    .Select(property => KeyValuePair.Create(property.Name, Plain(property.Value)))),
            };
        }
        catch (NetBatchException problem)
        {
            throw new ArgumentTransformationMetadataException($"{problem.Message} {problem.Remedy}".TrimEnd(), problem);
        }
    }

    /// <summary>Values without PowerShell's wrapping: lists as lists, tables and objects as tables.</summary>
    internal static object? Plain(object? value) => Unwrap(value) switch
    {
        PSObject custom => custom.Properties.ToDictionary(property => property.Name, property => Plain(property.Value)),
        IDictionary table => table.Keys.Cast<object>().ToDictionary(key => key.ToString()!, key => Plain(table[key])),
        string text => text,
        IEnumerable list and not Target => list.Cast<object?>().Select(Plain).ToArray(),
        var plain => plain,
    };
}
