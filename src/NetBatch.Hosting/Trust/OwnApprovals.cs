using System.Security.Cryptography;
using System.Text;

namespace NetBatch.Hosting;

/// <summary>
/// What this account has approved of stores that others can write too, as hashes in a file of its own: nobody else can add to it.
/// May be used by several threads; other processes of the account see what is added.
/// </summary>
/// <param name="folder">The account's private folder, made when it is first asked for; null: it has none, and what is approved holds for
/// this process alone.</param>
internal sealed class OwnApprovals(Lazy<string?> folder) : IContentApproval
{
    private readonly Lock gate = new();
    private readonly HashSet<string> approved = new(StringComparer.Ordinal);
    private long read;

    private string? File => folder.Value is { } own ? Path.Combine(own, "approved") : null;

    public bool IsApproved(string sort, string name, string content)
    {
        var hash = Hash(sort, name, content);
        lock (gate)
        {
            return approved.Contains(hash) || (Refresh() && approved.Contains(hash));
        }
    }

    public void Approve(string sort, IEnumerable<(string Name, string Content)> contents)
    {
        ArgumentNullException.ThrowIfNull(contents);
        lock (gate)
        {
            string[] added = [.. contents.Select(one => Hash(sort, one.Name, one.Content)).Where(approved.Add)];
            if (added.Length > 0 && File is { } path)
            {
                PrivateStorage.Append(path, string.Concat(added.Select(hash => hash + "\n")));
            }
        }
    }

    private static string Hash(string sort, string name, string content)
    {
        // The lengths stand before the texts, so that none can run into the next.
        var bytes = Encoding.UTF8.GetBytes(FormattableString.Invariant($"{sort.Length} {sort} {name.Length} {name} {content}"));
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    /// <summary>Reads what other processes have added; false where there is nothing new.</summary>
    private bool Refresh()
    {
        if (File is not { } path || !System.IO.File.Exists(path) || new FileInfo(path).Length == read)
        {
            return false;
        }

        var text = System.IO.File.ReadAllText(path);
        read = text.Length;
        approved.UnionWith(text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return true;
    }
}
