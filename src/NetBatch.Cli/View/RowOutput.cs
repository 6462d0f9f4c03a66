using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using CsvHelper;
using NetBatch.Hosting;

namespace NetBatch.Cli.View;

/// <summary>Rows of a job as tables, JSON lines or a CSV file; read and written as they come.</summary>
internal static class RowOutput
{
    /// <summary>Shows the rows of a filter: as one stream, or with device and command and only their own columns.</summary>
    public static async Task ShowAsync(NetBatchHost host, RowFilter filter, bool aggregate, bool partial, FileInfo? csv, bool json,
        CancellationToken cancellationToken)
    {
        var rows = await host.Reports.AggregateAsync(filter, partial, cancellationToken);
        if (rows.LeftOutSentence is { } left && (aggregate || csv is not null))
        {
            Console.Error.WriteLine(Output.Safe($"netbatch: {left} --include-failed takes them, marked."));
        }

        foreach (var trouble in await ParseFailure.ReadAsync(host.Store, filter, cancellationToken))
        {
            Console.Error.WriteLine(Output.Safe($"netbatch: {trouble}"));
        }

        if (csv is not null)
        {
            Console.Out.WriteLine($"{Counted.Of(await CsvAsync(rows, csv, cancellationToken), "row")} written to {csv.FullName}");
        }
        else if (aggregate)
        {
            await AggregateAsync(rows, json, cancellationToken);
        }
        else
        {
            await TablesAsync(host.Store, filter, json, cancellationToken);
        }
    }

    /// <summary>Findings of checks: a table for each check, or a JSON line for each finding.</summary>
    public static async Task FindingsAsync(IAsyncEnumerable<(RowChunk Check, object?[] Row)> findings, bool json)
    {
        Dictionary<(string Pipeline, string Step), (IReadOnlyList<string> Columns, List<string[]> Rows)> tables = [];
        await foreach (var (check, row) in findings)
        {
            if (json)
            {
                Line([new("Pipeline", check.Name), new("Step", check.Command), .. Cells(check.Set.Columns, row)]);
                continue;
            }

            var place = (check.Name, check.Command);
            if (!tables.TryGetValue(place, out var table))
            {
                tables[place] = table = ([.. check.Set.Columns.Select(column => column.Name)], []);
            }

            var isComparison = FindingText.IsComparison(table.Columns);
            table.Rows.Add(Array.ConvertAll(row,
                cell => Output.Safe(FindingText.Of(cell is null ? null : ValueText.Of(cell), isComparison))));
        }

        foreach (var ((pipeline, step), (columns, rows)) in tables)
        {
            Console.Out.WriteLine($"----- {Output.Safe(pipeline)}: {Output.Safe(step)}  ({Counted.Of(rows.Count, "finding")})");
            Output.Table(columns, rows);
        }
    }

    /// <summary>A row's cells by their columns; lists of objects as such.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Cells(IReadOnlyList<RowColumn> columns, object?[] row) =>
        columns.Select((column, index) => KeyValuePair.Create(column.Name,
            column.Type == RowType.ObjectList && row[index] is IEnumerable<string> objects
                ? objects.Select(one => JsonNode.Parse(one)).ToArray()
                : row[index]));

    /// <summary>One JSON object: columns and values, lists as lists.</summary>
    public static void Line(IEnumerable<KeyValuePair<string, object?>> cells) => Output.Line(new Dictionary<string, object?>(cells));

    private static async Task<long> CsvAsync(IAggregatedRows rows, FileInfo file, CancellationToken cancellationToken)
    {
        await using var stream = Output.File(file);
        await using var csv = CsvWriter.Create(stream, new CsvWriterOptions(), leaveOpen: true);
        csv.WriteRecord(rows.Columns.Select(column => SpreadsheetText.Of(column.Name)).ToArray());
        return await rows.WriteAsync(new CsvSink(csv), cancellationToken);
    }

    private static async Task AggregateAsync(IAggregatedRows rows, bool json, CancellationToken cancellationToken)
    {
        List<string[]> table = [];
        await foreach (var row in rows.ReadAsync(cancellationToken))
        {
            if (json)
            {
                Line(Cells(rows.Columns, row));
                continue;
            }

            table.Add(Array.ConvertAll(row, cell => Output.Safe(ValueText.Of(cell))));
        }

        if (!json)
        {
            Output.Table([.. rows.Columns.Select(column => column.Name)], table);
        }
    }

    private static async Task TablesAsync(IJobStore store, RowFilter filter, bool json, CancellationToken cancellationToken)
    {
        Dictionary<(string Command, string View), (IReadOnlyList<string> Columns, List<string[]> Rows)> tables = [];
        await foreach (var chunk in store.ReadRowsAsync(filter, cancellationToken))
        {
            var columns = chunk.Set.Columns;
            var place = (chunk.Command, chunk.Set.View);
            if (!json && chunk.Command.Length > 0 && !tables.ContainsKey(place))
            {
                tables[place] = (["Device", .. columns.Select(column => column.Name)], []);
            }

            foreach (var row in chunk.Command.Length > 0 ? chunk.Rows() : [])
            {
                if (json)
                {
                    Line([new("Device", chunk.Name), new("Command", chunk.Command), .. Cells(columns, row)]);
                    continue;
                }

                tables[place].Rows.Add([chunk.Name, .. row.Select(cell => Output.Safe(ValueText.Of(cell)))]);
            }
        }

        foreach (var ((command, view), (columns, rows)) in tables)
        {
            Console.Out.WriteLine($"----- {Output.Safe(command)}  ({view}, {Counted.Of(rows.Count, "row")})");
            Output.Table(columns, rows);
        }
    }

    private sealed class CsvSink(CsvWriter csv) : ITextRowSink
    {
        // As PostgreSQL's COPY and Export-Csv write them: NULL is an empty field, an empty text one in quotes.
        public void Cell(ReadOnlySpan<char> text)
        {
            if (text.IsEmpty)
            {
                // No value is a span of nothing, and an empty text one of a place.
                var isNull = Unsafe.IsNullRef(in MemoryMarshal.GetReference(text));
                csv.WriteField(text, isNull ? CsvQuoting.WhenNeeded : CsvQuoting.Always);
                return;
            }

            csv.WriteField(SpreadsheetText.IsFormula(text) ? "'" + text.ToString() : text);
        }

        public void EndRow() => csv.EndRecord();
    }
}
