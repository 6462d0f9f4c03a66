using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace NetBatch.Data.Providers;

/// <summary>A piece of a query's rows.</summary>
/// <param name="Set">The columns, the same for every piece.</param>
/// <param name="Rows">Rows in the order in which they came; the last piece may be empty.</param>
/// <param name="Changed">With the last piece: how many rows the query has inserted, updated or deleted; -1: none, or the database does not
/// say.</param>
public sealed record RowPiece(RowSet Set, IReadOnlyList<object?[]> Rows, int Changed = -1);

/// <summary>Collects rows and gives them away in pieces.</summary>
/// <typeparam name="T">A piece.</typeparam>
internal interface IPieces<out T>
{
    /// <summary>Adds the row that the reader stands on; how many wait now.</summary>
    int Add();

    /// <summary>The rows that wait.</summary>
    /// <param name="changed">With the last piece: how many rows the query has changed; else -1.</param>
    T Take(int changed);
}

/// <summary>Reads a query's rows piece by piece, so that neither side waits for the other more than it must and memory stays
/// flat.</summary>
internal sealed class RowReader(DatabaseSession session)
{
    private const int PieceRows = 512;
    private const int PiecesAhead = 4;

    public async IAsyncEnumerable<T> ReadAsync<T>(
        string sql, IEnumerable<KeyValuePair<string, object?>>? parameters, Func<DbDataReader, IPieces<T>> shape,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Who stops reading early ends the query, too.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var slots = new SemaphoreSlim(PiecesAhead);
        var pieces = Channel.CreateUnbounded<T>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        var producing = ProduceAsync(() => Command(sql, parameters), shape, pieces.Writer, slots, ending.Token);
        try
        {
            await foreach (var piece in pieces.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                yield return piece;
                slots.Release();
            }
        }
        finally
        {
            if (!producing.IsCompleted)
            {
                await ending.CancelAsync().ConfigureAwait(false);
            }

            await ((Task)producing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await producing.ConfigureAwait(false);
    }

    private DbCommand Command(string sql, IEnumerable<KeyValuePair<string, object?>>? parameters)
    {
        var command = session.Command(sql, parameters);
        session.Provider.AskForAll(command);
        return command;
    }

    private async Task<bool> ProduceAsync<T>(
        Func<DbCommand> query, Func<DbDataReader, IPieces<T>> shape, ChannelWriter<T> pieces, SemaphoreSlim slots,
        CancellationToken cancellationToken)
    {
        try
        {
            return await session.WorkAsync(
                cut => session.Provider.Blocks ? Task.FromResult(Blocking(query, shape, pieces, slots, cut))
                    : ReadingAsync(query, shape, pieces, slots, cut),
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            pieces.TryComplete();
        }
    }

    private static async Task<bool> ReadingAsync<T>(
        Func<DbCommand> query, Func<DbDataReader, IPieces<T>> shape, ChannelWriter<T> pieces, SemaphoreSlim slots,
        CancellationToken cancellationToken)
    {
        var command = query();
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var rows = shape(reader);
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    if (rows.Add() == PieceRows)
                    {
                        await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
                        pieces.TryWrite(rows.Take(-1));
                    }
                }

                pieces.TryWrite(rows.Take(-1));
                // What follows the first result is read too: neither an error of a later statement nor its rows may be lost.
                while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
                {
                    if (reader.FieldCount > 0 && await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        throw Several();
                    }
                }

                await reader.CloseAsync().ConfigureAwait(false);
                pieces.TryWrite(rows.Take(reader.RecordsAffected));
            }
        }

        return true;
    }

    /// <summary>The same without awaiting: it runs on a thread of its own, and would leave it at the first await.</summary>
    private static bool Blocking<T>(
        Func<DbCommand> query, Func<DbDataReader, IPieces<T>> shape, ChannelWriter<T> pieces, SemaphoreSlim slots,
        CancellationToken cancellationToken)
    {
        using var command = query();
        using var cut = cancellationToken.UnsafeRegister(static one => Cancel((DbCommand)one!), command);
        using var reader = command.ExecuteReader();
        var rows = shape(reader);
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (rows.Add() == PieceRows)
            {
                slots.Wait(cancellationToken);
                pieces.TryWrite(rows.Take(-1));
            }
        }

        pieces.TryWrite(rows.Take(-1));
        while (reader.NextResult())
        {
            if (reader.FieldCount > 0 && reader.Read())
            {
                throw Several();
            }
        }

        reader.Close();
        pieces.TryWrite(rows.Take(reader.RecordsAffected));
        return true;
    }

    private static NetBatchException Several() => new(ErrorCode.CommandRejected,
        "The query has several statements that give rows, and only those of one can be kept.", "Run each of them by itself.");

    /// <summary>Reaches a command that blocks its thread; where the driver cannot, its own end is waited for.</summary>
    private static void Cancel(DbCommand command)
    {
        try
        {
            command.Cancel();
        }
        catch (Exception cannot) when (cannot is DbException or InvalidOperationException or NotSupportedException)
        {
            // It has ended meanwhile, or its driver has no way to cancel.
        }
    }
}
