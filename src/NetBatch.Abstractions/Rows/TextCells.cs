using System.Collections.ObjectModel;

namespace NetBatch;

/// <summary>The texts of a cell that has several. Shows itself as one text, so that a table and <c>Export-Csv</c> have something to
/// show.</summary>
/// <param name="texts">The texts.</param>
public sealed class TextCells(IList<string> texts) : ReadOnlyCollection<string>(texts)
{
    /// <summary>Stands between the texts where a list is shown as one.</summary>
    public const string Separator = ", ";

    /// <summary>The texts with commas between them.</summary>
    public override string ToString() => string.Join(Separator, this);
}
