using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace NetBatch.Store.Sqlite;

/// <summary>Looks processes of this host up.</summary>
internal static class ProcessTable
{
    /// <summary>
    /// When a living process started, in the host's own measure; null where there is none. Linux: clock ticks since
    /// boot, field 22 of /proc/PID/stat (proc(5)); elsewhere ticks of 100 ns. A zombie no longer lives.
    /// </summary>
    public static long? StartOf(int processId)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                return StartIn(File.ReadAllText($"/proc/{processId}/stat"));
            }

            using var process = Process.GetProcessById(processId);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().Ticks;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    public static bool Lives(int processId, long started) => StartOf(processId) == started;

    /// <summary>The program's name (field 2) stands in brackets and may itself hold blanks and brackets: what follows the last one is regular.</summary>
    internal static long? StartIn(string stat)
    {
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields is [not ("Z" or "X" or "x"), ..] && fields.Length > 19
            ? long.Parse(fields[19], CultureInfo.InvariantCulture)
            : null;
    }
}
