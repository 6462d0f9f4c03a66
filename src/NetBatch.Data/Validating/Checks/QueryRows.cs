using NetBatch.Data.Comparing;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

/// <summary>A query's values, row by row.</summary>
internal sealed class QueryRows(CheckSide side, string sql, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<CellPiece> pieces = side.Session.CellsAsync(sql, null, null, cancellationToken)
        .GetAsyncEnumerator(cancellationToken);
    private CellPiece piece = new([], [], []);
    private int at;

    public IReadOnlyList<string> Names => piece.Names;

    public IReadOnlyList<ValueSort> Sorts => piece.Sorts;

    /// <summary>Runs the query and learns its columns.</summary>
    public async Task BeginAsync() => await MoreAsync().ConfigureAwait(false);

    /// <summary>The next row, or null.</summary>
    public async ValueTask<Cell[]?> NextAsync()
    {
        while (at >= piece.Rows.Count)
        {
            if (!await MoreAsync().ConfigureAwait(false))
            {
                return null;
            }
        }

        return piece.Rows[at++];
    }

    /// <summary>All rows, their columns in another order and the first of them as keys.</summary>
    public async IAsyncEnumerable<IReadOnlyList<KeyedRow>> KeyedAsync(int[] order, KeyForm[] forms)
    {
        while (await NextAsync().ConfigureAwait(false) is { } row)
        {
            Cell[] cells = Array.ConvertAll(order, place => row[place]);
            yield return [new KeyedRow([.. forms.Select((form, index) => CellKeys.Of(cells[index], form))], cells)];
        }
    }

    public ValueTask DisposeAsync() => pieces.DisposeAsync();

    private async ValueTask<bool> MoreAsync()
    {
        if (!await pieces.MoveNextAsync().ConfigureAwait(false))
        {
            at = piece.Rows.Count;
            return false;
        }

        (piece, at) = (pieces.Current, 0);
        return true;
    }
}
