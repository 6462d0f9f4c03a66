using System.Collections.ObjectModel;

namespace NetBatch;

/// <summary>A list that shows itself as one text, so that tables, <c>Export-Csv</c> and <c>ConvertTo-Html</c> have something to
/// show.</summary>
/// <typeparam name="T">What is in it.</typeparam>
public sealed class ItemList<T> : ReadOnlyCollection<T>
{
    private readonly bool lines;

    internal ItemList(IList<T> items, bool lines)
        : base(items) => this.lines = lines;

    /// <summary>The items with <c>; </c> between them, one that would be taken for several in double quotes; lines of text a line
    /// each.</summary>
    public override string ToString() =>
        string.Join(lines ? "\n" : "; ", this.Select(item => lines ? $"{item}" : ItemList.Quoted($"{item}")));
}

/// <summary>Makes lists that show themselves.</summary>
public static class ItemList
{
    /// <summary>Items that are words, names or things; null is none.</summary>
    public static ItemList<T> Of<T>(IEnumerable<T>? items) =>
        items as ItemList<T> ?? new ItemList<T>(items as IList<T> ?? [.. items ?? []], lines: false);

    /// <summary>Lines of text; null is none.</summary>
    public static ItemList<string> Lines(IEnumerable<string>? lines) =>
        lines as ItemList<string> ?? new ItemList<string>(lines as IList<string> ?? [.. lines ?? []], lines: true);

    /// <summary>An item as it stands in one text with others: in double quotes, doubled inside, where it holds a separator or blank
    /// edges.</summary>
    internal static string Quoted(string item) =>
        item.AsSpan().IndexOfAny(";,\n") >= 0 || item.StartsWith('"') || item.AsSpan().Trim().Length != item.Length
            ? $"\"{item.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : item;
}
