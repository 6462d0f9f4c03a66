using System.Diagnostics;

namespace NetBatch.Ssh.Transport;

/// <summary>Ends what a dead owner left running, before its job is taken over. Only Linux has been run.</summary>
public static class ChildReaper
{
    /// <summary>
    /// Kills each process that still has the recorded start time, with its session and its descendants (a jump host's
    /// ssh outlives its parent). A process of the same id that started at another time is left alone.
    /// </summary>
    /// <param name="children">What the former owner recorded on this host.</param>
    /// <returns>How many of <paramref name="children"/> still lived and were killed.</returns>
    public static int End(IReadOnlyList<ChildProcess> children)
    {
        ArgumentNullException.ThrowIfNull(children);
        var alive = new HashSet<int>();
        foreach (var child in children)
        {
            if (ProcessTable.Find(child.ProcessId) is { Ended: false } entry && entry.StartTicks == child.StartTicks)
            {
                alive.Add(child.ProcessId);
            }
        }

        if (alive.Count == 0)
        {
            return 0;
        }

        if (ProcessTable.IsFull)
        {
            KillTrees(alive);
        }
        else
        {
            foreach (var id in alive)
            {
                KillTree(id);
            }
        }

        return alive.Count;
    }

    /// <summary>Kills these processes, the sessions that they lead, and their descendants.</summary>
    private static void KillTrees(HashSet<int> roots)
    {
        var all = ProcessTable.All().ToList();
        var doomed = new HashSet<int>(roots);
        doomed.UnionWith(all.Where(entry => roots.Contains(entry.SessionId)).Select(entry => entry.Id));
        for (var before = 0; before != doomed.Count;)
        {
            before = doomed.Count;
            doomed.UnionWith(all.Where(entry => doomed.Contains(entry.ParentId)).Select(entry => entry.Id));
        }

        foreach (var id in doomed)
        {
            UnixCalls.Kill(id);
        }
    }

    private static void KillTree(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended by itself in the meantime.
        }
    }
}
