namespace NetBatch.Ssh.Transport;

/// <summary>One connection from its launch to its open channel, over all its hops, within its limits.</summary>
internal sealed class SshNetLogin(SshTransportOptions options, KnownHostKeys known, KeyFiles files, SshRoute route, SshRequest request)
{
    private readonly Lock gate = new();
    private readonly List<SshNetHop> hops = [];
    private readonly TaskCompletionSource exchanged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isCut;

    /// <summary>Logs in and opens the channel.</summary>
    /// <exception cref="NetBatchException">Why it did not work.</exception>
    public async Task<SshNetChannel> OpenAsync(CancellationToken cancellationToken)
    {
        var launchedAt = request.Time.GetTimestamp();
        var failure = new SshNetFailure(route, request.Device.Name, Hops);
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var login = LoginAsync(failure, launchedAt, cut.Token);
        try
        {
            if (request.ConnectTimeout < request.LoginTimeout)
            {
                await ReachAsync(exchanged.Task, ErrorCode.ConnectTimeout, request.ConnectTimeout).ConfigureAwait(false);
            }

            await ReachAsync(login, ErrorCode.LoginTimeout, request.LoginTimeout).ConfigureAwait(false);
            return await login.ConfigureAwait(false);
        }
        catch (Exception error)
        {
            var told = error is OperationCanceledException && cancellationToken.IsCancellationRequested ? null : error as TimedOutException;
            var why = told?.Error ?? (error is OperationCanceledException ? null : failure.OfLogin(error));
            await cut.CancelAsync().ConfigureAwait(false);
            CutAll();
            _ = TidyAsync(login);
            if (why is null)
            {
                throw;
            }

            throw new NetBatchException(why.Code, why.Message, why.Remedy, told is null ? error : null);
        }

        async Task ReachAsync(Task goal, ErrorCode code, TimeSpan limit)
        {
            var left = limit - request.Time.GetElapsedTime(launchedAt);
            try
            {
                await Task.WhenAny(goal, login).WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, request.Time, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw new TimedOutException(OneTimeCode.InTime(request.Device, failure.OfTimeout(code, limit)));
            }

            if (login.IsFaulted || login.IsCanceled)
            {
                await login.ConfigureAwait(false);
            }
        }
    }

    private async Task<SshNetChannel> LoginAsync(SshNetFailure failure, long launchedAt, CancellationToken cancellationToken)
    {
        SshNetHop? before = null;
        for (var at = 0; at < route.Hops.Count; at++)
        {
            var hop = new SshNetHop(options, known, files, route.Hops[at], request);
            Add(hop);
            if (at == route.Hops.Count - 1)
            {
                _ = hop.Exchanged.ContinueWith(_ => exchanged.TrySetResult(), CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }

            try
            {
                await hop.ConnectAsync(before, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                // A login that fails after it has kept the key all the same.
                if (hop.Accepted is { } first && request.NewHostKey is { } tell)
                {
                    await tell(first).ConfigureAwait(false);
                }
            }

            before = hop;
        }

        var channel = new SshNetChannel(Hops(), request, options, failure, launchedAt);
        try
        {
            await ConnectorThread.RunAsync(() => channel.Start(options.TerminalType)).ConfigureAwait(false);
            request.Transcript?.Connection(request.Command is { } command ? $"The command '{command}' was begun in a channel of its own."
                : "The shell is open.");
            return channel;
        }
        catch
        {
            await channel.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private void Add(SshNetHop hop)
    {
        lock (gate)
        {
            hops.Add(hop);
            if (isCut)
            {
                throw new OperationCanceledException();
            }
        }
    }

    private IReadOnlyList<SshNetHop> Hops()
    {
        lock (gate)
        {
            return [.. hops];
        }
    }

    private void CutAll()
    {
        lock (gate)
        {
            isCut = true;
        }

        foreach (var hop in Hops().Reverse())
        {
            hop.Dispose();
        }
    }

    /// <summary>A login that was given up ends by itself soon, since its sockets are closed; a channel it still made goes with
    /// it.</summary>
    private async Task TidyAsync(Task<SshNetChannel> login)
    {
        await ((Task)login).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        CutAll();
        if (login.IsCompletedSuccessfully)
        {
            await (await login.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }

    private sealed class TimedOutException(RunError error) : Exception(error.Message)
    {
        public RunError Error => error;
    }
}
