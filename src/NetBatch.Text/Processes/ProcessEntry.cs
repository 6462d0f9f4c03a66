using System.Globalization;

namespace NetBatch;

/// <summary>
/// What the system tells of a process. Id and start together are its identity: an id alone may be another process by now.
/// </summary>
/// <param name="Id">Process id.</param>
/// <param name="ParentId">Its parent; 0 where only the start can be known.</param>
/// <param name="GroupId">Its process group; 0 where only the start can be known.</param>
/// <param name="SessionId">Its session; 0 where only the start can be known.</param>
/// <param name="StartTicks">When it started, in the host's own measure. Linux: clock ticks since boot, field 22 of
/// /proc/PID/stat (proc(5)); elsewhere ticks of 100 ns.</param>
/// <param name="Ended">Whether it has ended and only waits to be collected.</param>
public readonly record struct ProcessEntry(int Id, int ParentId, int GroupId, int SessionId, long StartTicks, bool Ended)
{
    private const int StartField = 19;

    /// <summary>Reads the text of /proc/PID/stat; null where it is cut off.</summary>
    /// <remarks>The program's name (field 2) stands in brackets and may itself hold blanks and brackets; what follows is regular.</remarks>
    internal static ProcessEntry? Parse(int id, string stat)
    {
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length <= StartField
            ? null
            : new ProcessEntry(
                id,
                Number(1),
                Number(2),
                Number(3),
                long.Parse(fields[StartField], CultureInfo.InvariantCulture),
                fields[0] is "Z" or "X" or "x");

        int Number(int index) => int.Parse(fields[index], CultureInfo.InvariantCulture);
    }
}
