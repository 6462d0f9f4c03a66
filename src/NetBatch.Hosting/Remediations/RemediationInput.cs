using System.Text.Json;
using System.Text.Json.Nodes;

namespace NetBatch.Hosting;

/// <summary>Finds each device's configs: in its own columns, or in files that are named after it.</summary>
public static class RemediationInput
{
    /// <summary>So many devices at once where none is asked: it is the machine's own work then.</summary>
    private static readonly BatchSize Offline = BatchSize.Parse("100");

    /// <summary>
    /// The job with each device's <c>running</c> and <c>intended</c> config. Columns <c>RunningConfig</c> and
    /// <c>IntendedConfig</c> (labels of the targets) go before files; they do not stay labels. Where no target is named
    /// the files of <paramref name="intendedPath"/> name them. Devices that are only named are taken from the inventory,
    /// where it has them.
    /// </summary>
    /// <param name="inventory">The inventory.</param>
    /// <param name="spec">The job, of the kind <c>remediation</c>.</param>
    /// <param name="runningPath">A folder of files NAME.cfg (.conf, .txt), or one file; null: what no column gives is read from the
    /// device.</param>
    /// <param name="intendedPath">The same for the intended configs; one file serves all devices.</param>
    /// <param name="platform">The platform of devices that name none, or null.</param>
    /// <param name="mayWiden">Whether the batches may be larger than usual where no device is asked: nobody gave their size.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: a device has no intended config, or a file cannot be
    /// read.</exception>
    public static async Task<JobSpec> CompleteAsync(
        ITargetStore inventory, JobSpec spec, string? runningPath, string? intendedPath, string? platform, bool mayWiden,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        ArgumentNullException.ThrowIfNull(spec);
        var running = runningPath is null ? null : ConfigFolder.Read(runningPath);
        var intended = intendedPath is null ? null : ConfigFolder.Read(intendedPath);
        var devices = spec.Targets.Count > 0 ? spec.Targets.OfType<Device>()
            : (intended?.Names ?? []).Select(name => new Device { Id = name, Name = name, Address = name, Platform = platform });
        var known = await inventory.ReadAsync("device", [], cancellationToken).OfType<Device>()
            .ToDictionaryAsync(one => one.Name, StringComparer.OrdinalIgnoreCase, cancellationToken).ConfigureAwait(false);
        List<Target> targets = [];
        Dictionary<string, JsonElement> args = new(StringComparer.OrdinalIgnoreCase);
        foreach (var device in devices)
        {
            var wanted = Column(device, "intendedconfig") ?? intended?.Of(device.Name) ?? throw Missing(device, intendedPath);
            var own = new JsonObject { ["intended"] = wanted };
            if ((Column(device, "runningconfig") ?? running?.Of(device.Name)) is { } text)
            {
                own["running"] = text;
            }
            else if (running is not null)
            {
                throw new NetBatchException(ErrorCode.InvalidArgument, $"'{runningPath}' has no running config of '{device.Name}'.",
                    "Add its file NAME.cfg, or leave the path out: then the device is asked.");
            }

            args[device.Name] = JsonSerializer.SerializeToElement(own);
            targets.Add(Known(Plain(device), known.GetValueOrDefault(device.Name)));
        }

        var asks = args.Values.Any(own => !own.TryGetProperty("running", out _));
        return spec with { Targets = targets, TargetArgs = args,
            Rules = mayWiden && !asks ? spec.Rules with { BatchSize = Offline } : spec.Rules };
    }

    private static string? Column(Device device, string column) =>
        device.Labels.FirstOrDefault(label => Same(label.Key, column)).Value is { Length: > 0 } text ? text : null;

    private static Device Plain(Device device) => device with
    {
        Labels = device.Labels.Where(label => !Same(label.Key, "runningconfig") && !Same(label.Key, "intendedconfig"))
            .ToDictionary(StringComparer.OrdinalIgnoreCase),
    };

    private static bool Same(string label, string column) =>
        string.Equals(label.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal), column,
            StringComparison.OrdinalIgnoreCase);

    // A row that gives no address of its own only names the device.
    private static Device Known(Device device, Device? kept) => kept is not null && device.Address == device.Name
        ? kept with
        {
            Platform = device.Platform ?? kept.Platform,
            Credential = kept.Credential ?? device.Credential,
            EnableCredential = kept.EnableCredential ?? device.EnableCredential,
            OneTimeCode = kept.OneTimeCode ?? device.OneTimeCode,
        }
        : device;

    private static NetBatchException Missing(Device device, string? path) => new(
        ErrorCode.InvalidArgument,
        path is null ? $"'{device.Name}' has no intended config." : $"'{path}' has no intended config of '{device.Name}'.",
        "Give it as the column IntendedConfig, or as a file NAME.cfg in -IntendedPath (netbatch: --intended).");
}
