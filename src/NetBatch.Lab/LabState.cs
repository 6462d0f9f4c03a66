using System.Diagnostics;
using System.Globalization;
using NetBatch.Lab.Server;

namespace NetBatch.Lab;

/// <summary>Labs of this machine as other processes see them: what runs, its faults, how to end it.</summary>
public static class LabState
{
    /// <summary>
    /// Where labs have their folders unless told otherwise: <c>/run/netbatch-lab</c> as root, else <c>netbatch-lab</c> in XDG_RUNTIME_DIR,
    /// else in the user's data folder.
    /// </summary>
    public static string DefaultRoot { get; } = LabRoots.Default;

    /// <summary>The labs that have a folder, running or left behind, by start time.</summary>
    public static IReadOnlyList<LabInfo> List(string? root = null)
    {
        root ??= DefaultRoot;
        try
        {
            // A state file tells of processes to end and accounts to remove: it is believed only where nobody else can have written it.
            return SafeFolder.IsPrivate(root)
                ? [.. Directory.EnumerateDirectories(root, "lab_*")
                    .Where(SafeFolder.IsOwn)
                    .Select(folder => (Folder: folder, State: LabFolder.ReadState(folder)))
                    .Where(entry => entry.State is not null)
                    .Select(entry => new LabInfo(entry.State!.Name, entry.Folder, entry.State.Pid, entry.State.IsAlive,
                        entry.State.StartedAt, entry.State.Devices))
                    .OrderBy(info => info.StartedAt)]
                : [];
        }
        catch (DirectoryNotFoundException)
        {
            // The last lab took the folder with it at this very moment.
            return [];
        }
    }

    /// <summary>
    /// Ends a lab that another process runs, and returns when its folder is gone. One that was left behind by a crash is cleaned up.
    /// </summary>
    /// <param name="name">The lab's name; null: the only one.</param>
    /// <param name="root">Folder of the labs' folders; null: <see cref="DefaultRoot"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NetBatchException">There is no such lab, or more than one and no name.</exception>
    public static async Task StopAsync(string? name = null, string? root = null, CancellationToken cancellationToken = default)
    {
        var lab = Find(name, root);
        var state = LabFolder.ReadState(lab.Folder);
        if (await LabControl.AskAsync(lab.Folder, "stop", cancellationToken).ConfigureAwait(false) is not null
            && await GoneAsync(lab.Folder, TimeSpan.FromSeconds(15), cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        // It does not answer. Its keeper cleans up when it is dead, and is given the time.
        if (state is { IsAlive: true } && state.Pid != Environment.ProcessId)
        {
            using var process = Process.GetProcessById(state.Pid);
            process.Kill();
        }

        if (!await GoneAsync(lab.Folder, TimeSpan.FromSeconds(10), cancellationToken).ConfigureAwait(false))
        {
            await CleanUpAsync(lab.Folder, state, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives a device of a running lab a fault, or takes all of its faults away.</summary>
    /// <param name="device">Name of the device.</param>
    /// <param name="fault">The fault; null: none any more.</param>
    /// <param name="name">The lab's name; null: the only one.</param>
    /// <param name="root">Folder of the labs' folders; null: <see cref="DefaultRoot"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NetBatchException">There is no such lab or device, or the lab does not answer.</exception>
    public static Task SetFaultAsync(string device, LabFault? fault, string? name = null, string? root = null,
        CancellationToken cancellationToken = default) =>
        AskAsync(Find(name, root), fault is null ? $"clear {device}" : $"set {device} {fault}", cancellationToken);

    /// <summary>Counts of a running lab or of one of its devices, timed reverts among them.</summary>
    /// <param name="name">The lab's name; null: the only one.</param>
    /// <param name="root">Folder of the labs' folders; null: <see cref="DefaultRoot"/>.</param>
    /// <param name="device">Name of the device; null: the whole lab.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NetBatchException">There is no such lab or device, or the lab does not answer.</exception>
    public static async Task<LabCounts> CountsAsync(string? name = null, string? root = null, string? device = null,
        CancellationToken cancellationToken = default)
    {
        var numbers = (await AskAsync(Find(name, root), device is null ? "counts" : $"counts {device}", cancellationToken)
            .ConfigureAwait(false)).Split(' ').Skip(1).Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return new LabCounts(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6], numbers[7]);
    }

    private static LabInfo Find(string? name, string? root)
    {
        var labs = List(root);
        if (name is not null)
        {
            return labs.FirstOrDefault(lab => lab.Name == name)
                ?? throw LabErrors.Unusable($"There is no lab '{name}'.",
                    labs.Count == 0 ? "No lab runs here." : $"There are: {string.Join(", ", labs.Select(lab => lab.Name))}.");
        }

        return labs.Count switch
        {
            1 => labs[0],
            0 => throw LabErrors.Unusable("No lab runs here."),
            _ => throw LabErrors.Unusable("There is more than one lab.",
                $"Name one of: {string.Join(", ", labs.Select(lab => lab.Name))}."),
        };
    }

    private static async Task<string> AskAsync(LabInfo lab, string line, CancellationToken cancellationToken)
    {
        var answer = await LabControl.AskAsync(lab.Folder, line, cancellationToken).ConfigureAwait(false)
            ?? throw LabErrors.Unusable($"The lab '{lab.Name}' does not answer.", "Take it down (lab down).");
        return answer.StartsWith("ok", StringComparison.Ordinal) ? answer : throw LabErrors.Argument(answer["error ".Length..]);
    }

    private static async Task<bool> GoneAsync(string folder, TimeSpan within, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (Directory.Exists(folder) && clock.Elapsed < within)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken).ConfigureAwait(false);
        }

        return !Directory.Exists(folder);
    }

    /// <summary>Lab and keeper are both dead (a power cut, kill -9 on everything): users and folder are removed from here.</summary>
    private static async Task CleanUpAsync(string folder, LabStateFile? state, CancellationToken cancellationToken)
    {
        foreach (var pid in Leftovers.Of(folder))
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }

        if (state is not null && Environment.IsPrivilegedProcess)
        {
            await Accounts.RemoveAsync(state.Name, state.Users, cancellationToken).ConfigureAwait(false);
        }

        LabFolder.Remove(folder);
    }
}

/// <summary>A lab of this machine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Folder">Its folder; <c>inventory.csv</c> and <c>known_hosts</c> lie in it.</param>
/// <param name="Pid">Process that runs it.</param>
/// <param name="IsAlive">Whether that process lives; if not, <see cref="LabState.StopAsync"/> cleans up.</param>
/// <param name="StartedAt">When it came up.</param>
/// <param name="Devices">Number of devices.</param>
public sealed record LabInfo(string Name, string Folder, int Pid, bool IsAlive, DateTimeOffset StartedAt, int Devices);
