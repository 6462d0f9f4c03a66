using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Runtime.ExceptionServices;

namespace NetBatch.Commands;

/// <summary>
/// Carries work from other threads to the pipeline's thread, the only one that may write. The pipeline's thread waits
/// here, wakes for each piece, and is given back within a bound once Ctrl+C was pressed, whatever still runs.
/// </summary>
[SuppressMessage("Reliability", "CA1001",
    Justification = "Work that outlives a stop still looks at them; they hold nothing that the collector does not free.")]
internal sealed class PipelineThreadDispatcher
{
    // Small: a pipeline that reads slowly holds the producer back instead of gathering outputs in memory.
    private const int MostWaiting = 16;

    private readonly BlockingCollection<Piece> pieces = new(MostWaiting);
    private readonly CancellationTokenSource closed = new();

    private PipelineThreadDispatcher()
    {
    }

    /// <summary>Runs work, and what it hands over, until it has ended.</summary>
    /// <param name="work">The work; it begins on a thread of the pool.</param>
    /// <param name="grace">How long the work may take to end after a stop; then it is left alone.</param>
    /// <param name="stop">Ctrl+C.</param>
    /// <exception cref="PipelineStoppedException">It was stopped.</exception>
    public static void Run(Func<PipelineThreadDispatcher, CancellationToken, Task> work, TimeSpan grace, CancellationToken stop)
    {
        var pump = new PipelineThreadDispatcher();
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var task = pump.WorkAsync(work, cut.Token);
        try
        {
            pump.Serve(stop);
        }
        catch (Exception problem)
        {
            // A stop, or a piece that threw: a downstream command that wants no more, or -ErrorAction Stop.
            cut.Cancel();
            pump.closed.Cancel();
            Blocking.Wait(task, grace);
            if (problem is OperationCanceledException)
            {
                throw new PipelineStoppedException();
            }

            throw;
        }

        // The last piece is served a moment before the work has ended; asked at that moment, it would have failed of nothing.
        Blocking.Wait(task, Timeout.InfiniteTimeSpan);
        if (task.IsCanceled)
        {
            // A stop that the work heard of before this thread did; anything else that cancels itself is a defect.
            throw stop.IsCancellationRequested ? new PipelineStoppedException() : new TaskCanceledException(task);
        }

        if (task.Exception is { InnerException: { } failure })
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Has the pipeline's thread do something; ends when it is done.</summary>
    /// <exception cref="OperationCanceledException">The pipeline was stopped.</exception>
    public async Task DoAsync(Action action)
    {
        var piece = new Piece(action, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            pieces.Add(piece, closed.Token);
        }
        catch (InvalidOperationException)
        {
            throw new OperationCanceledException("The pipeline has ended.");
        }

        using var end = closed.Token.UnsafeRegister(_ => piece.Done.TrySetCanceled(), null);
        await piece.Done.Task.ConfigureAwait(false);
    }

    private async Task WorkAsync(Func<PipelineThreadDispatcher, CancellationToken, Task> work, CancellationToken cut)
    {
        // Off the pipeline's thread: it must stay free to serve and to be stopped.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await work(this, cut).ConfigureAwait(false);
        }
        finally
        {
            pieces.CompleteAdding();
        }
    }

    private void Serve(CancellationToken stop)
    {
        foreach (var piece in pieces.GetConsumingEnumerable(stop))
        {
            try
            {
                piece.Action();
                piece.Done.TrySetResult();
            }
            catch
            {
                piece.Done.TrySetCanceled(CancellationToken.None);
                throw;
            }
        }
    }

    private sealed record Piece(Action Action, TaskCompletionSource Done);
}

/// <summary>The places where a thread that PowerShell or the runtime gave us must wait for a task.</summary>
internal static class Blocking
{
    /// <summary>Waits until a task has ended, however it ended, or the time is over.</summary>
    /// <returns>Whether it has ended.</returns>
    public static bool Wait(Task task, TimeSpan most) => ((IAsyncResult)task).AsyncWaitHandle.WaitOne(most);
}
