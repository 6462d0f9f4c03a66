using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace NetBatch.Data.Providers;

/// <summary>A piece of a query's rows.</summary>
/// <param name="Set">The columns, the same for every piece.</param>
/// <param name="Rows">Rows in the order in which they came; the last piece may be empty.</param>
/// <param name="Changed">With the last piece: how many rows the query has inserted, updated or deleted; -1: none, or the database does not say.</param>
public sealed record RowPiece(RowSet Set, IReadOnlyList<object?[]> Rows, int Changed = -1);

/// <summary>Reads a query's rows piece by piece, so that neither side waits for the other more than it must and memory stays flat.</summary>
internal sealed class RowReader(DatabaseSession session)
{
    private const int PieceRows = 512;
    private const int PiecesAhead = 4;

    public async IAsyncEnumerable<RowPiece> ReadAsync(
        string sql, IEnumerable<KeyValuePair<string, object?>>? parameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Who stops reading early ends the query, too.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var slots = new SemaphoreSlim(PiecesAhead);
        var pieces = Channel.CreateUnbounded<RowPiece>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        var producing = ProduceAsync(sql, parameters, pieces.Writer, slots, ending.Token);
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

    private async Task<bool> ProduceAsync(
        string sql, IEnumerable<KeyValuePair<string, object?>>? parameters, ChannelWriter<RowPiece> pieces, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        try
        {
            return await session.WorkAsync(cut => session.Provider.Blocks ? Task.FromResult(Blocking(sql, parameters, pieces, slots, cut)) : ReadingAsync(sql, parameters, pieces, slots, cut), cancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            pieces.TryComplete();
        }
    }

    private async Task<bool> ReadingAsync(
        string sql, IEnumerable<KeyValuePair<string, object?>>? parameters, ChannelWriter<RowPiece> pieces, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        var command = session.Command(sql, parameters);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var rows = new RowShaper(reader, session.Provider.DynamicTypes);
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    if (rows.Add() == PieceRows)
                    {
                        await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
                        pieces.TryWrite(rows.Take());
                    }
                }

                var last = rows.Take();
                // What follows the first result is read too: an error of a later statement must not be lost.
                while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
                {
                }

                await reader.CloseAsync().ConfigureAwait(false);
                pieces.TryWrite(last with { Changed = reader.RecordsAffected });
            }
        }

        return true;
    }

    /// <summary>The same without awaiting: it runs on a thread of its own, and would leave it at the first await.</summary>
    private bool Blocking(
        string sql, IEnumerable<KeyValuePair<string, object?>>? parameters, ChannelWriter<RowPiece> pieces, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        using var command = session.Command(sql, parameters);
        using var cut = cancellationToken.UnsafeRegister(static one => Cancel((DbCommand)one!), command);
        using var reader = command.ExecuteReader();
        var rows = new RowShaper(reader, session.Provider.DynamicTypes);
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (rows.Add() == PieceRows)
            {
                slots.Wait(cancellationToken);
                pieces.TryWrite(rows.Take());
            }
        }

        var last = rows.Take();
        while (reader.NextResult())
        {
        }

        reader.Close();
        pieces.TryWrite(last with { Changed = reader.RecordsAffected });
        return true;
    }

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
