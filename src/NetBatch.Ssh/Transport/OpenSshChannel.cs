using System.IO.Pipelines;

namespace NetBatch.Ssh.Transport;

/// <summary>A client process and the channel that it carries.</summary>
internal sealed class OpenSshChannel : ISshChannel
{
    // How long, after the client has ended, its log may stay open in another process of its tree.
    private static readonly TimeSpan LogPatience = TimeSpan.FromSeconds(2);

    private readonly SshProcess _process;
    private readonly SessionFiles _files;
    private readonly SshFailure _failure;
    private readonly SshErrorOutput _errors;
    private readonly ExecOutput? _exec;
    private readonly Task _logFollowed;
    private readonly Task _errorsFollowed;
    private readonly Task _outputFollowed;
    private readonly Task _tidied;
    private readonly Action<OpenSshChannel> _disposed;
    private int _isDisposed;

    public OpenSshChannel(SshProcess process, SessionFiles files, SshFailure failure, int hops, bool terminal, bool gated, long launchedAt, Action<OpenSshChannel> disposed)
    {
        _process = process;
        _files = files;
        _failure = failure;
        _disposed = disposed;
        LaunchedAt = launchedAt;
        LogLines = new SshLog(hops);
        _exec = terminal ? null : new ExecOutput();
        _errors = new SshErrorOutput(gated ? files.Mark : null, _exec is null ? static _ => ValueTask.CompletedTask : _exec.WriteAsync);
        _logFollowed = LogLines.FollowAsync(files.Log);
        _errorsFollowed = _errors.FollowAsync(process.Error);
        _outputFollowed = _exec?.FollowAsync(process.Output, _errorsFollowed) ?? Task.CompletedTask;
        _tidied = TidyAsync();
        Output = _exec?.Reader ?? PipeReader.Create(process.Output, new StreamPipeReaderOptions(bufferSize: 16 * 1024, leaveOpen: true));
        Input = PipeWriter.Create(process.Input, new StreamPipeWriterOptions(leaveOpen: true));
        Drained = DrainAsync();
        Ending = EndAsync();
    }

    public PipeReader Output { get; }

    public PipeWriter Input { get; }

    public long LaunchedAt { get; }

    public Task<SshEnding> Ending { get; }

    public SshLog LogLines { get; }

    /// <summary>What came on the error stream.</summary>
    public string Said => _errors.Said;

    /// <summary>Ends with the client, when all that it logged has been read; its exit status.</summary>
    public Task<int> Drained { get; }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            await Ending.ConfigureAwait(false);
            return;
        }

        _process.Kill();
        _exec?.Abandon();
        await Ending.ConfigureAwait(false);
        await _process.DisposeAsync().ConfigureAwait(false);
        _files.Dispose();

        await Task.WhenAll(_logFollowed, _errorsFollowed, _outputFollowed, _tidied).ConfigureAwait(false);
        _exec?.Dispose();
        _disposed(this);
    }

    /// <summary>Removes the session's files as soon as the client has read them all.</summary>
    private async Task TidyAsync()
    {
        await Task.WhenAny(LogLines.FirstLine, _process.Exited).ConfigureAwait(false);
        _files.ReleaseLog();
        await Task.WhenAny(LogLines.Entered, _process.Exited).ConfigureAwait(false);
        _files.Remove();
    }

    private async Task<int> DrainAsync()
    {
        var status = await _process.Exited.ConfigureAwait(false);
        _process.KillLeftovers();
        await _tidied.ConfigureAwait(false);
        try
        {
            await Task.WhenAll(_logFollowed, _errorsFollowed).WaitAsync(LogPatience, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
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
        return Volatile.Read(ref _isDisposed) != 0
            ? new SshEnding(null, null)
            : _failure.OfSession(LogLines, Said, status);
    }
}
