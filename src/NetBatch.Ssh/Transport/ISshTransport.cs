using System.IO.Pipelines;

namespace NetBatch.Ssh.Transport;

/// <summary>Opens authenticated SSH channels: in this process, or by the OpenSSH client. One suite of tests holds both to this
/// contract.</summary>
public interface ISshTransport
{
    /// <summary>
    /// Makes a connection and returns when it is authenticated and its channel is asked for. ConnectTimeout and
    /// LoginTimeout count from launch.
    /// </summary>
    /// <exception cref="NetBatchException">A connect-class code that says why; the words of who refused are in the message.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing of the connection is left.</exception>
    Task<ISshChannel> OpenAsync(SshRequest request, CancellationToken cancellationToken);

    /// <summary>Where a device's connection would go now.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.SshClientUnusable"/>: the config that says it cannot be used.</exception>
    SshDestination Destination(Device device) => SshDestination.Of(device);
}

/// <summary>What a connection needs.</summary>
public sealed record SshRequest
{
    /// <summary>Where to, with its options and jump hosts.</summary>
    public required Device Device { get; init; }

    /// <summary>Gives the secrets of the device and of each jump host, when they are asked for.</summary>
    public required ISecretResolver Secrets { get; init; }

    /// <summary>The command to run by an exec channel, or null for a shell.</summary>
    public string? Command { get; init; }

    /// <summary>The subsystem to ask for instead of a shell or a command, such as <c>sftp</c> (RFC 4254, section 6.5); or null.</summary>
    public string? Subsystem { get; init; }

    /// <summary>Whether files go over it: then what costs least for each byte is offered first.</summary>
    public bool IsBulk { get; init; }

    /// <summary>Whether the channel has a terminal.</summary>
    public bool Terminal { get; init; } = true;

    /// <summary>From launch to the end of the key exchange.</summary>
    public required TimeSpan ConnectTimeout { get; init; }

    /// <summary>From launch to the end of the authentication at most (the first prompt has the same limit, kept by the shell).</summary>
    public required TimeSpan LoginTimeout { get; init; }

    /// <summary>
    /// Asked right before bytes of the caller go out: what is written, and the exec channel's command. They follow at
    /// once when it has ended; where it throws, nothing of that write is ever sent.
    /// </summary>
    public Func<CancellationToken, ValueTask>? BeforeSend { get; init; }

    /// <summary>
    /// Is told of a process that the transport has started for the connection, before anything is sent to it; the
    /// channel opens only after this has returned. A transport that works in this process never calls it.
    /// </summary>
    public Func<ChildProcess, ValueTask>? Started { get; init; }

    /// <summary>What is done about host keys; null: as the user's ssh_config says, else by <see cref="IsAttended"/>.</summary>
    public HostKeyPolicy? HostKeys { get; init; }

    /// <summary>Whether somebody sees it when a first key is accepted; where nobody does, only hosts on loopback have theirs
    /// accepted.</summary>
    public bool IsAttended { get; init; } = true;

    /// <summary>Is told of each first key that was accepted on the way, when the login is done.</summary>
    public Func<KnownHostKey, ValueTask>? NewHostKey { get; init; }

    /// <summary>Takes down how the connection is made; null: nobody wants to know.</summary>
    public ITranscript? Transcript { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Refuses a command of more than one line: a device would take the second for a command of its own.</summary>
    internal void EnsureOneLine()
    {
        if (Command?.AsSpan().IndexOfAny('\n', '\r', '\0') >= 0)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"{Device.Name}: the command has a line break.",
                "Give one line for each command.");
        }
    }
}

/// <summary>An authenticated channel. Disposing cuts the connection with all that carries it, and never throws.</summary>
public interface ISshChannel : IAsyncDisposable
{
    /// <summary>What the device sends, bytes as they come; ends when the channel ends.</summary>
    PipeReader Output { get; }

    /// <summary>What is sent to the device. Writing after the end throws <see cref="IOException"/>.</summary>
    PipeWriter Input { get; }

    /// <summary>Time of launch, in <see cref="TimeProvider.GetTimestamp"/> of the request's clock.</summary>
    long LaunchedAt { get; }

    /// <summary>Ends with the channel; tells how.</summary>
    Task<SshEnding> Ending { get; }
}

/// <summary>How a channel ended.</summary>
/// <param name="ExitStatus">Exit status of the remote command; 255 where the connection itself failed; null where the device sent none or
/// it was ended from here.</param>
/// <param name="Error">Why, where it was not an ordinary end.</param>
public sealed record SshEnding(int? ExitStatus, RunError? Error);
