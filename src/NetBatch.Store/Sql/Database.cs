namespace NetBatch.Store;

/// <summary>
/// One connection and the statements that were prepared on it. Not safe for concurrent use. Statements are written in what the engines have
/// in common, and in a few words that each translates into its own: <c>texts($1)</c> and <c>numbers($1)</c> are the values of a JSON
/// array, <c>json_text(document, 'name')</c> is a member of a JSON object, <c>greatest</c>, <c>least</c> and <c>strpos</c> are what
/// PostgreSQL calls so, <c>COLLATE NOCASE</c> and <c>INDEXED BY</c> what SQLite does.
/// </summary>
internal abstract class Database : IDisposable
{
    /// <summary>Begins a transaction that no other can write beside; false where another writes just now, or the engine cannot be reached:
    /// to be tried again.</summary>
    public abstract bool TryBegin();

    /// <summary>A number that changes with what others write, where they have to be let in by hand; else 0.</summary>
    public abstract long OthersWrites();

    /// <summary>Whether those who wait to write come in one after the other, without letting each other in.</summary>
    public virtual bool IsFair => false;

    /// <summary>Why <see cref="TryBegin"/> has not come to it for so long.</summary>
    public abstract NetBatchException Busy();

    /// <summary>Runs a statement with the values of $1, $2 ... and gives the number of rows it touched.</summary>
    public abstract int Execute(string sql, params ReadOnlySpan<object?> values);

    /// <summary>The first column of the first row, or null where there is no row or the value is NULL.</summary>
    public abstract object? Scalar(string sql, params ReadOnlySpan<object?> values);

    /// <summary>Runs a statement whose outcome nobody asks for. An engine that is far away may send it with the next one.</summary>
    public virtual void Post(string sql, params ReadOnlySpan<object?> values) => Execute(sql, values);

    /// <summary>Sends nothing more of what was posted since the last savepoint.</summary>
    public virtual void Discard()
    {
    }

    /// <summary>Every row, one after the other, until it is enough; nothing is gathered.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="read">What is done with a row; false: no more.</param>
    /// <param name="values">The values of $1, $2 ...</param>
    protected abstract void Walk(string sql, Func<Row, bool> read, ReadOnlySpan<object?> values);

    public abstract void Dispose();

    /// <summary>The first column of the first row as a number; 0 where there is no row.</summary>
    public long Number(string sql, params ReadOnlySpan<object?> values) => Scalar(sql, values) switch
    {
        long number => number,
        int number => number,
        bool flag => flag ? 1 : 0,
        _ => 0,
    };

    /// <summary>Every row, read to the end, so that no statement stays open.</summary>
    public List<T> List<T>(string sql, Func<Row, T> read, params ReadOnlySpan<object?> values)
    {
        var rows = new List<T>();
        Walk(
            sql,
            row =>
            {
                rows.Add(read(row));
                return true;
            },
            values);
        return rows;
    }

    /// <summary>Every row, one after the other, to the end; nothing is gathered.</summary>
    public void Each(string sql, Action<Row> read, params ReadOnlySpan<object?> values) => Walk(
        sql,
        row =>
        {
            read(row);
            return true;
        },
        values);

    /// <summary>The first row, or the default.</summary>
    public T? First<T>(string sql, Func<Row, T> read, params ReadOnlySpan<object?> values)
    {
        T? first = default;
        Walk(
            sql,
            row =>
            {
                first = read(row);
                return false;
            },
            values);
        return first;
    }

    /// <summary>Keeps a setting of the store.</summary>
    public bool Keep(string setting, string value) => Execute(
        "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", setting, value) > 0;

    /// <summary>A setting of the store, or null.</summary>
    public string? Setting(string setting) => Scalar("SELECT value FROM settings WHERE name = $1", setting) as string;
}
