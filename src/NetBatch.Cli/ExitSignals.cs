using System.CommandLine;
using System.Runtime.InteropServices;

namespace NetBatch.Cli;

/// <summary>
/// What asks the program to end. Ctrl+C is a person who stops the job; SIGTERM and SIGHUP end the process only, and
/// leave its job to be resumed. A second Ctrl+C ends the program at once.
/// </summary>
internal sealed class ExitSignals : InvocationConfiguration, IDisposable
{
    private readonly CancellationTokenSource asked = new();
    private readonly CancellationTokenSource terminated = new();
    private readonly PosixSignalRegistration[] registrations;

    public ExitSignals()
    {
        EnableDefaultExceptionHandler = false;
        ProcessTerminationTimeout = null; // Signals are heard here.
        registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(
            signal => PosixSignalRegistration.Create(signal, Hear))];
    }

    /// <summary>Cancelled by any of them.</summary>
    public CancellationToken Asked => asked.Token;

    /// <summary>Cancelled where the process is to end and nobody stopped the job.</summary>
    public CancellationToken Terminated => terminated.Token;

    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }

        asked.Dispose();
        terminated.Dispose();
    }

    private void Hear(PosixSignalContext context)
    {
        // A shell that closes sends SIGHUP more than once: only a person's second Ctrl+C cuts what is being tidied up.
        context.Cancel = context.Signal != PosixSignal.SIGINT || !asked.IsCancellationRequested;
        if (context.Signal != PosixSignal.SIGINT)
        {
            terminated.Cancel();
        }

        asked.Cancel();
    }
}
