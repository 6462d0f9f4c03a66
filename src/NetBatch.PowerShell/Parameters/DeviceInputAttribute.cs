using System.Management.Automation;
using System.Net;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>
/// Takes devices as people have them: names (with wildcards), IP addresses, Device objects, results of earlier jobs, hashtables, and any
/// object or CSV row with the usual column names. Names stay texts, to be looked up in the inventory; all else is a Device after this.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class DeviceInputAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether files are taken, to be read as inventories; else they are refused, for a file is no device.</summary>
    public bool TakesFiles { get; set; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => InputItems.Of(inputData).Select(One).ToArray();

    private object One(object? input)
    {
        try
        {
            return InputItems.Unwrap(input) switch
            {
                null => throw new NetBatchException(ErrorCode.InvalidArgument, "A device is null.", "Give a name, a device or a row."),
                string name => Named(name.Trim()),
                Device device => device,
                Target other => throw new NetBatchException(ErrorCode.InvalidArgument, $"'{other.Name}' is a {other.Kind} and no device.",
                    "Give a name, a device or a row."),
                TargetRun run => run.Target,
                StepResult result => result.Name,
                FileSystemInfo file when TakesFiles => file,
                FileSystemInfo file => throw new NetBatchException(
                    ErrorCode.InvalidArgument, $"'{file.Name}' is a file and no device.",
                    "Import-BatchDevice takes a file in; Import-Csv gives the rows of one."),
                ValueType value => throw new NetBatchException(ErrorCode.InvalidArgument, $"'{value}' is no device.",
                    "Give a name, a device or a row."),
                var other when InputItems.Address(other) is { } address => DeviceSource.FromAddress(address),
                _ => OwnObjects.TargetName(PSObject.AsPSObject(input), typeof(Device))
                    ?? (object)DeviceSource.FromFields(InputItems.Fields(InputItems.Unwrap(input)!)),
            };
        }
        catch (NetBatchException problem)
        {
            throw new ArgumentTransformationMetadataException($"{problem.Message} {problem.Remedy}".TrimEnd(), problem);
        }
    }

    // An IP address names its device, in the inventory or not; names that the inventory does not have are mistakes.
    private static object Named(string name) =>
        IPAddress.TryParse(name, out var address) && address.ToString().Equals(name, StringComparison.OrdinalIgnoreCase)
            ? DeviceSource.FromAddress(name) : name;
}
