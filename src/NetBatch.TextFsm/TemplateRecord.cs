namespace NetBatch.TextFsm;

/// <summary>One row that a template found.</summary>
public sealed class TemplateRecord
{
    /// <summary>Creates a row, for instance one read back from a store.</summary>
    /// <param name="header">The column names.</param>
    /// <param name="cells">The cells, one for each column, as <see cref="Cells"/> describes them.</param>
    /// <exception cref="ArgumentException">There are not as many cells as columns.</exception>
    public TemplateRecord(IReadOnlyList<string> header, IReadOnlyList<object?> cells)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(cells);
        if (header.Count != cells.Count)
        {
            throw new ArgumentException($"{cells.Count} cells for {header.Count} columns", nameof(cells));
        }

        Header = header;
        Cells = cells;
    }

    /// <summary>The column names, in the order in which the template declares its values.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>
    /// The cells by column. A cell is a <see cref="string"/> (empty where nothing was found) or, for a value with
    /// the option List, an <c>IReadOnlyList&lt;object?&gt;</c> whose elements are text, null (a group that took no
    /// part), or an <c>IReadOnlyDictionary&lt;string, string?&gt;</c> where the value has named groups inside.
    /// </summary>
    public IReadOnlyList<object?> Cells { get; }

    /// <summary>The cell of a column.</summary>
    /// <param name="column">The column's name, case-sensitive.</param>
    /// <returns>The cell; null if there is no such column.</returns>
    public object? this[string column]
    {
        get
        {
            for (var i = 0; i < Header.Count; i++)
            {
                if (Header[i] == column)
                {
                    return Cells[i];
                }
            }

            return null;
        }
    }
}
