using System.Security.Cryptography;
using System.Text;

namespace NetBatch.Archive.Git;

/// <summary>A file to commit.</summary>
/// <param name="Path">Its path in the repository, with <c>/</c>.</param>
/// <param name="Content">What stands in it.</param>
internal sealed record GitFile(string Path, byte[] Content);

/// <summary>Who made a commit.</summary>
/// <param name="Name">For people.</param>
/// <param name="Mail">In the form of a mail address.</param>
internal sealed record GitIdentity(string Name, string Mail)
{
    /// <summary>As git writes it; signs that would end it are left out.</summary>
    public override string ToString() => $"{Plain(Name)} <{Plain(Mail)}>";

    private static string Plain(string text) => string.Concat(text.Where(sign => sign is not ('<' or '>') && !char.IsControl(sign))).Trim();
}

/// <summary>A git repository that versions are committed to: with a working tree or without. Commits are whole or not there at
/// all.</summary>
internal sealed class GitRepository
{
    /// <summary>What to do where there is something else.</summary>
    public const string OtherRemedy = "Give the folder of a repository, or an empty one.";

    private const int MostTries = 5;
    private readonly GitProgram git;
    private readonly bool bare;

    private GitRepository(GitProgram git, bool bare) => (this.git, this.bare) = (git, bare);

    /// <summary>Opens a repository.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.GitFailed"/>: there is none, or it is another account's.</exception>
    public static async Task<GitRepository> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        var git = new GitProgram(Path.GetFullPath(folder));
        if (!Directory.Exists(git.Folder))
        {
            throw new NetBatchException(ErrorCode.GitFailed, $"There is no folder '{folder}'.", "Give the folder of a git repository.");
        }

