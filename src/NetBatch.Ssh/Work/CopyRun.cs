using System.Globalization;
using System.Text;
using NetBatch.Platforms;
using NetBatch.Ssh.Files;

namespace NetBatch.Ssh.Work;

/// <summary>A file on its way to one device, or from it.</summary>
internal sealed class CopyRun(
    DeviceFiles files, FileRules rules, IRunContext run, CopyArgs args, IReadOnlyList<BandwidthLimit> limits,
    Func<string, string, Task<string>> hashOf)
{
    public const string Look = "look";
    public const string Check = "check";

    /// <summary>After a cut a transfer is gone on with so often, as long as it comes further.</summary>
    private const int MostCuts = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Steps steps = new(run);
    private readonly string remote = args.RemotePath(rules.Folder, run.Target.Name);
    private IStepRecorder? recorder;
    private long size;
    private long gone;
    private long resumed;
    private long begun;
    private int told;

    /// <summary>Whether what came is of another length than the device had said: a log that grows, a file that is made while it is
    /// read.</summary>
    private bool isAlive;
    private bool isShort;

    /// <summary>The hash of what was carried, as the device made it while the file still had its name on the way.</summary>
    private string? onDevice;

    /// <summary>The text of the step that carries the file.</summary>
    public static string TextOf(CopyArgs args, FileRules rules, Target target) =>
        args.Fetch ? $"get {args.RemotePath("", target.Name)} to {args.LocalPath(target.Name)}"
            : $"put {args.Source} to {args.RemotePath(rules.Folder, target.Name)}";

    public Task RunAsync(CancellationToken cancellationToken) =>
        LocalProblem.ToldAsync(() => args.Fetch ? GetAsync(cancellationToken) : PutAsync(cancellationToken));

    private async Task PutAsync(CancellationToken cancellationToken)
    {
        size = new FileInfo(args.Source).Length;
        var hash = await hashOf(args.Source, rules.Hash?.Algorithm ?? "sha256").WaitAsync(cancellationToken).ConfigureAwait(false);
        var part = PartOf(remote, hash);
        RemoteFile there = new(false, null, null);
        var looked = await steps.ReadAsync(Look, async (output, cut) =>
        {
            there = await files.LookAsync(remote, part, size, args.Verify, cut).ConfigureAwait(false);
            await output.WriteAsync(Encoding.UTF8.GetBytes(there.ToString()), cut).ConfigureAwait(false);
            return new StepOutcome(there.Exists == false || there.Hash == hash || args.Force ? null : new RunError(
                ErrorCode.FileUnusable,
                there.Exists is null ? $"Whether '{remote}' is on '{run.Target.Name}' already cannot be told."
                    : $"'{remote}' is on '{run.Target.Name}' already{(there.Hash is null ? "" : ", and it is another file")}.",
                "Give another name, or allow writing over it (-Force, --force)."));
        }, cancellationToken).ConfigureAwait(false);
        if (looked.Error is { } refusal)
        {
            throw new NetBatchException(refusal.Code, refusal.Message, refusal.Remedy);
        }

        var isSame = there.Exists == true && there.Hash == hash;
        if (!isSame)
        {
            recorder = await run.BeginChangeAsync(TextOf(args, rules, run.Target), cancellationToken).ConfigureAwait(false);
            await CarryAsync(cut => UploadAsync(part, hash, cut), () => files.CleanAsync(remote, part), cancellationToken)
                .ConfigureAwait(false);
        }

        try
        {
            await CheckAsync(hash, isSame, cancellationToken).ConfigureAwait(false);
        }
        catch (NetBatchException wrong) when (wrong.Code == ErrorCode.TransferFailed)
        {
            await files.CleanAsync(remote, part).ConfigureAwait(false);
            throw;
        }
    }

    private async Task GetAsync(CancellationToken cancellationToken)
    {
        var local = args.LocalPath(run.Target.Name);
        if (File.Exists(local) && !args.Force)
        {
            throw new NetBatchException(ErrorCode.FileUnusable, $"There is a file '{local}' already.",
                "Give another folder, or allow writing over it (-Force, --force).");
        }

        var part = local + ".part";
        PrivateFolder(Path.GetDirectoryName(local)!);
        File.Delete(part);
        recorder = await run.BeginReadAsync(TextOf(args, rules, run.Target), cancellationToken).ConfigureAwait(false);
        await CarryAsync(
            cut => DownloadAsync(part, cut),
            () =>
            {
                File.Delete(part);
                return Task.CompletedTask;
            },
            cancellationToken).ConfigureAwait(false);
        size = new FileInfo(part).Length;
        try
        {
            await CheckAsync(await hashOf(part, rules.Hash?.Algorithm ?? "sha256").ConfigureAwait(false), isSame: false, cancellationToken)
                .ConfigureAwait(false);
        }
        catch
        {
            File.Delete(part);
            throw;
        }

        File.Move(part, local, overwrite: args.Force);
    }

    /// <summary>Carries it over, and over again from where it was cut; what goes wrong for good leaves nothing half.</summary>
    private async Task CarryAsync(Func<CancellationToken, Task> carry, Func<Task> clean, CancellationToken cancellationToken)
    {
        begun = run.Time.GetTimestamp();
        try
        {
            for (var cuts = 0; ; cuts++)
            {
                var before = gone;
                try
                {
                    await LocalProblem.ToldAsync(() => carry(cancellationToken)).ConfigureAwait(false);
                    break;
                }
                catch (NetBatchException cut) when (IsCut(cut, cuts) && cuts < MostCuts)
                {
                    cuts = gone > before ? 0 : cuts;
                    await run.WarnAsync($"The transfer was cut after {gone} bytes and is gone on with: {cut.Message}", cancellationToken)
                        .ConfigureAwait(false);
                    // Most cuts are of one connection alone; a device that is not there yet is given time.
                    await Task.Delay(Pause * cuts, run.Time, cancellationToken).ConfigureAwait(false);
                }
            }

            await recorder!.EndAsync(cancellationToken: run.OwnerLost).ConfigureAwait(false);
        }
        catch (NetBatchException problem) when (problem.Code != ErrorCode.LeaseLost)
        {
            await clean().ConfigureAwait(false);
            await recorder!.EndAsync(problem.ToRunError(), null, run.OwnerLost).ConfigureAwait(false);
            throw;
        }
        catch (OperationCanceledException) when (!run.OwnerLost.IsCancellationRequested)
        {
            await clean().ConfigureAwait(false);
            await recorder!.EndAsync(new RunError(ErrorCode.Stopped, "The transfer was stopped."), null, run.OwnerLost)
                .ConfigureAwait(false);
            throw;
        }
    }

    private static bool IsCut(NetBatchException problem, int cuts) =>
        problem.Code == ErrorCode.SessionClosed || (cuts > 0 && problem.ToRunError().IsRetryable);

    private async Task UploadAsync(string part, string hash, CancellationToken cancellationToken)
    {
        var source = new FileStream(args.Source, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true);
        await using var closing = source.ConfigureAwait(false);
        var there = await files.OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!there.CanResume)
            {
                gone = 0;
                await there.PutAsync(source, size, remote, 0, PaceAsync, cancellationToken).ConfigureAwait(false);
                return;
            }

            var offset = await there.SizeAsync(part, cancellationToken).ConfigureAwait(false) ?? 0;
            await PutWholeAsync(there, source, part, offset > size ? 0 : offset, hash, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await there.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Carries the file until the device's hash of it is right, and gives it its name then.</summary>
    private async Task PutWholeAsync(IRemoteFiles there, Stream source, string part, long offset, string hash,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            (gone, resumed) = (offset, offset == 0 ? 0 : Math.Max(resumed, offset));
            await there.PutAsync(source, size, part, offset, PaceAsync, cancellationToken).ConfigureAwait(false);
            onDevice = args.Verify ? await HashBesideAsync(there, part, cancellationToken).ConfigureAwait(false) : null;
            if (onDevice is null || onDevice == hash)
            {
                break;
            }

            // It never gets its name so; what was gone on with may have been another's beginning.
            await AgainAsync(there, open => open.RemoveAsync(part, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (offset == 0)
            {
                throw Wrong(onDevice, hash);
            }

            await run.WarnAsync($"What was there of '{remote}' was no beginning of this file: it is carried again from its own.",
                cancellationToken).ConfigureAwait(false);
            offset = 0;
        }

        await AgainAsync(there, open => open.RenameAsync(part, remote, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The device's hash of a file; gear that has one session to give gives it when the files' own has ended.</summary>
    private async Task<string?> HashBesideAsync(IRemoteFiles there, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await files.HashAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (NetBatchException problem) when (problem.Code != ErrorCode.LeaseLost)
        {
            await there.DisposeAsync().ConfigureAwait(false);
            return await files.HashAsync(path, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Does something in a session that was idle for as long as the hash took, or in a new one where that has ended.</summary>
    private async Task AgainAsync(IRemoteFiles there, Func<IRemoteFiles, Task> action, CancellationToken cancellationToken)
    {
        try
        {
            await action(there).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is ObjectDisposedException or NetBatchException { Code: ErrorCode.SessionClosed })
        {
            var anew = await files.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var ending = anew.ConfigureAwait(false);
            await action(anew).ConfigureAwait(false);
        }
    }

    private NetBatchException Wrong(string there, string here) => new(
        ErrorCode.TransferFailed, $"'{remote}' on '{run.Target.Name}' has the hash {there}, and the file here {here}.",
        "Carry it again; where that does not help, look at the device's storage.");

    private NetBatchException Nothing() => new(
        ErrorCode.TransferFailed, $"scp carries nothing of '{remote}', which '{run.Target.Name}' makes while it is read.",
        "Fetch it by sftp, or show it by a command.");

    private async Task DownloadAsync(string part, CancellationToken cancellationToken)
    {
        var there = await files.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var ending = there.ConfigureAwait(false);
        var target = new FileStream(part, PrivateFile());
        await using var closing = target.ConfigureAwait(false);
        // What was asked for and never came leaves no hole: only whole pieces in their order were written.
        (gone, resumed) = there.CanResume ? (target.Length, Math.Max(resumed, target.Length)) : (0, 0);
        size = await there.SizeAsync(remote, cancellationToken).ConfigureAwait(false) ?? 0;
        await there.GetAsync(remote, target, gone, PaceAsync, cancellationToken).ConfigureAwait(false);
        (isAlive, isShort) = (there.CanResume && target.Length > size, target.Length < size);
    }

    private async ValueTask PaceAsync(int bytes, CancellationToken cancellationToken)
    {
        foreach (var limit in limits)
        {
            await limit.TakeAsync(bytes, cancellationToken).ConfigureAwait(false);
        }

        gone += bytes;
        var tenth = size == 0 ? 0 : (int)(gone * 10 / size);
        if (tenth > told)
        {
            told = tenth;
            await recorder!.WriteAsync(
                Encoding.UTF8.GetBytes(
                    string.Create(CultureInfo.InvariantCulture, $"{tenth * 10} % of {size} bytes, {Rate() / 1024} KiB/s\n")),
                    cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CheckAsync(string hash, bool isSame, CancellationToken cancellationToken)
    {
        var (checkedHash, hasGrown) = (default(string), false);
        var outcome = await steps.ReadAsync(Check, async (output, cut) =>
        {
            checkedHash = isSame ? hash : onDevice ?? (args.Verify ? await files.HashAsync(remote, cut).ConfigureAwait(false) : null);
            if (args.Fetch && checkedHash is not null && checkedHash != hash && (isAlive || await HasGrownAsync(cut).ConfigureAwait(false)))
            {
                (checkedHash, hasGrown) = (null, true);
            }

            await output.BeginRowsAsync(CopyWork.Columns, cut).ConfigureAwait(false);
            await output.WriteRowAsync(new object?[] { remote, size, !isSame, resumed, isSame ? 0L : Rate(), hash, checkedHash == hash },
                cut).ConfigureAwait(false);
            return new StepOutcome(checkedHash is null || checkedHash == hash ? null
                : (args.Fetch && size == 0 ? Nothing() : Wrong(checkedHash, hash)).ToRunError());
        }, cancellationToken).ConfigureAwait(false);
        if (outcome.Error is { } wrong)
        {
            throw new NetBatchException(wrong.Code, wrong.Message, wrong.Remedy);
        }

        // Files that the device makes while they are read are shorter than it says, and only a hash tells them from a broken one.
        if (isShort && checkedHash is null)
        {
            await run.WarnAsync($"'{remote}' ended before the {size} bytes that the device says it has, and no hash was there to tell why.",
                cancellationToken).ConfigureAwait(false);
        }
        else if (checkedHash is null && args.Verify)
        {
            var why = hasGrown ? "the device wrote to the file while it was fetched, or makes it while it is read."
                : "the platform's file names no command for it (files: hash:).";
            await run.WarnAsync($"The hash was not checked: {why}", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether a file is no longer as long as what came of it, as a log is.</summary>
    private async Task<bool> HasGrownAsync(CancellationToken cancellationToken)
    {
        var there = await files.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var ending = there.ConfigureAwait(false);
        return await there.SizeAsync(remote, cancellationToken).ConfigureAwait(false) is { } now && now > size;
    }

    private long Rate() => (long)((gone - resumed) / Math.Max(0.001, run.Time.GetElapsedTime(begun).TotalSeconds));

    /// <summary>A name beside the file that tells whose beginning it is.</summary>
    private static string PartOf(string path, string hash)
    {
        var at = path.LastIndexOfAny(['/', ':']) + 1;
        return $"{path[..at]}{path[at..]}.{hash[..12]}.part";
    }

    private static void PrivateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static FileStreamOptions PrivateFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read,
            BufferSize = 1 << 16, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
