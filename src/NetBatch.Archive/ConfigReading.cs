using System.Buffers;
using System.Text;

namespace NetBatch.Archive;

/// <summary>Reads the parts of a device's configuration. Their texts are kept as versions, not as the steps' outputs.</summary>
internal sealed class ConfigReading(IRunContext run, IDeviceSession session, ArchiveRules rules, IReadOnlyList<string> ends)
{
    /// <summary>No configuration is so long; a device that does not end must not fill the memory.</summary>
    private const int MostBytes = 64 << 20;

    /// <summary>Reads the parts and who changed the device last.</summary>
    /// <exception cref="NetBatchException">The running configuration cannot be read whole, or the session broke.</exception>
    public async Task<DeviceConfigs> ReadAsync(IReadOnlyList<string> parts, CancellationToken cancellationToken)
    {
        List<DevicePart> read = [];
        foreach (var part in parts)
        {
            try
            {
                read.Add(new DevicePart(part, await PartAsync(part, cancellationToken).ConfigureAwait(false)));
            }
            catch (NetBatchException refused) when (refused.Code is ErrorCode.CommandRejected && part != ArchiveRules.Running)
            {
                // What a model of the platform does not know, or what was never saved, is no reason to lose the rest.
                await run.WarnAsync($"The part '{part}' was not read: {refused.Message}", cancellationToken).ConfigureAwait(false);
            }
        }

        return new DeviceConfigs(read, await AuthorAsync(read, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>A text that is cut off is read again, once: half a configuration must never look like a change.</summary>
    private async Task<byte[]> PartAsync(string part, CancellationToken cancellationToken)
    {
        var commands = rules.Commands[part];
        var bytes = await AllAsync(commands, cancellationToken).ConfigureAwait(false);
        if (Missing(part, bytes) is null)
        {
            return bytes;
        }

        bytes = await AllAsync(commands, cancellationToken).ConfigureAwait(false);
        return Missing(part, bytes) is { } missing
            ? throw new NetBatchException(ErrorCode.CutOff, $"What '{commands[0]}' showed {missing}.",
                "Read it again; where the device prints no such end, say so in its platform's file (end_markers: []).")
            : bytes;
    }

    private string? Missing(string part, byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes).AsSpan().Trim();
        if (text.IsEmpty)
        {
            return "is empty";
        }

        if (part is not (ArchiveRules.Running or ArchiveRules.Startup) || ends.Count == 0)
        {
            return null;
        }

        var last = text[(text.LastIndexOf('\n') + 1)..].Trim().ToString();
        return ends.Contains(last, StringComparer.Ordinal) ? null : $"does not end with '{string.Join("' or '", ends)}' and is cut off";
    }

    private async Task<byte[]> AllAsync(IReadOnlyList<string> commands, CancellationToken cancellationToken)
    {
        if (commands.Count == 1)
        {
            return await OneAsync(commands[0], cancellationToken).ConfigureAwait(false);
        }

        var all = new ArrayBufferWriter<byte>();
        foreach (var command in commands)
        {
            // Which command showed what cannot be seen from the answers alone.
            all.Write(Encoding.UTF8.GetBytes($"### {command}\n"));
            all.Write(await OneAsync(command, cancellationToken).ConfigureAwait(false));
            all.Write("\n"u8);
        }

        return all.WrittenSpan.ToArray();
    }

    private Task<byte[]> OneAsync(string command, CancellationToken cancellationToken) =>
        DeviceRun.ReadAsync(run, session, command, shown: false, MostBytes, cancellationToken);

    private async Task<string?> AuthorAsync(List<DevicePart> read, CancellationToken cancellationToken)
    {
        if (rules.LastChange is not { } last)
        {
            return null;
        }

        if (last.Show is null)
        {
            return read.Find(part => part.Name == ArchiveRules.Running) is { } running ? UserIn(last, running.Content) : null;
        }

        try
        {
            return UserIn(last, await OneAsync(last.Show, cancellationToken).ConfigureAwait(false));
        }
        catch (NetBatchException refused) when (refused.Code is ErrorCode.CommandRejected)
        {
            return null; // Then nobody is known, which is what the version says.
        }
    }

    private static string? UserIn(LastChangeRules last, byte[] text) =>
        last.UserOf(Encoding.UTF8.GetString(text).Replace("\r", "", StringComparison.Ordinal));
}
