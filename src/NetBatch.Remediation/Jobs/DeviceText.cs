using System.Buffers;
using System.Text;

namespace NetBatch.Remediation.Jobs;

/// <summary>A config as it was read from a device.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Tree">The same, understood.</param>
internal sealed record DeviceText(string Text, ConfigTree Tree);

/// <summary>Reads configs from a device. Their texts go into documents, not into the steps' outputs.</summary>
internal static class DeviceReading
{
    /// <summary>The output of a command that reads, byte for byte; <paramref name="shown"/>: it is the step's output, too.</summary>
    public static async Task<byte[]> ReadAsync(IRunContext run, IDeviceSession session, string command, CancellationToken cancellationToken, bool shown = false)
    {
        var step = await run.BeginReadAsync(command, cancellationToken).ConfigureAwait(false);
        var kept = new Kept();
        StepOutcome outcome;
        try
        {
            outcome = await session.RunAsync(new DeviceCommand(command), kept, cancellationToken).ConfigureAwait(false);
        }
        catch (NetBatchException problem) when (problem.Code != ErrorCode.LeaseLost)
        {
            await step.EndAsync(problem.ToRunError(), null, run.OwnerLost).ConfigureAwait(false);
            throw;
        }

        if (shown)
        {
            await step.WriteAsync(kept.Bytes, run.OwnerLost).ConfigureAwait(false);
        }

        await step.EndAsync(outcome.Error, outcome.ExitStatus, run.OwnerLost).ConfigureAwait(false);
        return outcome.Error is { } error ? throw new NetBatchException(error.Code, error.Message, error.Remedy) : kept.Bytes;
    }

    /// <summary>The running config. One that is cut off is read again, once.</summary>
    /// <exception cref="NetBatchException">CutOff: the second time, too.</exception>
    public static async Task<byte[]> RunningAsync(IRunContext run, IDeviceSession session, string command, ConfigRules rules, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(run, session, command, cancellationToken).ConfigureAwait(false);
        if (ConfigGuard.CutOff(Encoding.UTF8.GetString(bytes), rules) is null)
        {
            return bytes;
        }

        bytes = await ReadAsync(run, session, command, cancellationToken).ConfigureAwait(false);
        return ConfigGuard.CutOff(Encoding.UTF8.GetString(bytes), rules) is { } finding ? throw ConfigPair.Refusal(finding) : bytes;
    }

    /// <summary>The command that shows the running config in the form of the intended one.</summary>
    public static string ShowCommand(ConfigMeans means, Device device, string? other)
    {
        var usual = means.ShowRunning ?? throw new NetBatchException(
            ErrorCode.InvalidPlatform, $"The platform '{device.Platform}' declares no way to show its configuration.", "Add 'show: {running: ...}' to its platform file.");
        return means.ShowFlat is { } flat && other?.Contains('{', StringComparison.Ordinal) == false ? flat : usual;
    }

    private sealed class Kept : IStepRecorder
    {
        private readonly ArrayBufferWriter<byte> bytes = new();

        public byte[] Bytes => bytes.WrittenSpan.ToArray();

        public ValueTask WriteAsync(ReadOnlyMemory<byte> output, CancellationToken cancellationToken)
        {
            bytes.Write(output.Span);
            return default;
        }

        public ValueTask BeginRowsAsync(RowSet set, CancellationToken cancellationToken) => throw new InvalidOperationException("A config has no rows.");

        public ValueTask WriteRowAsync(ReadOnlyMemory<object?> values, CancellationToken cancellationToken) => throw new InvalidOperationException("A config has no rows.");

        public ValueTask FailRowsAsync(string reason, CancellationToken cancellationToken) => throw new InvalidOperationException("A config has no rows.");

        public ValueTask EndAsync(RunError? error, int? exitStatus, CancellationToken cancellationToken) => default;
    }
}
