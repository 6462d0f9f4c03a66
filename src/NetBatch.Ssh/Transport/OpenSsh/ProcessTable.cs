using System.Diagnostics;
using System.Globalization;

namespace NetBatch.Ssh.Transport;

/// <summary>What the system tells of a process.</summary>
/// <param name="Id">Process id.</param>
/// <param name="ParentId">Its parent.</param>
/// <param name="GroupId">Its process group.</param>
/// <param name="SessionId">Its session.</param>
/// <param name="StartTicks">When it started (proc(5): field 22 of /proc/PID/stat).</param>
/// <param name="Ended">Whether it has ended and only waits to be collected.</param>
internal readonly record struct ProcessEntry(int Id, int ParentId, int GroupId, int SessionId, long StartTicks, bool Ended);

/// <summary>Reads the process table. Without /proc only the start time is known.</summary>
internal static class ProcessTable
{
    /// <summary>Whether parents, groups and sessions can be read here.</summary>
    public static bool IsFull { get; } = OperatingSystem.IsLinux() && File.Exists("/proc/self/stat");

    public static ProcessEntry? Find(int id)
    {
        if (!IsFull)
        {
            return FindByStartTime(id);
        }

        try
        {
            return Parse(id, File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat"));
        }
        catch (IOException)
        {
            // Not there, or gone between opening and reading (ESRCH).
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>All processes that can be seen; none where <see cref="IsFull"/> is false.</summary>
    public static IEnumerable<ProcessEntry> All()
    {
        if (!IsFull)
        {
            yield break;
        }

        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && Find(id) is { } entry)
            {
                yield return entry;
            }
        }
    }

    /// <summary>How many parents up from <paramref name="id"/> the process <paramref name="ancestor"/> stands, or null where it does not within <paramref name="most"/>.</summary>
    public static int? Depth(int id, int ancestor, int most)
    {
        for (var depth = 0; depth <= most; depth++)
        {
            if (id == ancestor)
            {
                return depth;
            }

            if (Find(id) is not { ParentId: > 1 } entry)
            {
                return null;
            }

            id = entry.ParentId;
        }

        return null;
    }

    internal static ProcessEntry? Parse(int id, string stat)
    {
        // The second field is the command in parentheses and may hold blanks and parentheses itself.
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 20
            ? null
            : new ProcessEntry(id, Number(1), Number(2), Number(3), long.Parse(fields[19], CultureInfo.InvariantCulture), fields[0] is "Z" or "X");

        int Number(int index) => int.Parse(fields[index], CultureInfo.InvariantCulture);
    }

    private static ProcessEntry? FindByStartTime(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return new ProcessEntry(id, 0, 0, 0, process.StartTime.ToUniversalTime().Ticks, process.HasExited);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
