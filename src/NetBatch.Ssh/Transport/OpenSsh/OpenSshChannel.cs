using System.IO.Pipelines;

namespace NetBatch.Ssh.Transport;

/// <summary>A client process and the channel that it carries.</summary>
internal sealed class OpenSshChannel : ISshChannel
{
    // How long, after the client has ended, its log may stay open in another process of its tree.
    private static readonly TimeSpan LogPatience = TimeSpan.FromSeconds(2);

    private readonly SshProcess process;
    private readonly SessionFiles files;
    private readonly OpenSshFailure failure;
    private readonly SshErrorOutput errors;
    private readonly ExecOutput? exec;
    private readonly Task logFollowed;
    private readonly Task errorsFollowed;
    private readonly Task outputFollowed;
    private readonly Task tidied;
    private readonly Action<OpenSshChannel> disposed;
    private int isDisposed;

    public OpenSshChannel(SshProcess process, SessionFiles files, OpenSshFailure failure, int hops, SshRequest request, bool gated,
        long launchedAt, Action<OpenSshChannel> disposed)
    {
        this.process = process;
        this.files = files;
        this.failure = failure;
        this.disposed = disposed;
        LaunchedAt = launchedAt;
        LogLines = new SshLog(hops, request.Transcript);
        exec = request.Terminal ? null : new ExecOutput();
        errors = new SshErrorOutput(gated ? files.Mark : null,
            exec is null || request.Subsystem is not null ? static _ => ValueTask.CompletedTask : exec.WriteAsync);
        logFollowed = LogLines.FollowAsync(files.Log);
        errorsFollowed = errors.FollowAsync(process.Error);
        outputFollowed = exec?.FollowAsync(process.Output, errorsFollowed) ?? Task.CompletedTask;
        tidied = TidyAsync();
        Output = exec?.Reader ?? PipeReader.Create(process.Output, new StreamPipeReaderOptions(bufferSize: 16 * 1024, leaveOpen: true));
        Input = new GuardedInput(request.BeforeSend, SendAsync, EndInput);
        Drained = DrainAsync();
        Ending = EndAsync();
    }

    public PipeReader Output { get; }

    public PipeWriter Input { get; }

    public long LaunchedAt { get; }

    public Task<SshEnding> Ending { get; }

    public SshLog LogLines { get; }

    /// <summary>What came on the error stream.</summary>
    public string Said => errors.Said;

    /// <summary>Ends with the client, when all that it logged has been read; its exit status.</summary>
    public Task<int> Drained { get; }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) != 0)
        {
            await Ending.ConfigureAwait(false);
            return;
        }

        process.Kill();
        exec?.Abandon();
        await Ending.ConfigureAwait(false);
        await process.DisposeAsync().ConfigureAwait(false);
        files.Dispose();

        await Task.WhenAll(logFollowed, errorsFollowed, outputFollowed, tidied).ConfigureAwait(false);
        exec?.Dispose();
        disposed(this);
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await process.Input.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            await process.Input.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectDisposedException error)
        {
            throw new IOException("The channel has ended.", error);
        }
    }

    /// <summary>Ends the remote program's input. A shell with a terminal has no such end.</summary>
    private void EndInput()
    {
        if (exec is null)
        {
            return;
        }

        try
        {
            process.Input.Dispose();
        }
        catch (IOException)
        {
            // The client has just ended.
        }
    }

    /// <summary>Removes the session's files as soon as the client has read them all.</summary>
    private async Task TidyAsync()
    {
        await Task.WhenAny(LogLines.FirstLine, process.Exited).ConfigureAwait(false);
        files.ReleaseLog();
        await Task.WhenAny(LogLines.Entered, process.Exited).ConfigureAwait(false);
        files.Remove();
    }

    private async Task<int> DrainAsync()
    {
        var status = await process.Exited.ConfigureAwait(false);
        process.KillLeftovers();
        await tidied.ConfigureAwait(false);
        try
        {
            await Task.WhenAll(logFollowed, errorsFollowed).WaitAsync(LogPatience, TimeProvider.System, CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // What is there must do.
        }

        return status;
    }

    private async Task<SshEnding> EndAsync()
    {
        var status = await Drained.ConfigureAwait(false);
        return Volatile.Read(ref isDisposed) != 0
            ? new SshEnding(null, null)
            : failure.OfSession(LogLines, Said, status);
    }
}
