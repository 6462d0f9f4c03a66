namespace NetBatch;

/// <summary>How a line of a picture is meant; each front end has its own paint.</summary>
public enum PictureTone
{
    /// <summary>As other text.</summary>
    Plain,
    /// <summary>A heading.</summary>
    Bold,
    /// <summary>All is well.</summary>
    Good,
    /// <summary>Something failed.</summary>
    Bad,
    /// <summary>Somebody should look.</summary>
    Warning,
    /// <summary>Beside the matter.</summary>
    Faint,
}

/// <summary>A line of a picture, no wider than was asked for.</summary>
/// <param name="Text">The text, without control characters.</param>
/// <param name="Tone">How it is meant.</param>
public sealed record PictureLine(string Text, PictureTone Tone = PictureTone.Plain);
