using System.Globalization;
using System.Text;
using NetBatch.Archive.Git;

namespace NetBatch.Archive.Takeover;

/// <summary>A commit of one file.</summary>
/// <param name="Commit">The commit's id.</param>
/// <param name="Author">Its author's name.</param>
/// <param name="At">When it was made.</param>
/// <param name="Path">The file.</param>
/// <param name="Blob">The id of what stands in it.</param>
internal sealed record FileCommit(string Commit, string Author, DateTimeOffset At, string Path, string Blob);

/// <summary>Reads the history of a git repository: every commit of every file along the branch that is checked out, the oldest
/// first.</summary>
internal sealed class GitHistory(GitProgram git)
{
    private const string Mark = "\u0001";

    /// <summary>Who committed what, without contents. A merge counts as what it changed on the branch.</summary>
    public async Task<IReadOnlyList<FileCommit>> ReadAsync(CancellationToken cancellationToken)
    {
        var log = await git.TextAsync(
            ["log", "--reverse", "--first-parent", "-m", "--raw", "--no-renames", "--no-abbrev", "-z", $"--format={Mark}%H%x09%at%x09%an"],
            cancellationToken).ConfigureAwait(false);
        List<FileCommit> commits = [];
        foreach (var entry in log.Split(Mark, StringSplitOptions.RemoveEmptyEntries))
        {
            var pieces = entry.Split('\0', StringSplitOptions.RemoveEmptyEntries);
            var head = pieces[0].Trim('\n').Split('\t', 3);
            var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(head[1], CultureInfo.InvariantCulture));
            // :OLDMODE NEWMODE OLDID NEWID STATUS, then the path.
            for (var index = 1; index + 1 < pieces.Length; index += 2)
            {
                var facts = pieces[index].Trim('\n').Split(' ');
                if (facts.Length == 5 && facts[4][0] != 'D' && facts[1].StartsWith("100", StringComparison.Ordinal))
                {
                    commits.Add(new FileCommit(head[0], head[2], at, pieces[index + 1], facts[3]));
                }
            }
        }

        return commits;
    }

    /// <summary>Gives contents one after the other, in the order in which they are asked for; by one process (git-cat-file(1),
    /// --batch).</summary>
    public async IAsyncEnumerable<byte[]> ContentsAsync(IEnumerable<string> blobs,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var process = git.Start(["cat-file", "--batch"]);
        using var cut = cancellationToken.UnsafeRegister(_ => process.Kill(), null);
        var output = process.StandardOutput.BaseStream;
        try
        {
            foreach (var blob in blobs)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await process.StandardInput.BaseStream.WriteAsync(Encoding.ASCII.GetBytes(blob + "\n"), cancellationToken)
                    .ConfigureAwait(false);
                await process.StandardInput.BaseStream.FlushAsync(cancellationToken).ConfigureAwait(false);
                yield return await NextAsync(output, blob, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<byte[]> NextAsync(Stream output, string blob, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (await output.ReadAsync(one, cancellationToken).ConfigureAwait(false) == 1 && one[0] != '\n')
        {
            head.Append((char)one[0]);
        }

        // ID SP TYPE SP SIZE
        var facts = head.ToString().Split(' ');
        if (facts is not [_, "blob", var size])
        {
            throw git.Failed(["cat-file"], 128, $"{blob} is not there");
        }

        var content = new byte[int.Parse(size, CultureInfo.InvariantCulture) + 1];
        await output.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
        return content[..^1];
    }
}
