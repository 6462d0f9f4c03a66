using System.Runtime.CompilerServices;

namespace NetBatch;

/// <summary>
/// The rows of all targets of a job as one stream: <c>_instance_name</c> and <c>_instance_id</c> first, <c>_command</c> behind them where
/// there are rows of more than one, then the columns of all sets as <see cref="RowUnion"/> unites them. The sets are read first, which
/// costs little; the rows are decoded as they are asked for, one piece of about 1 MiB in memory at a time.
/// </summary>
public sealed class AggregatedRows : IAggregatedRows
{
    private readonly IJobStore store;
    private readonly RowFilter filter;
    private readonly RowUnion union;
    private readonly bool withCommand;
    private readonly AggregatedRuns runs;

    private AggregatedRows(IJobStore store, RowFilter filter, RowUnion union, bool withCommand, long count, AggregatedRuns runs)
    {
        this.runs = runs;
        this.store = store;
        this.filter = filter;
        this.union = union;
        this.withCommand = withCommand;
        Count = count;
    }

    /// <inheritdoc/>
    public IReadOnlyList<RowColumn> Columns => union.Columns;

    /// <inheritdoc/>
    public long Count { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> LeftOut => runs.LeftOut;

    /// <inheritdoc/>
    public IReadOnlyList<string> Instances => runs.Completed;

    /// <inheritdoc/>
    public string? LeftOutSentence => LeftOut.Count == 0 ? null
        : $"Rows of {Counted.Of(LeftOut.Count, "instance")} that did not complete are left out: {string.Join(", ", LeftOut.Take(10))}"
            + $"{(LeftOut.Count > 10 ? ", ..." : "")}.";

    /// <summary>Reads what there is.</summary>
    /// <param name="store">Where the rows are kept.</param>
    /// <param name="filter">Which rows.</param>
    /// <param name="partial">Whether rows of targets that did not complete are taken too; the column <c>_instance_state</c> then tells
    /// them.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.JobNotFound"/>; <see cref="ErrorCode.IllegalState"/>: there is no set at
    /// all, for no output was parsed.</exception>
    public static async Task<AggregatedRows> OpenAsync(IJobStore store, RowFilter filter, bool partial, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(filter);
        var runs = await AggregatedRuns.ReadAsync(store, filter, partial, cancellationToken).ConfigureAwait(false);
        List<RowSet> sets = [];
        HashSet<RowSet> known = new(ReferenceEqualityComparer.Instance);
        HashSet<string> commands = new(StringComparer.Ordinal);
        var count = 0L;
        await foreach (var set in store.ReadRowsAsync(filter with { SetsOnly = true }, cancellationToken).ConfigureAwait(false))
        {
            // A step that has not ended may yet give its rows up.
            if (set.Command.Length == 0)
            {
                continue;
            }

            commands.Add(set.Command);
            count += runs.Has(set.Number) ? set.Count : 0;
            if (known.Add(set.Set))
            {
                sets.Add(set.Set);
            }
        }

        if (sets.Count == 0)
        {
            throw new NetBatchException(
                ErrorCode.IllegalState,
                $"The job '{filter.JobId}' has no rows there.",
                "Outputs of commands have rows where the job was started with -Parse (netbatch run --parse); outputs that are kept "
                    + "already go through ConvertFrom-BatchOutput (netbatch parse).");
        }

        RowColumn[] leading = [new("_instance_name"), new("_instance_id"),
            .. partial ? [new RowColumn("_instance_state")] : Array.Empty<RowColumn>(),
            .. commands.Count > 1 ? [new RowColumn("_command")] : Array.Empty<RowColumn>()];
        var union = new RowUnion(leading);
        sets.ForEach(union.Add);
        // A job that still runs may bring further sets; the columns that were told do not change.
        union.Close();
        return new AggregatedRows(store, filter, union, commands.Count > 1, count, runs);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<object?[]> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var chunk in ChunksAsync(cancellationToken).ConfigureAwait(false))
        {
            var places = union.PlacesOf(chunk.Set);
            foreach (var values in chunk.Rows())
            {
                var row = new object?[Columns.Count];
                (row[0], row[1]) = (chunk.Name, chunk.TargetId);
                var at = 2;
                if (runs.StateOf(chunk.Number) is { } state)
                {
                    row[at++] = state;
                }

                if (withCommand)
                {
                    row[at] = chunk.Command;
                }

                for (var index = 0; index < values.Length; index++)
                {
                    if (places[index] < 0)
                    {
                        continue;
                    }

                    row[places[index]] = RowUnion.Convert(values[index], chunk.Set.Columns[index].Type, Columns[places[index]].Type);
                }

                yield return row;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<long> WriteAsync(ITextRowSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sink);
        var writer = new TextRows(Columns.Count, union.Leading);
        await foreach (var chunk in ChunksAsync(cancellationToken).ConfigureAwait(false))
        {
            writer.Write(chunk, union.PlacesOf(chunk.Set), runs.StateOf(chunk.Number), withCommand, sink);
        }

        return writer.Total;
    }

    private async IAsyncEnumerable<RowChunk> ChunksAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var chunk in store.ReadRowsAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            if (chunk.Command.Length > 0 && chunk.Count > 0 && runs.Has(chunk.Number))
            {
                union.Add(chunk.Set);
                yield return chunk;
            }
        }
    }
}
