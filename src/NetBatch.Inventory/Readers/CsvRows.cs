using CsvHelper;
using NetBatch.Inventory.Fields;
using NetBatch.Inventory.Problems;

namespace NetBatch.Inventory.Readers;

/// <summary>Rows of a CSV text, with the line on which each begins, also behind quoted cells of several lines.</summary>
internal static class CsvRows
{
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    /// <summary>Whether a line names columns that say which device a row is.</summary>
    public static bool LooksLikeHeader(string line) =>
        line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)
        || (line.Split(Separators) is var cells && Array.Exists(cells, IsIdentity)
            && !cells.Any(cell => cell.Contains('=', StringComparison.Ordinal)));

    public static List<FieldRow> Read(string text, ProblemList problems, bool isNetBox)
    {
        var rows = new List<FieldRow>();
        var options = CsvReaderOptions.Default with
        {
            HasHeader = false,
            TrackLineNumbers = true,
            CommentPrefix = '#',
            TrimWhitespace = true,
            IncludeValuesInExceptions = false,
            Separator = HeaderSeparator(text),
            OnMalformedRecord = record =>
                problems.Add((int)record.LineNumber, null, Malformed(record.Reason),
                    "Enclose the whole cell in double quotes and double the quotes inside it."),
        };
        using var csv = CsvReader.FromText(text, options);
        List<string>? header = null;
        while (csv.Read())
        {
            var cells = Enumerable.Range(0, csv.FieldCount).Select(csv.GetString).ToList();
            var line = (int)csv.LineNumber;
            if (cells.TrueForAll(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            if (header is null)
            {
                header = cells;
                if (!CheckHeader(header, line, problems))
                {
                    return [];
                }

                isNetBox |= header.Exists(name => FieldNames.Normalize(name) is "primaryip4" or "primaryip");
            }
            else if (Row(header, cells, line, problems) is { } row)
            {
                rows.Add(isNetBox ? NetBoxFields.FromExport(row) : row);
            }
        }

        return rows;
    }

    private static FieldRow? Row(List<string> header, List<string> cells, int line, ProblemList problems)
    {
        // The row is not quoted: a cell too many may be half of a password.
        if (cells.Skip(header.Count).Any(cell => !string.IsNullOrWhiteSpace(cell)))
        {
            problems.Add(line, null, $"the row has {cells.Count} cells, the header {header.Count}.",
                "Enclose a cell that holds the separator in double quotes.");
            return null;
        }

        var fields = header.Zip(cells).Where(pair => pair.First.Trim().Length > 0)
            .Select(pair => new Field(pair.First.Trim(), pair.Second, line));
        return new FieldRow(line, [.. fields]);
    }

    private static bool CheckHeader(List<string> header, int line, ProblemList problems)
    {
        if (!header.Exists(IsIdentity))
        {
            problems.Add(line, null, "the first line names no column that says which device a row is.",
                "Begin with a line of column names, among them 'name' or 'address'.");
            return false;
        }

        var twice = header.Where(name => name.Trim().Length > 0).GroupBy(name => name.Trim(), StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1).ToList();
        foreach (var group in twice)
        {
            problems.Add(line, group.Key, "the column stands here twice.", "Give each column its own name.");
        }

        return twice.Count == 0;
    }

    private static bool IsIdentity(string column) =>
        FieldNames.Classify(column.Trim().Trim('"')).Kind is FieldKind.Name or FieldKind.HostLike or FieldKind.Address;

    // Judged by the header alone: cells may hold lists with other separators. Null leaves it to a line "sep=;".
    private static char? HeaderSeparator(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            if (!line.Trim().IsEmpty && line[0] != '#')
            {
                var header = line.ToString();
                return Separators.MaxBy(separator => Outside(header, separator));
            }
        }

        return ',';
    }

    private static int Outside(string line, char separator)
    {
        var (count, quoted) = (0, false);
        foreach (var character in line)
        {
            quoted ^= character == '"';
            count += !quoted && character == separator ? 1 : 0;
        }

        return count;
    }

    private static string Malformed(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "a quoted cell begins here and never ends.",
        CsvMalformedReason.TextAfterClosingQuote => "text follows a closing quote.",
        _ => "a quote stands inside an unquoted cell.",
    };
}
