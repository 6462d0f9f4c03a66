using System.Buffers;
using System.Globalization;
using System.Text;

namespace NetBatch.Archive.Git;

/// <summary>What a commit says of itself.</summary>
/// <param name="Author">Who made the changes.</param>
/// <param name="Committer">Who commits them.</param>
/// <param name="Text">The message.</param>
internal sealed record GitMessage(GitIdentity Author, GitIdentity Committer, string Text);

/// <summary>One commit in the form that <c>git fast-import</c> reads (git-fast-import(1)); cut off anywhere it changes nothing.</summary>
internal static class FastImport
{
    /// <summary>The stream of one commit.</summary>
    /// <param name="branch">Its branch, <c>refs/heads/...</c>.</param>
    /// <param name="parent">The commit before; null: it is the first.</param>
    /// <param name="files">What changes.</param>
    /// <param name="message">What it says of itself.</param>
    /// <param name="at">When.</param>
    public static ReadOnlyMemory<byte> Stream(string branch, string? parent, IReadOnlyList<GitFile> files, GitMessage message,
        DateTimeOffset at)
    {
        var stream = new ArrayBufferWriter<byte>();
        var when = string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeSeconds()} +0000");
        Line(stream, $"commit {branch}");
        Line(stream, $"author {message.Author} {when}");
        Line(stream, $"committer {message.Committer} {when}");
        Data(stream, Encoding.UTF8.GetBytes(message.Text));
        if (parent is not null)
        {
            Line(stream, $"from {parent}");
        }

        foreach (var file in files)
        {
            Line(stream, $"M 100644 inline {Quoted(file.Path)}");
            Data(stream, file.Content);
        }

        Line(stream, "");
        Line(stream, "done");
        return stream.WrittenMemory;
    }

    private static void Line(ArrayBufferWriter<byte> stream, string text) => stream.Write(Encoding.UTF8.GetBytes(text + "\n"));

    private static void Data(ArrayBufferWriter<byte> stream, byte[] content)
    {
        Line(stream, $"data {content.Length}");
        stream.Write(content);
        Line(stream, "");
    }

    private static string Quoted(string path) =>
        "\"" + path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal) + "\"";
}
