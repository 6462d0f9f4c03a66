using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using CsvHelper;

namespace NetBatch.Data.Services;

/// <summary>
/// A result that comes as files, as rows. The files lie in the temporary folder while they are read twice: once to learn the columns'
/// types from all values, once to give the rows, so that memory stays flat and no type is guessed from the first rows only.
/// </summary>
internal sealed class DownloadedRows(DownloadDeclaration download) : IDisposable
{
    private readonly List<FileStream> parts = [];
    private readonly List<string> names = [];
    private readonly Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<RowType?> types = [];

    /// <summary>Where the next file goes; gone with this object, readable by this user only.</summary>
    public Stream NewPart()
    {
        var part = TemporaryFile.Open(isAsync: true);
        parts.Add(part);
        return part;
    }

    public async Task WriteAsync(IStepRecorder step, string view, int rowLimit, CancellationToken cancellationToken)
    {
        await foreach (var (columns, values) in RowsAsync(cancellationToken).ConfigureAwait(false))
        {
            for (var index = 0; index < columns.Length; index++)
            {
                types[columns[index]] = Wider(types[columns[index]], values is null ? null : values[index]);
            }
        }

        if (names.Count == 0)
        {
            return;
        }

        var set = new RowSet(view, [.. names.Select((name, index) => new RowColumn(name, types[index] ?? RowType.Text))]);
        await step.BeginRowsAsync(set, cancellationToken).ConfigureAwait(false);
        var count = 0;
        await foreach (var (columns, values) in RowsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (values is null)
            {
                continue;
            }

            if (++count > rowLimit)
            {
                throw new NetBatchException(ErrorCode.RowLimitExceeded,
                    $"The query gives more than {rowLimit} rows; the first {rowLimit} are kept.",
                    "Narrow the query, or raise its RowLimit (at most 1000000).");
            }

            var row = new object?[names.Count];
            for (var index = 0; index < columns.Length; index++)
            {
                row[columns[index]] = Value(set.Columns[columns[index]].Type, values[index]);
            }

            await step.WriteRowAsync(row, cancellationToken).ConfigureAwait(false);
        }

        await step.WriteAsync(Encoding.UTF8.GetBytes(count == 1 ? "1 row\n" : $"{count} rows\n"), cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => parts.ForEach(part => part.Dispose());

    /// <summary>The rows as texts with the places of their columns; null for values: only the header, which tells that there are no
    /// rows.</summary>
    private IAsyncEnumerable<(int[] Columns, string?[]? Values)> RowsAsync(CancellationToken cancellationToken) =>
        download.Format == "csv" ? CsvAsync(cancellationToken) : JsonAsync(cancellationToken);

    private async IAsyncEnumerable<(int[] Columns, string?[]? Values)> CsvAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var part in parts)
        {
            part.Position = 0;
            using var csv = CsvReader.Create(part, CsvReaderOptions.Default with { HasHeader = false }, true);
            int[]? columns = null;
            while (await csv.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (columns is null)
                {
                    columns = [.. Enumerable.Range(0, csv.FieldCount).Select(index => Place(csv.GetString(index)))];
                    yield return (columns, null);
                    continue;
                }

                var row = new string?[columns.Length];
                for (var index = 0; index < row.Length; index++)
                {
                    row[index] = index < csv.FieldCount && csv.GetString(index) is { Length: > 0 } field ? field : null;
                }

                yield return (columns, row);
            }
        }
    }

    private async IAsyncEnumerable<(int[] Columns, string?[]? Values)> JsonAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var part in parts)
        {
            part.Position = 0;
            using var document = await JsonDocument.ParseAsync(part, cancellationToken: cancellationToken).ConfigureAwait(false);
            foreach (var row in JsonPaths.Find(document.RootElement, download.Rows).Where(one => one.ValueKind == JsonValueKind.Object))
            {
                var members = row.EnumerateObject().ToArray();
                yield return ([.. members.Select(member => Place(member.Name))], [.. members.Select(member => member.Value.ValueKind switch
                {
                    JsonValueKind.Null => null,
                    JsonValueKind.String => member.Value.GetString(),
                    _ => member.Value.GetRawText(),
                })]);
            }
        }
    }

    private int Place(string name)
    {
        if (!places.TryGetValue(name, out var place))
        {
            places[name] = place = names.Count;
            names.Add(name);
            types.Add(null);
        }

        return place;
    }

    private static RowType? Wider(RowType? now, string? text)
    {
        if (text is null || now == RowType.Text)
        {
            return now;
        }

        // A number with a leading zero is a code: as a number it would lose it.
        var isNumber = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            && !(text.Length > 1 && text[0] == '0' && char.IsAsciiDigit(text[1]));
        var type = text is "true" or "false" ? RowType.Switch
            : isNumber && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? RowType.WholeNumber
            : isNumber ? RowType.Number
            : RowType.Text;
        return now is null || now == type ? type
            : now is RowType.WholeNumber or RowType.Number && type is RowType.WholeNumber or RowType.Number ? RowType.Number
            : RowType.Text;
    }

    private static object? Value(RowType type, string? text) => text is null ? null : type switch
    {
        RowType.WholeNumber => long.Parse(text, CultureInfo.InvariantCulture),
        RowType.Number => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        RowType.Switch => text == "true",
        _ => text,
    };
}
