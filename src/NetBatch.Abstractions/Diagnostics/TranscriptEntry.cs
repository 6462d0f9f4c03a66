using System.Globalization;

namespace NetBatch;

/// <summary>What a line of a transcript is.</summary>
public enum TranscriptKind
{
    /// <summary>What NetBatch decided, and why.</summary>
    Note,

    /// <summary>What the connection did, before and below what is sent over it.</summary>
    Connection,

    /// <summary>What was sent to the target.</summary>
    Sent,

    /// <summary>What came from it.</summary>
    Received,
}

/// <summary>One thing that was said in an attempt at a target, or decided about it. Without secrets.</summary>
public sealed record TranscriptEntry
{
    /// <summary>The job's id.</summary>
    public required string JobId { get; init; }

    /// <summary>The target's name.</summary>
    public required string Device { get; init; }

    /// <summary>From 1.</summary>
    public int Attempt { get; init; }

    /// <summary>When, by the clock of the process that worked on it.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Since the attempt began, by a clock that is never set.</summary>
    public TimeSpan Since { get; init; }

    /// <summary>Who speaks.</summary>
    public TranscriptKind Kind { get; init; }

    /// <summary>What was said: of bytes their UTF-8 text, control characters as they came; secrets are replaced.</summary>
    public required string Text { get; init; }

    /// <summary>For a screen: the seconds, who speaks (<c>&gt;</c> sent, <c>&lt;</c> received, <c>=</c> the connection, <c>-</c> decided),
    /// and each line of the text, made safe.</summary>
    public override string ToString()
    {
        var lines = SafeText.Of(Text.TrimEnd('\n', '\r')).Split('\n');
        var sign = Kind switch { TranscriptKind.Sent => '>', TranscriptKind.Received => '<', TranscriptKind.Connection => '=', _ => '-' };
        return $"{Since.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture),9} {sign} "
            + $"{string.Join($"\n          {sign} ", lines)}";
    }
}
