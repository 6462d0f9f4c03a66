using NetBatch.Platforms;
using NetBatch.Ssh.Shell;
using NetBatch.Ssh.Work;

namespace NetBatch.Ssh.Files;

/// <summary>What is known of a file on a device before it is carried there.</summary>
/// <param name="Exists">Whether it is there; null: nobody tells.</param>
/// <param name="Hash">Its hash; null: not known.</param>
/// <param name="Free">Bytes that are free; null: not known.</param>
internal sealed record RemoteFile(bool? Exists, string? Hash, long? Free)
{
    public override string ToString() =>
        $"{(Exists switch { true => "there already", false => "not there yet", _ => "whether it is there is not known" })}"
            + $"{(Free is { } free ? $", {free} bytes free" : "")}\n";
}

/// <summary>The files of a run's device: by its own commands where its platform names them, else by the protocol.</summary>
/// <param name="connector">Opens the connections.</param>
/// <param name="rules">What the platform's file says.</param>
/// <param name="run">The run.</param>
/// <param name="device">The device.</param>
/// <param name="protocol"><c>auto</c>, <c>sftp</c> or <c>scp</c>.</param>
internal sealed class DeviceFiles(DeviceConnector connector, FileRules rules, IRunContext run, Device device, string protocol)
    : IAsyncDisposable
{
    private const string Scp = "scp";

    private readonly ExecOpener opener = connector.Opener(run, device);
    private IReadOnlyList<string> order = protocol == "auto" ? rules.Protocols : [protocol];
    private IRemoteFiles? idle;

    private bool OnlyScp => order is [Scp];

    /// <summary>Opens a connection for files, by the first protocol that works; or gives the one that has looked.</summary>
    public async Task<IRemoteFiles> OpenAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref idle, null) is { } kept)
        {
            return kept;
        }

        for (var at = 0; ; at++)
        {
            try
            {
                IRemoteFiles files = order[at] == Scp ? new ScpFiles(opener, run)
                    : await SftpAsync(cancellationToken).ConfigureAwait(false);
                order = [order[at]];
                return files;
            }
            catch (NetBatchException other) when (at + 1 < order.Count && other.Code is ErrorCode.TransferFailed or ErrorCode.SessionClosed)
            {
                await run.WarnAsync($"The device serves no {order[at]} ({other.Message}); {order[at + 1]} is taken.", cancellationToken)
                    .ConfigureAwait(false);
            }
        }
    }

    /// <summary>Looks whether a file may go there.</summary>
    /// <exception cref="NetBatchException">The device's file server is off, or it has too little space.</exception>
    public async Task<RemoteFile> LookAsync(string path, string part, long size, bool verify, CancellationToken cancellationToken)
    {
        var (exists, free, begun) = (default(bool?), default(long?), 0L);
        if (rules.Needs is not null || OnlyScp)
        {
            await InSessionAsync(async session =>
            {
                await EnsureServerAsync(session, cancellationToken).ConfigureAwait(false);
                (exists, free) = OnlyScp ? await FactsAsync(session, path, verify, cancellationToken).ConfigureAwait(false) : (null, null);
            }).ConfigureAwait(false);
        }

        if (!OnlyScp)
        {
            // A login costs as much as some megabytes: the transfer goes on with this one.
            var files = idle = await OpenAsync(cancellationToken).ConfigureAwait(false);
            if (files.CanResume)
            {
                exists = await files.SizeAsync(path, cancellationToken).ConfigureAwait(false) is not null;
                begun = await files.SizeAsync(part, cancellationToken).ConfigureAwait(false) ?? 0;
                free = verify ? await files.FreeAsync(FolderOf(path), cancellationToken).ConfigureAwait(false) : null;
            }
            else
            {
                await InSessionAsync(async session =>
                    (exists, free) = await FactsAsync(session, path, verify, cancellationToken).ConfigureAwait(false))
                    .ConfigureAwait(false);
            }
        }

        string? hash = null;
        if (exists != false)
        {
            // Gear that gives one session at a time has to give another now.
            await CloseAsync().ConfigureAwait(false);
            // Where nothing else tells, a file that has a hash is there.
            hash = await HashAsync(path, cancellationToken).ConfigureAwait(false);
        }

        exists ??= hash is not null ? true : rules.Hash is not null ? false : null;
        return verify && free is { } room && room < size - begun
            ? throw new NetBatchException(ErrorCode.FileUnusable,
                $"'{device.Name}' has {room} bytes free, and the file needs {size - begun}.", "Make room on the device.")
            : new RemoteFile(exists, hash, free);
    }

    public ValueTask DisposeAsync() => CloseAsync();

    /// <summary>The hash of a file as the device makes it; null: it makes none, or has no such file.</summary>
    public async Task<string?> HashAsync(string path, CancellationToken cancellationToken)
    {
        string? hash = null;
        if (rules.Hash is { } rule)
        {
            await InSessionAsync(async session =>
            {
                if (await AskAsync(session, Filled(rule.Show, path), cancellationToken).ConfigureAwait(false) is { } shown)
                {
                    hash = rule.ValueIn(shown);
                }
            }).ConfigureAwait(false);
        }

        return hash is null ? null : Convert.ToHexStringLower(Convert.FromHexString(hash));
    }

    /// <summary>Takes away what a transfer that was given up has left; what does not work is told.</summary>
    public async Task CleanAsync(string path, string part)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30), run.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, run.OwnerLost);
        try
        {
            if (OnlyScp)
            {
                if (rules.Remove is { } remove)
                {
                    await InSessionAsync(async session => await AskAsync(session, Filled(remove, path), both.Token).ConfigureAwait(false))
                        .ConfigureAwait(false);
                    return;
                }

                await run.WarnAsync($"'{path}' may be on the device in part: its platform's file names no command that removes it.",
                    run.OwnerLost).ConfigureAwait(false);
                return;
            }

            var files = await OpenAsync(both.Token).ConfigureAwait(false);
            await using var ending = files.ConfigureAwait(false);
            await files.RemoveAsync(part, both.Token).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is OperationCanceledException or NetBatchException { Code: not ErrorCode.LeaseLost }
            && !run.OwnerLost.IsCancellationRequested)
        {
            await run.WarnAsync($"'{(OnlyScp ? path : part)}' may be on the device in part, and could not be removed: {problem.Message}",
                run.OwnerLost).ConfigureAwait(false);
        }
    }

    private ValueTask CloseAsync() => Interlocked.Exchange(ref idle, null)?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<SftpFiles> SftpAsync(CancellationToken cancellationToken)
    {
        var channel = await opener.OpenForFilesAsync(null, "sftp", cancellationToken).ConfigureAwait(false);
        return new SftpFiles(
            await SftpConnection.OpenAsync(channel, run.Time, run.Order.StepTimeout, cancellationToken).ConfigureAwait(false));
    }

    private async Task<(bool? Exists, long? Free)> FactsAsync(IDeviceSession session, string path, bool verify,
        CancellationToken cancellationToken)
    {
        bool? exists = rules.Exists is { } show
            ? await AskAsync(session, Filled(show, path), cancellationToken).ConfigureAwait(false) is not null : null;
        var shown = verify && rules.Space is { } space
            ? await AskAsync(session, Filled(space.Show, path), cancellationToken).ConfigureAwait(false) : null;
        return (exists, shown is null ? null : rules.Space!.BytesIn(shown));
    }

    private async Task EnsureServerAsync(IDeviceSession session, CancellationToken cancellationToken)
    {
        if (rules.Needs is { } needs
            && (await AskAsync(session, needs.Show, cancellationToken).ConfigureAwait(false) is not { } shown
                || !needs.Match.IsMatch(shown)))
        {
            throw new NetBatchException(ErrorCode.FileUnusable, $"The file server of '{device.Name}' is off.", $"Configure {needs.Title}.");
        }
    }

    private async Task InSessionAsync(Func<IDeviceSession, Task> work)
    {
        // Who the login is matters only where privilege is raised, and asking costs a connection of its own.
        if (device.EnableCredential is null && connector.Exec(run, device) is { } exec)
        {
            await using var closing = exec.ConfigureAwait(false);
            await work(exec).ConfigureAwait(false);
            return;
        }

        await DeviceRun.InSessionAsync(
            connector,
            run,
            async session =>
            {
                if (device.EnableCredential is not null)
                {
                    await session.RaisePrivilegeAsync(run.SafeStop).ConfigureAwait(false);
                }

                await work(session).ConfigureAwait(false);
            },
            run.SafeStop).ConfigureAwait(false);
    }

    /// <summary>What a command shows; null: the device refused it.</summary>
    private static async Task<string?> AskAsync(IDeviceSession session, string command, CancellationToken cancellationToken)
    {
        var shown = new KeptOutput();
        var outcome = await session.RunAsync(new DeviceCommand(command), shown, cancellationToken).ConfigureAwait(false);
        return outcome.Error is null ? shown.Text.Replace("\r", "", StringComparison.Ordinal) : null;
    }

    private static string Filled(string command, string path) => command
        .Replace("{path}", ScpFiles.Word(path), StringComparison.Ordinal)
        .Replace("{folder}", ScpFiles.Word(FolderOf(path)), StringComparison.Ordinal);

    private static string FolderOf(string path) => path.LastIndexOfAny(['/', ':']) is var at and >= 0 ? path[..(at + 1)] : ".";
}
