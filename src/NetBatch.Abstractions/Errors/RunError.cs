using System.Text.Json.Serialization;

namespace NetBatch;

/// <summary>A target's trouble: never the job's end.</summary>
/// <param name="Code">From the one list.</param>
/// <param name="Message">One sentence; quotes the device or the SSH client where they said something. Holds no secret.</param>
/// <param name="Remedy">What to do, or null.</param>
public sealed record RunError(
    [property: JsonConverter(typeof(JsonStringEnumConverter<ErrorCode>))] ErrorCode Code,
    string Message,
    string? Remedy = null)
{
    /// <summary>Whether the session was never opened: such a target ends as <see cref="TargetState.ConnectionFailed"/>.</summary>
    [JsonIgnore]
    public bool IsConnectClass => Code is >= ErrorCode.NameNotResolved and <= ErrorCode.ConnectFailed;

    /// <summary>Whether another attempt may cure it: connect class, except what a repetition makes worse.</summary>
    [JsonIgnore]
    public bool IsRetryable => Code is >= ErrorCode.NameNotResolved and <= ErrorCode.JumpHostFailed;

    /// <summary>What ended a target's work; a defect is recorded for what it is.</summary>
    internal static RunError Of(Exception trouble) => trouble switch
    {
        NetBatchException known => known.ToRunError(),
        OutOfMemoryException => new(ErrorCode.OutOfMemory, "The process had not enough memory for this target.",
            "Begin what failed again with fewer targets at once, or with more memory."),
        _ => new(ErrorCode.WorkFailed, $"{trouble.GetType().Name}: {trouble.Message}"),
    };

    /// <summary>The code and the sentence.</summary>
    public override string ToString() => $"{Code}: {Message}";
}
