namespace NetBatch.TextFsm.Collections;

/// <summary>Cells as text: what the reference's tables hold, and keys.</summary>
internal static class CellText
{
    /// <summary>
    /// A cell as ntc-templates hands it out: text stays, the elements of a list become text (null becomes "None", a
    /// map becomes what Python prints).
    /// </summary>
    public static object Flatten(object? cell) => cell switch
    {
        string text => text,
        IReadOnlyList<object?> list => list.Select(PythonText.Show).ToArray(),
        _ => PythonText.Show(cell),
    };

    /// <summary>One text for several cells, equal exactly when all the cells are.</summary>
    public static string KeyOf(IEnumerable<object?> cells) => string.Join('\n', cells.Select(PythonText.Repr));
}
