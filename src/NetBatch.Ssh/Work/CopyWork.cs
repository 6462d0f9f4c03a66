using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using NetBatch.Platforms;
using NetBatch.Ssh.Files;
using NetBatch.Ssh.Shell;

namespace NetBatch.Ssh.Work;

/// <summary>
/// The kind <c>copy</c>: carries a file to devices or from them, by SFTP or scp over the same connections as all else. A file goes
/// under a name of its own first where the protocol can, is gone on with after a cut, and has its name only when it is whole.
/// </summary>
/// <param name="connector">Opens the connections.</param>
/// <param name="platforms">The platforms that are known.</param>
public sealed class CopyWork(DeviceConnector connector, PlatformCatalog platforms) : WorkKind
{
    private readonly ConcurrentDictionary<(string Job, string Site), BandwidthLimit> limits = new();
    private readonly ConcurrentDictionary<(string Path, long Size, DateTime Changed, string Algorithm), Task<string>> hashes = new();

    /// <summary>What the row of a device's result looks like.</summary>
    public static RowSet Columns { get; } = new(
        "copy",
        [
            new("File", RowType.Text), new("Bytes", RowType.WholeNumber), new("Copied", RowType.Switch),
            new("Resumed", RowType.WholeNumber),
            new("BytesPerSecond", RowType.WholeNumber), new("Hash", RowType.Text), new("Verified", RowType.Switch),
        ]);

    /// <inheritdoc/>
    public override string Name => "copy";

    /// <inheritdoc/>
    public override string TargetKind => "device";

    /// <inheritdoc/>
    public override WorkTraits Traits => WorkTraits.MayChange | WorkTraits.Resumable;

    /// <inheritdoc/>
    public override IReadOnlyList<WorkOption> Options => CopyArgs.Options;

    /// <inheritdoc/>
    public override IEnumerable<WorkProblem> Validate(JsonElement args, IReadOnlyList<Target> targets) =>
        CopyArgs.Read(args).Problems().Concat(WorkArgs.CheckPlatforms(targets, connector.Knows, () => connector.Platforms));

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedStep> Plan(JsonElement args, Target target)
    {
        var (read, rules) = (CopyArgs.Read(args), platforms.Files((target as Device)?.Platform ?? ""));
        return read.Fetch
            ? [new PlannedStep(CopyRun.TextOf(read, rules, target), StepEffect.Read)]
            : [new PlannedStep(CopyRun.Look, StepEffect.Read), new PlannedStep(CopyRun.TextOf(read, rules, target), StepEffect.Change),
                new PlannedStep(CopyRun.Check, StepEffect.Read)];
    }

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<string>> LockKeysAsync(Target target, CancellationToken cancellationToken) =>
        DeviceLock.KeysAsync(connector, target, cancellationToken);

    /// <inheritdoc/>
    public override async Task RunAsync(IRunContext run, CancellationToken cancellationToken)
    {
        var (device, args) = (DeviceRun.Device(run), CopyArgs.Read(run.Args));
        var rules = platforms.Files(device.Platform ?? "");
        List<BandwidthLimit> own = [];
        if (args.Bandwidth is { } whole)
        {
            own.Add(limits.GetOrAdd((run.Order.JobId, ""), _ => new BandwidthLimit(whole, run.Time)));
        }

        if (args.SiteBandwidth is { } each)
        {
            own.Add(limits.GetOrAdd((run.Order.JobId, "site " + device.Labels.GetValueOrDefault("site")),
                _ => new BandwidthLimit(each, run.Time)));
        }

        var files = new DeviceFiles(connector, rules, run, device, args.Protocol);
        await using var closing = files.ConfigureAwait(false);
        await new CopyRun(files, rules, run, args, own, HashAsync).RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The hash of a file of this machine; made once, however many devices get it.</summary>
    private Task<string> HashAsync(string path, string algorithm)
    {
        var file = new FileInfo(path);
        var known = (file.FullName, file.Length, file.LastWriteTimeUtc, algorithm);
        if (hashes.TryGetValue(known, out var made) && made.IsFaulted)
        {
            hashes.TryRemove(new(known, made)); // What could not be read may be readable by now.
        }

        return hashes.GetOrAdd(known, static async key =>
        {
            var stream = new FileStream(key.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true);
            await using var closing = stream.ConfigureAwait(false);
#pragma warning disable CA5350, CA5351 // What a device can make is what there is to compare with.
            return Convert.ToHexStringLower(key.Algorithm switch
            {
                "md5" => await MD5.HashDataAsync(stream, CancellationToken.None).ConfigureAwait(false),
                "sha1" => await SHA1.HashDataAsync(stream, CancellationToken.None).ConfigureAwait(false),
                "sha512" => await SHA512.HashDataAsync(stream, CancellationToken.None).ConfigureAwait(false),
                _ => await SHA256.HashDataAsync(stream, CancellationToken.None).ConfigureAwait(false),
            });
#pragma warning restore CA5350, CA5351
        });
    }
}
