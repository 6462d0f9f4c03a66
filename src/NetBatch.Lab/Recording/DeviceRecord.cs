namespace NetBatch.Lab;

/// <summary>What a line was to the device that received it.</summary>
public enum ReceivedKind
{
    /// <summary>A command outside the configuration.</summary>
    Command,
    /// <summary>A line in configuration mode, of a commit or of a banner too.</summary>
    Config,
    /// <summary>The answer to a question.</summary>
    Answer,
    /// <summary>A secret; the record does not hold it.</summary>
    Secret,
}

/// <summary>A line that a device received.</summary>
/// <param name="At">When it was complete.</param>
/// <param name="Device">Name of the device.</param>
/// <param name="Session">Number of the session, unique in the lab.</param>
/// <param name="Kind">What it was.</param>
/// <param name="Text">The line without its end; empty for a secret.</param>
public sealed record ReceivedLine(DateTimeOffset At, string Device, int Session, ReceivedKind Kind, string Text);

/// <summary>The lines that a device received, append-only.</summary>
internal sealed class DeviceRecord(string device, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly List<ReceivedLine> lines = [];

    public IReadOnlyList<ReceivedLine> Lines
    {
        get
        {
            lock (gate)
            {
                return [.. lines];
            }
        }
    }

    public void Add(int session, ReceivedKind kind, string text)
    {
        lock (gate)
        {
            lines.Add(new ReceivedLine(time.GetUtcNow(), device, session, kind, text));
        }
    }
}

/// <summary>The record as one session writes it.</summary>
internal sealed record SessionRecord(DeviceRecord Device, int Session)
{
    public void Add(ReceivedKind kind, string text) => Device.Add(Session, kind, text);
}
