using NetBatch.Platforms;

namespace NetBatch.Ssh.Shell;

/// <summary>A session whose config mode can be entered and committed in other words than the platform's usual ones.</summary>
internal interface IConfigSession
{
    /// <summary>What enters config mode; null: as always.</summary>
    string? EnterWords { get; set; }

    /// <summary>What commits; null: as always.</summary>
    string? CommitWords { get; set; }

    /// <summary>Commands that may go through config mode and end outside of it. The first that is rejected ends them.</summary>
    Task<StepOutcome> SettleAsync(IReadOnlyList<string> commands, IReadOnlyList<KnownAnswer> answers, IStepRecorder output, CancellationToken cancellationToken);
}
