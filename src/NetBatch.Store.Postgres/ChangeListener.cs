using Npgsql;

namespace NetBatch.Store.Postgres;

/// <summary>Hears what other processes tell of their commits (NOTIFY), and wakes those who wait for such a job here.</summary>
internal sealed class ChangeListener : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly PostgresEngine engine;
    private readonly ChangeSignals signals;
    private readonly Func<int> own;
    private readonly CancellationTokenSource stop = new();
    private readonly Task listening;

    /// <param name="engine">The store's.</param>
    /// <param name="signals">Who waits.</param>
    /// <param name="own">The session of this process's writer: of its commits they have heard already.</param>
    public ChangeListener(PostgresEngine engine, ChangeSignals signals, Func<int> own)
    {
        (this.engine, this.signals, this.own) = (engine, signals, own);
        listening = ListenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await listening.ConfigureAwait(false);
        stop.Dispose();
    }

    private async Task ListenAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var connection = await engine.ConnectAsync(stop.Token).ConfigureAwait(false);
                await using var _ = connection.ConfigureAwait(false);
                connection.Notification += (_, told) =>
                {
                    if (told.PID != own())
                    {
                        signals.Changed([told.Payload]);
                    }
                };
                var listen = new NpgsqlCommand("LISTEN netbatch", connection);
                await using var __ = listen.ConfigureAwait(false);
                await listen.ExecuteNonQueryAsync(stop.Token).ConfigureAwait(false);
                while (true)
                {
                    await connection.WaitAsync(stop.Token).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception)
            {
                // The server is away, or its connection broke in whatever way: whoever waits looks by himself meanwhile.
                await Task.WhenAny(Task.Delay(Pause, stop.Token)).ConfigureAwait(false);
            }
        }
    }
}
