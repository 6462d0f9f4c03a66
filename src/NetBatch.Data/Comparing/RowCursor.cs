namespace NetBatch.Data.Comparing;

/// <summary>Goes through the rows of one side in the order of their keys, key by key.</summary>
internal sealed class RowCursor(IAsyncEnumerable<IReadOnlyList<KeyedRow>> pieces, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<IReadOnlyList<KeyedRow>> all = pieces.GetAsyncEnumerator(cancellationToken);
    private readonly List<KeyedRow> group = [];
    private IReadOnlyList<KeyedRow> piece = [];
    private int at;
    private KeyedRow? next;
    private bool begun;

    /// <summary>The rows of the key at which it stands.</summary>
    public IReadOnlyList<KeyedRow> Group => group;

    public Cell[] Key => group[0].Key;

    /// <summary>How many rows were read.</summary>
    public long Rows { get; private set; }

    /// <summary>Goes to the next key; false: there is none.</summary>
    /// <exception cref="KeyOrderException">A row came after one of a greater key.</exception>
    public async ValueTask<bool> MoveAsync()
    {
        if (!begun)
        {
            begun = true;
            next = await ReadAsync().ConfigureAwait(false);
        }

        group.Clear();
        while (next is { } row)
        {
            var order = group.Count == 0 ? 0 : CellKeys.Compare(group[0].Key, row.Key);
            if (order > 0)
            {
                throw new KeyOrderException();
            }

            if (order < 0)
            {
                return true;
            }

            group.Add(row);
            next = at < piece.Count ? Take() : await ReadAsync().ConfigureAwait(false);
        }

        return group.Count > 0;
    }

    public ValueTask DisposeAsync() => all.DisposeAsync();

    private KeyedRow Take()
    {
        Rows++;
        return piece[at++];
    }

    private async ValueTask<KeyedRow?> ReadAsync()
    {
        while (at >= piece.Count)
        {
            if (!await all.MoveNextAsync().ConfigureAwait(false))
            {
                return null;
            }

            (piece, at) = (all.Current, 0);
        }

        return Take();
    }
}

/// <summary>A database orders keys otherwise than they are held against each other: they have to be put in order here.</summary>
internal sealed class KeyOrderException : Exception;
