using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace NetBatch;

/// <summary>Reads the process table of this host. Without /proc only the start of a process is known.</summary>
public static class ProcessTable
{
    /// <summary>Whether parents, groups and sessions can be read here.</summary>
    public static bool IsFull { get; } = OperatingSystem.IsLinux() && File.Exists("/proc/self/stat");

    /// <summary>A process, also one that has ended and waits to be collected; null where there is none.</summary>
    public static ProcessEntry? Find(int id)
    {
        try
        {
            if (IsFull)
            {
                return ProcessEntry.Parse(id, File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat")));
            }

            using var process = Process.GetProcessById(id);
            return new ProcessEntry(id, 0, 0, 0, process.StartTime.ToUniversalTime().Ticks, process.HasExited);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException
            or InvalidOperationException or Win32Exception)
        {
            // Not there, or gone between opening and reading (ESRCH).
            return null;
        }
    }

    /// <summary>When a living process started, in the measure of <see cref="ProcessEntry.StartTicks"/>; null where there is none.</summary>
    public static long? StartOf(int id) => Find(id) is { Ended: false } entry ? entry.StartTicks : null;

    /// <summary>Whether the very process that started then still lives.</summary>
    public static bool Lives(int id, long startTicks) => StartOf(id) == startTicks;

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

    /// <summary>
    /// How many parents up from <paramref name="id"/> the process <paramref name="ancestor"/> stands, or null where it does
    /// not within <paramref name="most"/>.
    /// </summary>
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
}
