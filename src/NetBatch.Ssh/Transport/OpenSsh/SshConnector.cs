namespace NetBatch.Ssh.Transport;

/// <summary>Launches a client for one request and follows it until it is authenticated.</summary>
internal sealed class SshConnector(
    SshTransportOptions options, SshClientProgram program, RuntimeFolder runtime, SshSecretBroker broker, ProcessStarter starter)
{
    /// <summary>Opens a channel.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="route">Over which hosts.</param>
    /// <param name="opened">Called when there is a process.</param>
    /// <param name="closed">Called when the channel has been disposed of.</param>
    /// <param name="cancellationToken">Kills the client.</param>
    public async Task<OpenSshChannel> OpenAsync(
        SshRequest request, SshRoute route, Action<OpenSshChannel> opened, Action<OpenSshChannel> closed,
        CancellationToken cancellationToken)
    {
        var failure = new OpenSshFailure(route, request);
        var launch = new SshLaunch(options, program, runtime, route, request);
        var files = launch.Prepare();
        var answers = new SshAnswers(route, files, failure, cancellationToken);
        using var registration = route.NeedsAnswers ? broker.Register(files.Name, answers.Ask) : null;
        OpenSshChannel? channel = null;
        try
        {
            var launchedAt = 0L;
            var started = await starter.StartAsync(launch.Describe(files), () => launchedAt = request.Time.GetTimestamp())
                .ConfigureAwait(false);
            var process = new SshProcess(started, program, route.Hops.Count > 1 || route.NeedsAnswers);
            channel = new OpenSshChannel(process, files, failure, route.Hops.Count, request, launch.Gated, launchedAt, closed);
            opened(channel);
            if (request.Started is not null && process.Child is not null)
            {
                await request.Started(process.Child).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            answers.Begin(process.Id);
            try
            {
                await FollowAsync(channel, answers, failure, request, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                foreach (var key in channel.LogLines.Accepted)
                {
                    if (request.NewHostKey is { } told)
                    {
                        await told(key).ConfigureAwait(false);
                    }
                }
            }

            if (request is { Command: not null, BeforeSend: { } ask })
            {
                await ask(cancellationToken).ConfigureAwait(false);
            }

            files.OpenGate();
            return channel;
        }
        catch
        {
            if (channel is null)
            {
                files.Dispose();
            }
            else
            {
                await channel.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    private static async Task FollowAsync(
        OpenSshChannel channel, SshAnswers answers, OpenSshFailure failure, SshRequest request, CancellationToken cancellationToken)
    {
        var log = channel.LogLines;
        if (request.ConnectTimeout < request.LoginTimeout)
        {
            await ReachAsync(log.KeyExchanged, ErrorCode.ConnectTimeout, request.ConnectTimeout).ConfigureAwait(false);
        }

        await ReachAsync(log.Authenticated, ErrorCode.LoginTimeout, request.LoginTimeout).ConfigureAwait(false);

        async Task ReachAsync(Task goal, ErrorCode code, TimeSpan limit)
        {
            var left = limit - request.Time.GetElapsedTime(channel.LaunchedAt);
            try
            {
                await Task.WhenAny(goal, answers.Refused, channel.Drained)
                    .WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, request.Time, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw Failed(OneTimeCode.InTime(request.Device, failure.OfTimeout(code, log, limit)));
            }

            if (goal.IsCompleted)
            {
                return;
            }

            if (answers.Refused.IsCompleted)
            {
                throw Failed(await answers.Refused.ConfigureAwait(false));
            }

            throw Failed(failure.OfLogin(log, channel.Said, await channel.Drained.ConfigureAwait(false)));
        }
    }

    private static NetBatchException Failed(RunError error) => new(error.Code, error.Message, error.Remedy);
}
