using System.Text;

namespace NetBatch.Remediation.Jobs;

/// <summary>What a device showed before its change, held against what it shows after.</summary>
internal sealed class StateWatch(IStateCheck check, IDeviceConnector connector, IRunContext run, Device device, RemediationArgs args)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, string> before = [];

    /// <summary>Reads what is to be kept.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidTemplate"/>: an output cannot be compared, so nothing may be
    /// sent.</exception>
    public async Task BeginAsync(IDeviceSession session, CancellationToken cancellationToken)
    {
        foreach (var command in args.Check)
        {
            // Asked again here: a stored job may be older than the platform file.
            if (device.Platform is not { Length: > 0 } platform || connector.Classify(platform, command) == StepEffect.Change)
            {
                throw new NetBatchException(
                    ErrorCode.ChangeNotAllowed,
                    $"'{SecretRedactor.Redact(command)}' is not known to only read on '{device.Platform}'. Nothing was sent.",
                    "Check by commands that read.");
            }

            before[command] = await ReadAsync(session, command, cancellationToken).ConfigureAwait(false);
            if (check.Problem(device.Platform, command, before[command]) is { } problem)
            {
                throw new NetBatchException(
                    ErrorCode.InvalidTemplate,
                    $"The state before the change cannot be compared by '{command}': {problem} Nothing was sent.",
                    "Check by a command that has a template.");
            }
        }
    }

    /// <summary>What the device has lost; null: nothing. What comes back within the time for it is not lost.</summary>
    public async Task<NetBatchException?> LossAsync(IDeviceSession session, TimeSpan most)
    {
        var since = run.Time.GetTimestamp();
        while (true)
        {
            var loss = await NowAsync(session).ConfigureAwait(false);
            if (loss is null || run.Time.GetElapsedTime(since) >= most || run.SafeStop.IsCancellationRequested)
            {
                return loss;
            }

            try
            {
                await Task.Delay(Pause, run.Time, run.SafeStop).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!run.OwnerLost.IsCancellationRequested)
            {
                // Looked at once more, then decided.
            }
        }
    }

    private async Task<NetBatchException?> NowAsync(IDeviceSession session)
    {
        foreach (var command in args.Check)
        {
            var now = await ReadAsync(session, command, run.OwnerLost).ConfigureAwait(false);
            var lost = check.Problem(device.Platform, command, now) is { } problem ? [problem]
                : check.Lost(device.Platform, command, before[command], now);
            if (lost.Count > 0)
            {
                return new NetBatchException(
                    ErrorCode.CheckFailed,
                    $"After the change '{command}' is not as before: {lost[0]}{(lost.Count > 1 ? $", and {lost.Count - 1} more" : "")}.",
                    "Look why the change costs this; where it is meant, deploy without that check.");
            }
        }

        return null;
    }

    private async Task<string> ReadAsync(IDeviceSession session, string command, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString(
            await DeviceRun.ReadAsync(run, session, command, shown: true, most: null, cancellationToken).ConfigureAwait(false));
}
