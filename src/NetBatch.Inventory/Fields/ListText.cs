using System.Text;

namespace NetBatch.Inventory.Fields;

/// <summary>Lists inside one cell: items between separators; an item that holds one stands in double quotes, doubled inside.</summary>
internal static class ListText
{
    /// <summary>The items, trimmed; an empty one stays, so that positions keep their meaning.</summary>
    public static List<string> Split(string text, params ReadOnlySpan<char> separators)
    {
        var items = new List<string>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]) && !separators.Contains(text[at]))
            {
                at++;
            }

            items.Add(at < text.Length && text[at] == '"' && ReadQuoted(text, ref at, separators) is { } quoted ? quoted
                : ReadPlain(text, ref at, separators));
            if (at >= text.Length)
            {
                return items;
            }

            at++;
        }
    }

    /// <summary>One cell that <see cref="Split"/> reads back as the same items.</summary>
    public static string Join(IEnumerable<string> items, char separator, params ReadOnlySpan<char> alsoSeparates)
    {
        var text = new StringBuilder();
        var first = true;
        foreach (var item in items)
        {
            if (!first)
            {
                text.Append(separator);
            }

            first = false;
            var quote = item.Contains(separator) || item.AsSpan().IndexOfAny(alsoSeparates) >= 0 || item.StartsWith('"')
                || item.AsSpan().Trim().Length != item.Length;
            text.Append(quote ? $"\"{item.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : item);
        }

        return text.ToString();
    }

    private static string ReadPlain(string text, ref int at, ReadOnlySpan<char> separators)
    {
        var length = text.AsSpan(at).IndexOfAny(separators);
        var end = length < 0 ? text.Length : at + length;
        var item = text[at..end].Trim();
        at = end;
        return item;
    }

    // Null, with the position unchanged, where the quotes do not enclose the whole item.
    private static string? ReadQuoted(string text, ref int at, ReadOnlySpan<char> separators)
    {
        var item = new StringBuilder();
        for (var next = at + 1; next < text.Length; next++)
        {
            if (text[next] != '"')
            {
                item.Append(text[next]);
                continue;
            }

            if (next + 1 < text.Length && text[next + 1] == '"')
            {
                item.Append('"');
                next++;
                continue;
            }

            next++;
            while (next < text.Length && char.IsWhiteSpace(text[next]) && !separators.Contains(text[next]))
            {
                next++;
            }

            if (next < text.Length && !separators.Contains(text[next]))
            {
                return null;
            }

            at = next;
            return item.ToString();
        }

        return null;
    }
}
