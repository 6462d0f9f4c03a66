namespace NetBatch;

/// <summary>A version of a device's configuration that is kept. A new one is kept only where something changed.</summary>
public sealed record ConfigVersion
{
    /// <summary>The device's name.</summary>
    public required string Device { get; init; }

    /// <summary>Which of its texts: <c>running</c>, <c>startup</c>, <c>set</c>, or another that the platform's file names.</summary>
    public required string Part { get; init; }

    /// <summary>Its number, from 1, for this device and part; it stays the same when older ones are forgotten.</summary>
    public int Version { get; init; }

    /// <summary>When it was read, or for one that was taken over when it was committed.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who changed the device last, as the device said; null: it does not say.</summary>
    public string? Author { get; init; }

    /// <summary>The job that read it; null: it was taken over from elsewhere. The job may have been removed since.</summary>
    public string? JobId { get; init; }

    /// <summary>Where it was taken over from, such as a commit; null: a job read it.</summary>
    public string? Origin { get; init; }

    /// <summary>The device's platform then, or null.</summary>
    public string? Platform { get; init; }

    /// <summary>Lines that came with it.</summary>
    public int Added { get; init; }

    /// <summary>Lines that went with it.</summary>
    public int Removed { get; init; }

    /// <summary>Its size in bytes, as the device printed it.</summary>
    public long Size { get; init; }

    /// <summary>SHA-256 of the text without what changes by itself, in hexadecimal digits.</summary>
    public string Hash { get; init; } = "";
}

/// <summary>A version with its text.</summary>
/// <param name="Version">Which.</param>
/// <param name="Content">Byte for byte as the device printed it.</param>
public sealed record ConfigVersionContent(ConfigVersion Version, ReadOnlyMemory<byte> Content)
{
    /// <summary>The text: UTF-8, and each byte that is none as Latin-1.</summary>
    public string Text => DeviceEncoding.Shown.GetString(Content.Span);
}

/// <summary>Which versions to read. What is null or empty does not limit.</summary>
public sealed record ConfigVersionFilter
{
    /// <summary>Names of devices, with wildcards <c>*</c> and <c>?</c>, any case.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>Parts, any case.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Only versions that a job kept.</summary>
    public string? JobId { get; init; }

    /// <summary>Only those read at or after.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only those read before.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Only the newest version of each device and part.</summary>
    public bool LatestOnly { get; init; }
}
