using NetBatch.Inventory.Fields;

namespace NetBatch.Inventory.Problems;

/// <summary>Finds the rows that hold a problem which was met while the text was read, before a row was made of it.</summary>
internal static class BrokenRows
{
    /// <summary>The rows, those marked that have such a problem on their lines: from their first to the next row's.</summary>
    public static IEnumerable<FieldRow> Mark(IReadOnlyList<FieldRow> rows, ProblemList problems)
    {
        int[] starts = [.. rows.Select(row => row.Line).OfType<int>().Distinct().Order()];
        var broken = problems.Lines.Select(line => Start(starts, line)).OfType<int>().ToHashSet();
        return rows.Select(row => row.Line is { } line && broken.Contains(line) ? row with { Broken = true } : row);
    }

    private static int? Start(int[] starts, int line)
    {
        var at = Array.BinarySearch(starts, line);
        var below = at >= 0 ? at : ~at - 1;
        return below < 0 ? null : starts[below];
    }
}
