namespace NetBatch.Archive;

/// <summary>A part of a device's configuration as it was read.</summary>
/// <param name="Name">Which: <c>running</c>, <c>startup</c>, ...</param>
/// <param name="Content">Byte for byte as the device printed it.</param>
internal sealed record DevicePart(string Name, byte[] Content)
{
    /// <summary>The same as text, whose lines end with \n; made once, since a configuration is long.</summary>
    public string Text { get; } = DeviceEncoding.Shown.GetString(Content).Replace("\r\n", "\n", StringComparison.Ordinal);
}

/// <summary>What was read of a device.</summary>
/// <param name="Parts">Its parts, in the order in which they were asked for.</param>
/// <param name="Author">Who changed it last; null: it does not say.</param>
internal sealed record DeviceConfigs(IReadOnlyList<DevicePart> Parts, string? Author);
