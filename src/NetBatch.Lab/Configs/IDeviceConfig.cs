namespace NetBatch.Lab.Configs;

/// <summary>The configuration of a platform that does not keep the indented lines of IOS and its kin.</summary>
internal interface IDeviceConfig
{
    /// <summary>The whole as the device shows it, without what stands before and behind.</summary>
    string Text { get; }

    /// <summary>The name that it gives the device, or null.</summary>
    string? HostName { get; }

    /// <summary>Whether a text stands in it.</summary>
    bool Holds(string text);
}
