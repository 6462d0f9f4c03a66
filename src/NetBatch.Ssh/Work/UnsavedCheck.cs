using NetBatch.Platforms;

namespace NetBatch.Ssh.Work;

/// <summary>Looks whether the configuration that a restart would load is the one that runs.</summary>
internal static class UnsavedCheck
{
    /// <summary>The step's name.</summary>
    public const string Step = "saved";

    /// <summary>Whether such a sentence tells of something that a restart would lose.</summary>
    public static bool IsUnsaved(string found) => found.StartsWith("unsaved", StringComparison.Ordinal);

    /// <summary>Reads both and compares them, without what changes by itself.</summary>
    /// <returns>A sentence; what was not saved begins with <c>unsaved</c>.</returns>
    public static async Task<string> LookAsync(IDeviceSession session, ArchiveRules rules, CancellationToken cancellationToken)
    {
        if (!rules.Commands.TryGetValue(ArchiveRules.Running, out var running)
            || !rules.Commands.TryGetValue(ArchiveRules.Startup, out var startup))
        {
            return "not tried: the platform has no startup configuration of its own";
        }

        var (now, refused) = await ReadAsync(session, running, cancellationToken).ConfigureAwait(false);
        if (refused is not null)
        {
            throw new NetBatchException(refused.Code, refused.Message, refused.Remedy);
        }

        var (kept, missing) = await ReadAsync(session, startup, cancellationToken).ConfigureAwait(false);
        if (missing is not null)
        {
            // A device that was never saved says so in words of its own.
            return $"unsaved: there is no startup configuration ({missing.Message})";
        }

        var (only, lost) = Differences(rules.Comparable(now), rules.Comparable(kept));
        return only + lost == 0 ? "saved: a restart would load what runs"
            : $"unsaved: {Counted.Of(only, "line")} that run{(only == 1 ? "s" : "")} would be lost by a restart, and "
                + $"{Counted.Of(lost, "line")} would come back";
    }

    /// <summary>Lines that only one of two texts has, as often as it has them more; where just their order differs, one of each.</summary>
    private static (int Running, int Startup) Differences(string running, string startup)
    {
        if (running == startup)
        {
            return (0, 0);
        }

        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in running.Split('\n'))
        {
            counts[line] = counts.GetValueOrDefault(line) + 1;
        }

        foreach (var line in startup.Split('\n'))
        {
            counts[line] = counts.GetValueOrDefault(line) - 1;
        }

        var (only, lost) = (counts.Values.Where(count => count > 0).Sum(), -counts.Values.Where(count => count < 0).Sum());
        return only + lost == 0 ? (1, 1) : (only, lost);
    }

    private static async Task<(string Text, RunError? Error)> ReadAsync(IDeviceSession session, IReadOnlyList<string> commands,
        CancellationToken cancellationToken)
    {
        var text = new KeptOutput();
        foreach (var command in commands)
        {
            if ((await session.RunAsync(new DeviceCommand(command), text, cancellationToken).ConfigureAwait(false)).Error is { } error)
            {
                return ("", error);
            }
        }

        return (text.Text, null);
    }
}
