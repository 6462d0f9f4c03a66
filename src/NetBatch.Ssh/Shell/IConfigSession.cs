using NetBatch.Platforms;

namespace NetBatch.Ssh.Shell;

/// <summary>A session whose config mode can be entered and committed in other words than the platform's usual ones.</summary>
internal interface IConfigSession
{
    /// <summary>What enters config mode; null: as always.</summary>
    string? EnterCommand { get; set; }

    /// <summary>What commits; null: as always.</summary>
    string? CommitCommand { get; set; }

    /// <summary>Lines (regular expressions) that a user declares to be notices and no refusals.</summary>
    IReadOnlyList<string> AllowedNotices { set; }

    /// <summary>How long a commit may say nothing; null: the usual limit.</summary>
    TimeSpan? CommitLimit { get; set; }

    /// <summary>How long a save may say nothing; null: the usual limit.</summary>
    TimeSpan? SaveLimit { get; set; }

    /// <summary>Whether a section that was left open is not saved by <see cref="IDeviceSession.AbortAsync"/>, on a platform without a
    /// candidate.</summary>
    bool AbortsSections { get; }

    /// <summary>Commands that may go through config mode and end outside of it. The first that is rejected ends them.</summary>
    Task<StepOutcome> RunCommandsAsync(IReadOnlyList<string> commands, IReadOnlyList<KnownAnswer> answers, IStepRecorder output,
        CancellationToken cancellationToken);
}
