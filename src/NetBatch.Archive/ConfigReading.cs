using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace NetBatch.Archive;

/// <summary>Reads the parts of a device's configuration. Their texts are kept as versions, not as the steps' outputs.</summary>
/// <param name="run">The run.</param>
/// <param name="session">The session on its device.</param>
/// <param name="rules">What the platform's file says.</param>
/// <param name="ends">Last lines of a whole configuration; empty: the platform prints none.</param>
/// <param name="archive">The versions that were kept before.</param>
/// <param name="ignored">Lines that are no change to the user.</param>
internal sealed class ConfigReading(IRunContext run, IDeviceSession session, ArchiveRules rules, IReadOnlyList<string> ends,
    IConfigArchive archive, Regex? ignored)
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
                read.Add(await PartAsync(part, cancellationToken).ConfigureAwait(false));
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
    private async Task<DevicePart> PartAsync(string part, CancellationToken cancellationToken)
    {
        var commands = rules.Commands[part];
        var read = new DevicePart(part, await AllAsync(commands, cancellationToken).ConfigureAwait(false));
        var before = await archive.NewestAsync(run.Target.Name, part, cancellationToken).ConfigureAwait(false);
        // A session that was cut, or a pager that was not seen, leaves less of it.
        var hasShrunk = before is not null && read.Content.Length < before.Size / 2;
        if (Missing(read) is null && !hasShrunk)
        {
            return read;
        }

        var again = new DevicePart(part, await AllAsync(commands, cancellationToken).ConfigureAwait(false));
        if (Missing(again) is { } missing)
        {
            throw new NetBatchException(ErrorCode.CutOff, $"What '{commands[0]}' showed {missing}.",
                "Read it again; where the device prints no such end, say so in its platform's file (end_markers: []).");
        }

        if (before is null || again.Content.Length >= before.Size / 2)
        {
            return again;
        }

        var size = $"less than half of version {before.Version} ({again.Content.Length} of {before.Size} bytes)";
        if (rules.Comparable(read.Text, ignored) != rules.Comparable(again.Text, ignored))
        {
            throw new NetBatchException(ErrorCode.CutOff, $"What '{commands[0]}' showed is {size}, and another time it was something else.",
                "Look at what the device prints, and read it again.");
        }

        await run.WarnAsync($"The part '{part}' is {size}; it was read twice and is kept.", cancellationToken).ConfigureAwait(false);
        return again;
    }

    private string? Missing(DevicePart read)
    {
        var text = read.Text.AsSpan().Trim();
        if (text.IsEmpty)
        {
            return "is empty";
        }

        if (read.Name is not (ArchiveRules.Running or ArchiveRules.Startup) || ends.Count == 0)
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
            return read.Find(part => part.Name == ArchiveRules.Running) is { } running ? UserIn(last, running.Text) : null;
        }

        try
        {
            return UserIn(last, DeviceEncoding.Shown.GetString(await OneAsync(last.Show, cancellationToken).ConfigureAwait(false)));
        }
        catch (NetBatchException refused) when (refused.Code is ErrorCode.CommandRejected)
        {
            return null; // Then nobody is known, which is what the version says.
        }
    }

    private static string? UserIn(LastChangeRules last, string text) => last.UserOf(text.Replace("\r", "", StringComparison.Ordinal));
}
