using NetBatch.Inventory;

namespace NetBatch.Hosting;

/// <summary>Devices as people give them: typed, as rows of named values, in files.</summary>
public static class DeviceSource
{
    /// <summary>A device of what people type: <c>r1</c>, <c>10.0.0.1:2222</c>, <c>admin@r1</c>, <c>[2001:db8::1]:22</c>,
    /// <c>ssh://r1</c>.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: the text is no address.</exception>
    public static Device FromAddress(string address) => DeviceFields.FromAddress(address);

    /// <summary>A device of named values, under the usual names of columns; what means nothing else becomes a label, passwords are
    /// refused.</summary>
    /// <param name="fields">The values; a name may come once.</param>
    /// <param name="platforms">The platforms that are known; null: a name is kept as it is written, and judged later.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: every field that cannot be used, with what to
    /// do.</exception>
    public static Device FromFields(IEnumerable<KeyValuePair<string, object?>> fields, PlatformTools? platforms = null) =>
        DeviceFields.ToDevice(fields, Rules(platforms));

    /// <summary>Whether a device says no more of how it is reached than a name, which then stands for its address too: where the inventory
    /// has that name, its device is meant.</summary>
    public static bool IsNameAlone(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device is
        {
            Port: 22, Platform: null, Credential: null, EnableCredential: null, OneTimeCode: null, Jump.Count: 0, SshOptions.Count: 0,
            LegacyAlgorithms: false, Channel: null, Transport: null, Encoding: null, Context: null,
        }
            && device.Address.Equals(device.Name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The devices of a file: CSV, JSON, YAML, Ansible, Nornir, RANCID, Oxidized, ssh_config, NetBox.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Its form by name, any case; null: told by its name and beginning.</param>
    /// <param name="platforms">The platforms that are known; null: a name is kept as it is written, and judged later.</param>
    /// <param name="skipped">Told each row that cannot be used, while the others are taken; null: the file is taken whole or not at
    /// all.</param>
    /// <exception cref="NetBatchException">There is no such form, the file cannot be read, or lines of it cannot be used: each with line,
    /// value and remedy.</exception>
    public static IReadOnlyList<Device> FromFile(string path, string? format = null, PlatformTools? platforms = null,
        Action<NetBatchException>? skipped = null) =>
        InventoryFile.Read(path, format is null ? null : Format(format), Rules(platforms) with { Skipped = skipped });

    private static InventoryRules Rules(PlatformTools? platforms) =>
        new() { Platforms = platforms?.Catalog, OptionFault = DeviceSshOptions.Fault };

    private static InventoryFormat Format(string name) =>
        Enum.TryParse<InventoryFormat>(name, ignoreCase: true, out var format) && Enum.IsDefined(format)
        ? format
        : throw new NetBatchException(ErrorCode.InvalidArgument, $"'{name}' is no form of an inventory.",
            $"It may be one of: {string.Join(", ", Enum.GetNames<InventoryFormat>())}.");
}
