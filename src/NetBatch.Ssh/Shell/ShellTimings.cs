namespace NetBatch.Ssh.Shell;

/// <summary>How long the bytes must have stopped before the end of what came is believed.</summary>
internal sealed record ShellTimings
{
    /// <summary>The prompt as it was seen before, on its own line. Shorter than a person notices, longer than the gap
    /// between two packets of one output.</summary>
    public TimeSpan Exact { get; init; } = TimeSpan.FromMilliseconds(30);

    /// <summary>A prompt of the learned host that was not seen in this form before.</summary>
    public TimeSpan Fits { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>A prompt of another host, after a step that may have renamed it.</summary>
    public TimeSpan Renamed { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>From a device that stops in the middle of lines a prompt is believed after three such pauses, at most this.</summary>
    public TimeSpan MostDrip { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A known prompt behind an output that does not end its last line.</summary>
    public TimeSpan Behind { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>What looks like a first prompt.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>A pager's text.</summary>
    public TimeSpan Pager { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>A question that has an answer.</summary>
    public TimeSpan Question { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>A question that has none.</summary>
    public TimeSpan Unanswered { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A last line that ends as questions do.</summary>
    public TimeSpan LikeQuestion { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>A prompt behind which only lines stand that the device logs in between.</summary>
    public TimeSpan UnderLog { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A device that says nothing after the connection is told that somebody is there.</summary>
    public TimeSpan SilentConsole { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>A prompt without the command's echo before it, on a device that was never seen to echo.</summary>
    public TimeSpan NoEcho { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A known prompt without the echo of the command that went out ahead: it was lost on its way.</summary>
    public TimeSpan AheadLost { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A device that takes a text line by line shows no prompt for so long after its first line.</summary>
    public TimeSpan TextInput { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>All of a logout.</summary>
    public TimeSpan Logout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>An abort, a commit, a save: never cut before.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(300);
}
