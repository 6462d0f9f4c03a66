using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Writes rows of the store to the pipeline: some at a time, for each handing over costs.</summary>
internal sealed class RowStream(Session session)
{
    private const int Together = 200;

    private readonly List<PSObject> waiting = [];

    /// <summary>All rows that a filter lets through, device and command first.</summary>
    /// <returns>How many tables there were, those without rows included.</returns>
    public async Task<int> WriteAsync(RowFilter filter, CancellationToken cut)
    {
        var tables = 0;
        await foreach (var chunk in session.Host.Store.ReadRowsAsync(filter, cut))
        {
            // A step that has not ended may yet give its rows up.
            if (chunk.Command.Length == 0)
            {
                continue;
            }

            tables++;
            foreach (var values in chunk.Rows())
            {
                await AddAsync(RowObjects.Of(chunk.Name, chunk.Command, chunk.Set, values));
            }
        }

        await FlushAsync();
        return tables;
    }

    /// <summary>All rows as one stream of one sort.</summary>
    public async Task WriteAsync(IAggregatedRows rows, CancellationToken cut)
    {
        await foreach (var values in rows.ReadAsync(cut))
        {
            await AddAsync(RowObjects.Of("Aggregate", rows.Columns, values));
        }

        await FlushAsync();
    }

    private async ValueTask AddAsync(PSObject row)
    {
        waiting.Add(row);
        if (waiting.Count >= Together)
        {
            await FlushAsync();
        }
    }

    private async Task FlushAsync()
    {
        var rows = waiting.ToArray();
        waiting.Clear();
        if (rows.Length > 0)
        {
            await session.WriteAllAsync(rows);
        }
    }
}
