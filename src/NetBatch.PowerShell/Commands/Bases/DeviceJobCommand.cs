using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Which devices a job works on and how it gets in, for every cmdlet that starts one. The pipeline is collected and makes one
/// job.</summary>
public abstract class DeviceJobCommand : CredentialJobCommand
{
    private readonly List<object> collected = [];

    /// <summary>The devices: names in the inventory (* and ? are wildcards), IP addresses, Device objects, hashtables, or any objects or
    /// CSV rows with the usual column names (name, address, port, platform, ...); other columns become labels. A row with a name and no
    /// address means the device of that name in the inventory, where there is one. All that comes by the pipeline makes one job.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [DeviceInput]
    [ArgumentCompleter(typeof(DeviceNameCompleter))]
    public object[]? Device { get; set; }

    /// <summary>Raw addresses that need not be in the inventory: 10.0.0.1, r1.example.net:2222, admin@10.0.0.1.</summary>
    [Parameter]
    public string[] Address { get; set; } = [];

    /// <summary>The platform of devices that name none, such as cisco_ios.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PlatformCompleter))]
    public string? Platform { get; set; }

    /// <summary>How devices that name no transport are reached: SshNet (in this process), OpenSsh (the client of this machine), or Auto,
    /// which takes SshNet unless a rule of ssh_config or a key needs OpenSSH. -WhatIf shows which and why.</summary>
    [Parameter]
    public DeviceTransport? Transport { get; set; }

    /// <summary>The encoding of devices that name none, such as latin1, windows-1252, big5 or gb18030. Default: UTF-8; what is none is
    /// shown as Latin-1.</summary>
    [Parameter]
    public string? Encoding { get; set; }

    /// <summary>The context of devices that name none: a VDOM, an ASA context, a vsys, a logical system. The platform's file says how it is
    /// entered.</summary>
    [Parameter]
    public string? Context { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Device is not null)
        {
            // The last line of a file of names is often an empty one.
            collected.AddRange(MyInvocation.ExpectingInput ? Device.Where(one => one is not "") : Device);
        }
    }

    /// <summary>What is done on each device.</summary>
    private protected abstract WorkSpec MakeWork();

    /// <summary>What the job is called where nobody said it.</summary>
    private protected abstract string Title { get; }

    /// <summary>The job as it was asked for, complete.</summary>
    private protected virtual async Task<JobSpec> SpecAsync(NetBatchHost host, CancellationToken cancellationToken)
    {
        var filled = await FillAsync(host, cancellationToken);
        var basis = filled?.Spec ?? new JobSpec { Name = Title, Work = MakeWork() };
        var own = filled is not null && collected.Count == 0 && Address.Length == 0;
        var targets = own ? await host.JobTemplates.TargetsAsync(filled!, cancellationToken) : await TargetsAsync(host, cancellationToken);
        return WithJobInfo(basis) with
        {
            Rules = Rules(basis.Rules),
            Targets = TargetSelection.WithSession(TargetSelection.WithDefaults(WithCredentials(host, targets, Platform), filled?.Template),
                Transport, Encoding, Context),
        };
    }

    /// <summary>The template that the job is made of, filled in; null: the job is as the parameters say.</summary>
    private protected virtual Task<FilledTemplate?> FillAsync(NetBatchHost host, CancellationToken cancellationToken) =>
        Task.FromResult<FilledTemplate?>(null);

    /// <summary>Names are looked up together, so that all unknown ones are told at once; the order is that of the input.</summary>
    private async Task<List<Target>> TargetsAsync(NetBatchHost host, CancellationToken cancellationToken)
    {
        List<Target> targets = [];
        HashSet<string> chosen = new(StringComparer.OrdinalIgnoreCase);
        for (var first = 0; first < collected.Count;)
        {
            if (collected[first] is Target target)
            {
                var known = await KnownAsync(host.Store.Targets, target, cancellationToken);
                if (known is null || chosen.Add(known.Name))
                {
                    targets.Add(known ?? target);
                }

                first++;
                continue;
            }

            var names = collected.Skip(first).TakeWhile(one => one is string).Cast<string>().ToArray();
            // A name that two wildcards match is one device, not a duplicate.
            targets.AddRange((await TargetSelection.ByNameAsync(host.Store.Targets, "device", names, cancellationToken)).Where(
                one => chosen.Add(one.Name)));
            first += names.Length;
        }

        targets.AddRange(Address.Select(DeviceSource.FromAddress));
        string[] given = [.. collected.OfType<string>()];
        return targets.Count > 0 || given.Length == 0 ? targets : throw TargetSelection.None("device", given);
    }

    /// <summary>The device of the inventory that a row means which says no more than its name, with the row's labels; null: there is
    /// none, or the row says how it is reached.</summary>
    private static async Task<Device?> KnownAsync(ITargetStore inventory, Target given, CancellationToken cancellationToken)
    {
        if (given is not NetBatch.Device device || !DeviceSource.IsNameAlone(device))
        {
            return null;
        }

        await foreach (var one in inventory.ReadAsync("device", [device.Name], cancellationToken))
        {
            if (one is NetBatch.Device known)
            {
                Dictionary<string, string> labels = new(known.Labels, StringComparer.OrdinalIgnoreCase);
                foreach (var (name, value) in device.Labels)
                {
                    labels[name] = value;
                }

                return known with { Labels = labels, Tags = [.. known.Tags.Union(device.Tags, StringComparer.OrdinalIgnoreCase)] };
            }
        }

        return null;
    }
}
