using System.Collections;
using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Changes devices of the inventory. Jobs keep the devices as they were when the job was made.</summary>
/// <remarks>What is not named stays as it is. Labels are merged: a label with an empty value is taken away.</remarks>
/// <example>
/// <code>Set-BatchDevice r7 -Address 10.0.0.77 -Label site=berlin, rack=</code>
/// <para>Gives a device another address, sets one label and takes one away.</para>
/// </example>
/// <example>
/// <code>Get-BatchDevice -Label site=berlin | Set-BatchDevice -CredentialName ops@vault:berlin</code>
/// <para>Names the vault's entry for all devices of a site.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "BatchDevice", SupportsShouldProcess = true)]
[OutputType(typeof(Device))]
public sealed class SetBatchDeviceCommand : InventoryCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("device")]
    [ArgumentCompleter(typeof(DeviceNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>IP address or host name.</summary>
    [Parameter]
    public string? Address { get; set; }

    /// <summary>TCP port, 1 to 65535.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int? Port { get; set; }

    /// <summary>The platform, such as cisco_ios.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PlatformCompleter))]
    public string? Platform { get; set; }

    /// <summary>Labels to set: site=berlin, or @{ site = 'berlin' }; an empty value takes the label away.</summary>
    [Parameter]
    [Pairs]
    public IDictionary? Label { get; set; }

    /// <summary>The tags, in place of all there are.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? Tag { get; set; }

    /// <summary>Where the login's secret is: env:NAME, vault:NAME, key:PATH or agent, with user@ in front; empty: nowhere.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? CredentialName { get; set; }

    /// <summary>Where the secret for privilege is: env:NAME or vault:NAME; empty: nowhere.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? EnableCredentialName { get; set; }

    /// <summary>Where one-time codes of its login come from: prompt, env:NAME or vault:NAME; empty: nowhere.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? OneTimeCode { get; set; }

    /// <summary>The hosts to pass on the way, nearest first: host, host:port or user@host:port; empty: none.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Jump { get; set; }

    /// <summary>Whether algorithms that are no longer considered safe may be used, for old gear: -LegacyAlgorithms or
    /// -LegacyAlgorithms:$false.</summary>
    [Parameter]
    public SwitchParameter LegacyAlgorithms { get; set; }

    /// <summary>How it is reached: Auto, SshNet (in this process) or OpenSsh (the client of this machine).</summary>
    [Parameter]
    public DeviceTransport? Transport { get; set; }

    /// <summary>The encoding of its texts, such as latin1, windows-1252, big5 or gb18030; empty: UTF-8.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Encoding { get; set; }

    /// <summary>The context that is worked in: a VDOM, an ASA context, a vsys, a logical system; empty: none.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Context { get; set; }

    /// <summary>Give the devices as they are then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Change<Device>(
        "device", Name, (host, device) => Changed(device, host.Platforms),
        (host, changed, cut) => host.Store.Targets.SaveAsync(changed, cut), PassThru);

    /// <summary>The device with what was named put in place, through the one mapping that all devices come by.</summary>
    private Device Changed(Device device, PlatformTools platforms)
    {
        Dictionary<string, object?> given = new(StringComparer.OrdinalIgnoreCase)
        {
            ["address"] = Address,
            ["port"] = Port,
            ["platform"] = Platform,
            ["jump"] = Jump,
            ["credential"] = CredentialName,
            ["enableCredential"] = EnableCredentialName,
            ["oneTimeCode"] = OneTimeCode,
            ["encoding"] = Encoding,
            ["context"] = Context,
        };
        var named = DeviceSource.FromFields(
            [
                new("name", device.Name),
                .. given.Where(pair => pair.Value is not null and not "").Select(pair => KeyValuePair.Create(pair.Key, pair.Value)),
            ],
            platforms);
        return device with
        {
            Address = Address is null ? device.Address : named.Address,
            Port = Port ?? (Address is not null && named.Port != 22 ? named.Port : device.Port),
            Platform = Platform is null ? device.Platform : named.Platform,
            Jump = Jump is null ? device.Jump : named.Jump,
            Credential = CredentialName is null ? device.Credential : named.Credential,
            EnableCredential = EnableCredentialName is null ? device.EnableCredential : named.EnableCredential,
            OneTimeCode = OneTimeCode is null ? device.OneTimeCode : named.OneTimeCode,
            Tags = Tag ?? device.Tags,
            LegacyAlgorithms = MyInvocation.BoundParameters.ContainsKey(nameof(LegacyAlgorithms)) ? LegacyAlgorithms
                : device.LegacyAlgorithms,
            Transport = Transport ?? device.Transport,
            Encoding = Encoding is null ? device.Encoding : named.Encoding,
            Context = Context is null ? device.Context : named.Context,
            Labels = Merged(device.Labels, Label),
        };
    }
}
