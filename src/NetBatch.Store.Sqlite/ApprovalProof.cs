namespace NetBatch.Store.Sqlite;

/// <summary>
/// Who has approved a job, by the kernel's word: a file in the store's folder that the approver makes, whose owner nobody can choose. What
/// stands in the store's tables every member of the group can write.
/// </summary>
internal static class ApprovalProof
{
    private const UnixFileMode Folder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;

    /// <summary>Makes the proof; one that another account has made of the same is left as it is.</summary>
    public static void Write(string store, string jobId, string fingerprint)
    {
        var path = PathOf(store, jobId, fingerprint);
        if (OperatingSystem.IsWindows() || Owner(store, jobId, fingerprint) is not null)
        {
            return;
        }

        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            File.SetUnixFileMode(folder, Folder | (File.GetUnixFileMode(Path.GetDirectoryName(folder)!) & UnixFileMode.SetGroup));
        }

        try
        {
            using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead,
            });
            file.Write(System.Text.Encoding.ASCII.GetBytes(fingerprint));
            file.Flush(flushToDisk: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new NetBatchException(ErrorCode.StoreUnusable, $"The approval cannot be kept in '{folder}': {problem.Message}",
                "Remove what stands there under its name, or check the folder's permissions.", problem);
        }
    }

    /// <summary>The name of the account that has approved; null: nobody has.</summary>
    public static string? Owner(string store, string jobId, string fingerprint)
    {
        var path = PathOf(store, jobId, fingerprint);
        try
        {
            // A link, a second name of another file (which would hold something else), or one that more than its owner can write proves
            // nothing.
            return FileFacts.Of(path) is { IsFile: true, OthersMayWrite: false } facts && new FileInfo(path).Length < 1000
                && File.ReadAllText(path) == fingerprint
                ? Account.NameOf(facts.Owner)
                : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string PathOf(string store, string jobId, string fingerprint) =>
        Path.Combine(Path.GetDirectoryName(store)!, "approvals", $"{jobId}-{fingerprint[..Math.Min(16, fingerprint.Length)]}");
}