        if (!IsRepository(git.Folder) && Directory.EnumerateDirectories(git.Folder, "*", All).Where(IsRepository).Select(Path.GetFileName)
            .Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } within)
        {
            // Oxidized's, where each group has a repository of its own.
            throw new NetBatchException(ErrorCode.GitFailed,
                $"'{folder}' is no git repository, and holds some: {string.Join(", ", within)}.", "Give one after the other.");
        }

        // git itself refuses a repository that belongs to another account (safe.directory).
        var bare = (await git.TextAsync(["rev-parse", "--is-bare-repository"], cancellationToken).ConfigureAwait(false)).Trim() == "true";
        return new GitRepository(git, bare);
    }

    /// <summary>Whether there is something that is neither a repository nor can become one.</summary>
    public static bool IsOther(string path) => File.Exists(path) || (HasFiles(path) && !IsRepository(path));

    private static bool IsRepository(string path) => Directory.Exists(Path.Combine(path, ".git"))
        || File.Exists(Path.Combine(path, ".git")) || File.Exists(Path.Combine(path, "HEAD"));

    /// <summary>What may not be looked at is passed over: git says by itself what it needs.</summary>
    private static EnumerationOptions All => new() { IgnoreInaccessible = true, AttributesToSkip = 0 };

    private static bool HasFiles(string path) => Directory.Exists(path)
        && Directory.EnumerateFileSystemEntries(path, "*", All).Any();

    /// <summary>Opens a repository, or makes one where the folder is empty or not there; a new one is for its user alone.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.GitFailed"/>: the folder holds other things, or git cannot use
    /// it.</exception>
    public static async Task<GitRepository> OpenOrMakeAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(folder);
        if (IsOther(path))
        {
            throw new NetBatchException(ErrorCode.GitFailed, $"'{folder}' holds files and is no git repository.", OtherRemedy);
        }

        if (HasFiles(path))
        {
            return await OpenAsync(path, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new NetBatchException(ErrorCode.GitFailed, $"The folder '{folder}' cannot be made: {problem.Message}",
                "Give a folder that you may write to.", problem);
        }

        var git = new GitProgram(path);
        await git.TextAsync(["init", "--quiet"], cancellationToken).ConfigureAwait(false);
        await git.TextAsync(["symbolic-ref", "HEAD", "refs/heads/main"], cancellationToken).ConfigureAwait(false);
        return new GitRepository(git, bare: false);
    }

    /// <summary>The program, for what else is asked of the repository.</summary>
    public GitProgram Git => git;

    /// <summary>The last commit; null: there is none yet.</summary>
    public async Task<string?> HeadAsync(CancellationToken cancellationToken)
    {
        var (code, output, _) =
            await git.TryAsync(["rev-parse", "--quiet", "--verify", "HEAD^{commit}"], default, cancellationToken).ConfigureAwait(false);
        return code == 0 ? output.Trim() : null;
    }

    /// <summary>The files of the last commit and the ids of their contents.</summary>
    public async Task<IReadOnlyDictionary<string, string>> FilesAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, string> files = new(StringComparer.Ordinal);
        if (await HeadAsync(cancellationToken).ConfigureAwait(false) is { } head)
        {
            var tree = await git.TextAsync(["ls-tree", "-r", "-z", "--full-tree", head], cancellationToken).ConfigureAwait(false);
            foreach (var line in tree.Split('\0', StringSplitOptions.RemoveEmptyEntries))
            {
                // MODE SP TYPE SP ID TAB PATH
                var (facts, path) = (line.Split('\t', 2)[0].Split(' '), line.Split('\t', 2)[1]);
                files[path] = facts[2];
            }
        }

        return files;
    }

    /// <summary>Commits files; what stands in the last commit already is left out, and where all does there is no commit.</summary>
    /// <returns>Whether there was something to commit.</returns>
    public async Task<bool> CommitAsync(IReadOnlyList<GitFile> files, Func<IReadOnlyList<string>, GitMessage> message, DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        var branch = await BranchAsync(cancellationToken).ConfigureAwait(false);
        for (var tries = 1; ; tries++)
        {
            var head = await HeadAsync(cancellationToken).ConfigureAwait(false);
            var known = await FilesAsync(cancellationToken).ConfigureAwait(false);
            GitFile[] changed = [.. files.Where(file => !known.TryGetValue(file.Path, out var id) || id != IdOf(file.Content, id.Length))];
            if (changed.Length == 0)
            {
                await CheckOutAsync(files, cancellationToken).ConfigureAwait(false);
                return false;
            }

            var stream = FastImport.Stream(branch, head, changed, message([.. changed.Select(file => file.Path)]), at);
            var (code, _, error) =
                await git.TryAsync(["fast-import", "--quiet", "--done"], stream, cancellationToken).ConfigureAwait(false);
            if (code == 0)
            {
                await CheckOutAsync(files, cancellationToken).ConfigureAwait(false);
                await git.TryAsync(["gc", "--auto", "--quiet"], default, cancellationToken).ConfigureAwait(false);
                return true;
            }

            // Somebody else committed meanwhile: on top of that, again.
            if (tries == MostTries || await HeadAsync(cancellationToken).ConfigureAwait(false) == head)
            {
                throw git.Failed(["fast-import"], code, error);
            }
        }
    }

    private async Task<string> BranchAsync(CancellationToken cancellationToken)
    {
        var (code, output, _) = await git.TryAsync(["symbolic-ref", "--quiet", "HEAD"], default, cancellationToken).ConfigureAwait(false);
        return code == 0 ? output.Trim()
            : throw new NetBatchException(ErrorCode.GitFailed, $"No branch is checked out in '{git.Folder}'.",
                "Check one out: git switch main.");
    }

    /// <summary>Brings the working tree to the last commit, for these files alone: they are the archive's and nobody's to edit.</summary>
    private async Task CheckOutAsync(IReadOnlyList<GitFile> files, CancellationToken cancellationToken)
    {
        if (bare)
        {
            return;
        }

        var differ = await git.TextAsync(["diff-index", "--name-only", "-z", "HEAD"], cancellationToken).ConfigureAwait(false);
        var ours = files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        string[] stale = [.. differ.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(ours.Contains)];
        if (stale.Length > 0)
        {
            await git.TextAsync(
                ["checkout", "--quiet", "HEAD", "--pathspec-from-file=-", "--pathspec-file-nul"], cancellationToken,
                Encoding.UTF8.GetBytes(string.Join('\0', stale))).ConfigureAwait(false);
        }
    }

    /// <summary>The id that git gives a content (gitformat: <c>blob SIZE NUL CONTENT</c>), by the hash that the repository uses.</summary>
    private static string IdOf(byte[] content, int digits)
    {
        byte[] whole = [.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content];
#pragma warning disable CA5350 // git's own ids, no protection.
        return Convert.ToHexStringLower(digits == 40 ? SHA1.HashData(whole) : SHA256.HashData(whole));
#pragma warning restore CA5350
    }
}
