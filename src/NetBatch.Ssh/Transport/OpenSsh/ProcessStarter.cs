using System.Collections.Concurrent;
using System.Diagnostics;

namespace NetBatch.Ssh.Transport;

/// <summary>
/// Starts every child from one thread that lives until this is disposed: the parent-death signal fires when the
/// *thread* that started a child ends (prctl(2), PR_SET_PDEATHSIG), and threads of the pool come and go.
/// </summary>
internal sealed class ProcessStarter : IDisposable
{
    private readonly BlockingCollection<Action> work = [];
    private readonly Thread thread;

    public ProcessStarter()
    {
        thread = new Thread(Run) { IsBackground = true, Name = "NetBatch process starter" };
        thread.Start();
    }

    /// <summary>Starts a process.</summary>
    /// <param name="info">What to start.</param>
    /// <param name="launching">Called right before, on the starter's thread.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.SshClientUnusable"/>: the system refused.</exception>
    public Task<Process> StartAsync(ProcessStartInfo info, Action launching)
    {
        var done = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Add(() =>
        {
            var process = new Process { StartInfo = info };
            try
            {
                launching();
                process.Start();
                done.SetResult(process);
            }
            catch (Exception error)
            {
                process.Dispose();
                done.SetException(error is System.ComponentModel.Win32Exception
                    ? new NetBatchException(ErrorCode.SshClientUnusable, $"'{info.FileName}' cannot be started: {error.Message}.",
                        "Check the limits of processes and open files.", error)
                    : error);
            }
        });
        return done.Task;
    }

    /// <summary>A start with all three streams redirected and exactly this environment.</summary>
    public static ProcessStartInfo Describe(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment)
    {
        var info = new ProcessStartInfo(command[0])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var argument in command.Skip(1))
        {
            info.ArgumentList.Add(argument);
        }

        info.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }

    /// <summary>Ends the thread when what waits has been started; children that still run get their signal.</summary>
    public void Dispose() => work.CompleteAdding();

    private void Run()
    {
        using (work)
        {
            foreach (var start in work.GetConsumingEnumerable())
            {
                start();
            }
        }
    }
}
