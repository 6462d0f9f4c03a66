using NetBatch.Lab;

namespace NetBatch.Hosting;

/// <summary>What a lab shall be made of.</summary>
public sealed record LabRequest
{
    /// <summary>How many routers: r1, r2, ...; 1 to 2000.</summary>
    public int Devices { get; init; } = 10;

    /// <summary>Their platforms, given out in turn; empty: <c>cisco_ios</c>.</summary>
    public IReadOnlyList<string> Platforms { get; init; } = [];

    /// <summary>What is wrong with them: <c>DEVICE=FAULT</c> or <c>DEVICE=FAULT=VALUE</c>, of <see cref="Labs.FaultNames"/>.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>How long each command takes before its output.</summary>
    public TimeSpan CommandDelay { get; init; }

    /// <summary>A folder of output files: <c>DEVICE/show version.txt</c>, <c>PLATFORM/...</c>, or for all; null: the built-in outputs.</summary>
    public string? OutputFolder { get; init; }

    /// <summary>The lab's name: letters, digits, - and _; null: made up.</summary>
    public string? Name { get; init; }

    internal LabSpec ToSpec() => new()
    {
        Devices = Devices,
        Platforms = Platforms.Count > 0 ? Platforms : ["cisco_ios"],
        Faults = Faults.Select(FaultOf).GroupBy(one => one.Device, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(one => one.Key, one => (IReadOnlyList<LabFault>)[.. one.Select(fault => LabFault.Parse(fault.Fault))]),
        CommandDelay = CommandDelay,
        OutputFolder = OutputFolder,
        Name = Name,
    };

    /// <summary>The two sides of <c>r7=hang</c>.</summary>
    internal static (string Device, string Fault) FaultOf(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? (text[..equals], text[(equals + 1)..])
            : throw new NetBatchException(ErrorCode.InvalidArgument, $"'{text}' is no fault of a device.", "Write DEVICE=FAULT, such as r7=hang.");
    }
}
