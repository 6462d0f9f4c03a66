using System.Collections;
using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Lists devices of the inventory.</summary>
/// <remarks>The inventory is kept in the same store as the jobs. Filters narrow one another: a device must meet all that are given.</remarks>
/// <example>
/// <code>Get-BatchDevice core-*, edge-* -Label site=berlin</code>
/// <para>Devices of a site by name.</para>
/// </example>
/// <example>
/// <code>Get-BatchDevice -Platform cisco_ios | Start-BatchJob -Command 'show version'</code>
/// <para>Makes a job of all devices of a platform.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchDevice")]
[OutputType(typeof(Device))]
public sealed class GetBatchDeviceCommand : NetBatchCommand
{
    /// <summary>Names; * and ? are wildcards. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DeviceNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Only devices with these values of labels: site=berlin, or @{ site = 'b*'; role = 'core' }. Values take wildcards.</summary>
    [Parameter]
    [Pairs]
    public IDictionary? Label { get; set; }

    /// <summary>Only devices of these platforms.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PlatformCompleter))]
    [SupportsWildcards]
    public string[]? Platform { get; set; }

    /// <summary>Only devices that have all these tags.</summary>
    [Parameter]
    public string[] Tag { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(async (session, cut) =>
    {
        var found = 0;
        await foreach (var target in session.Host.Store.Targets.ReadAsync("device", Name, cut))
        {
            found++;
            if (target is Device device && Meets(device))
            {
                await session.WriteAsync(device);
            }
        }

        if (found == 0 && Name.FirstOrDefault(name => name.AsSpan().IndexOfAny('*', '?') < 0) is { } exact)
        {
            await session.ErrorAsync(new NetBatchException(ErrorCode.UnknownTarget, $"The inventory has no device '{exact}'.", "List all with Get-BatchDevice.").ToRecord(exact));
        }
    });

    private bool Meets(Device device) =>
        (Platform is null || Platform.Any(platform => Like(device.Platform, platform)))
        && Tag.All(tag => device.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase))
        && (Label is null || Label.Keys.Cast<object>().All(key => Like(device.Label($"{key}"), $"{Label[key]}")));

    private static bool Like(string? value, string pattern) =>
        value is not null && new WildcardPattern(pattern, WildcardOptions.IgnoreCase).IsMatch(value);
}
