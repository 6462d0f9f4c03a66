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

    /// <summary>Kills a process if it is the one that started then, and waits for its end, at most 5 s.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.IllegalState"/>: it may not be ended from here, or did not end.</exception>
    public static void End(int processId, long started)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            if (!Lives(processId, started))
            {
                return;
            }

            process.Kill();
            SpinWait.SpinUntil(() => !Lives(processId, started), TimeSpan.FromSeconds(5));
        }
        catch (ArgumentException)
        {
            return; // It has just ended.
        }
        catch (Exception refused) when (refused is Win32Exception or InvalidOperationException)
        {
            // Told below, if it still lives.
        }

        if (Lives(processId, started))
        {
            throw new NetBatchException(ErrorCode.IllegalState, $"The process {processId} that runs the job cannot be ended from here.", "End it first.");
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
