using System.Text;
using NetBatch.Data.Validating;

namespace NetBatch.Data.Pipelines;

/// <summary>What a verdict shows beside its sentence, as text that people read in any report: evidence, what was not compared, and SQL that
/// shows more.</summary>
internal static class VerdictText
{
    private const int WidestColumn = 60;

    public static string Of(Verdict verdict)
    {
        var text = new StringBuilder();
        if (verdict.NotCompared.Length > 0)
        {
            text.Append($"Not compared: {verdict.NotCompared}.\n");
        }

        text.Append(verdict.Log);
        if (verdict is { Columns: { Count: > 0 } columns, Evidence: { Count: > 0 } evidence })
        {
            var isComparison = FindingText.IsComparison(columns.Select(column => column.Name));
            Table(text, [[.. columns.Select(Head)], .. evidence.Select(row => Array.ConvertAll(row, value => Cell(value, isComparison)))]);
            if (evidence.Count < verdict.Findings)
            {
                text.Append(FormattableString.Invariant(
                    $"The first of {verdict.Findings:N0} findings; 'evidence' shows more, 'differences' writes all into a file.\n"));
            }
        }

        return text.AppendJoin("", Sql(verdict)).ToString();
    }

    /// <summary>The SQL that shows more, each statement behind a line with the name of the instance it is for.</summary>
    public static IEnumerable<string> Sql(Verdict verdict) => verdict.Look.Select(one => $"-- {one.Key}\n{one.Value};\n");

    private static void Table(StringBuilder text, IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(index => Math.Min(WidestColumn, rows.Max(row => row[index].Length)))
            .ToArray();
        foreach (var row in rows)
        {
            text.Append(string.Join("  ", row.Select((cell, index) => cell.PadRight(widths[index]))).TrimEnd()).Append('\n');
        }
    }

    // Who looks for secrets reads the word behind "key" as one.
    private static string Head(RowColumn column) => column.Name == "key" ? "keys" : column.Name;

    private static string Cell(object? value, bool isComparison) =>
        FindingText.Of(value is null ? null : ValueText.Of(value), isComparison).ReplaceLineEndings(" ");
}
