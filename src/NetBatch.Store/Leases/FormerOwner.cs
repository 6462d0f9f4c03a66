using System.ComponentModel;
using System.Diagnostics;

namespace NetBatch.Store;

/// <summary>Ends a process of this host that holds a job and renews its lease no more.</summary>
internal static class FormerOwner
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Kills the process if it is the one that started then, and waits for its end, at most 5 s.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.IllegalState"/>: it may not be ended from here, or did not end.</exception>
    public static void End(int processId, long started)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            if (!ProcessTable.Lives(processId, started))
            {
                return;
            }

            process.Kill();
            SpinWait.SpinUntil(() => !ProcessTable.Lives(processId, started), Patience);
        }
        catch (ArgumentException)
        {
            return; // It has just ended.
        }
        catch (Exception refused) when (refused is Win32Exception or InvalidOperationException)
        {
            // Told below, if it still lives.
        }

        if (ProcessTable.Lives(processId, started))
        {
            throw new NetBatchException(ErrorCode.IllegalState, $"The process {processId} that runs the job cannot be ended from here.",
                "End it first.");
        }
    }
}
