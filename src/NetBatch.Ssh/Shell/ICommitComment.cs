namespace NetBatch.Ssh.Shell;

/// <summary>A session whose commits may carry a comment.</summary>
internal interface ICommitComment
{
    /// <summary>What the next commit says of itself, where the platform can keep it; or null.</summary>
    string? CommitComment { get; set; }
}
