using System.Globalization;

namespace NetBatch.Lab.Server;

/// <summary>A process as pid and start time: the pid alone may be another process by now.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="StartTicks">Start, in clock ticks since boot (field 22 of /proc/PID/stat, see proc(5)).</param>
internal sealed record ProcessIdentity(int Pid, long StartTicks)
{
    /// <summary>This process.</summary>
    public static ProcessIdentity Current => Of(Environment.ProcessId) ?? new ProcessIdentity(Environment.ProcessId, 0);

    /// <summary>The effective user id of this process.</summary>
    public static int UserId =>
        int.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[2], CultureInfo.InvariantCulture);

    /// <summary>Whether that very process still lives.</summary>
    public bool IsAlive => Of(Pid) == this && State(Pid) is not (null or 'Z');

    /// <summary>The identity of a process, or null where there is none.</summary>
    public static ProcessIdentity? Of(int pid) =>
        Fields(pid) is { Length: > 19 } fields ? new ProcessIdentity(pid, long.Parse(fields[19], CultureInfo.InvariantCulture)) : null;

    /// <summary>The state letter of a process, or null where there is none.</summary>
    public static char? State(int pid) => Fields(pid) is [var state, ..] ? state[0] : null;

    /// <summary>The fields behind the name, which may hold spaces and parentheses.</summary>
    private static string[]? Fields(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
