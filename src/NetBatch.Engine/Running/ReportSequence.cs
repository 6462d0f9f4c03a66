namespace NetBatch;

/// <summary>
/// The reports of one attempt as they come, each any number of times and in any order, since a link may lose, repeat and overtake:
/// each is written once, in the order of its number, and its answer is that of this one write.
/// </summary>
/// <param name="write">Writes a report; ends when it may be acknowledged.</param>
/// <param name="written">The number of the last that an earlier owner has written.</param>
internal sealed class ReportSequence(Func<RunEvent, Task> write, int written = 0)
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, Task> open = [];
    private readonly Dictionary<int, Early> early = [];
    private int next = written + 1;

    /// <summary>Takes a report.</summary>
    /// <returns>Ends when the report is written: at once for the repetition of one that is, with the first for the repetition of one that
    /// is not yet, and never before those with lower numbers have come.</returns>
    public Task TakeAsync(RunEvent report)
    {
        lock (gate)
        {
            if (report.Report < next)
            {
                return open.GetValueOrDefault(report.Report, Task.CompletedTask);
            }

            if (early.TryGetValue(report.Report, out var known))
            {
                return known.Written;
            }

            if (report.Report > next)
            {
                var waiting = new Early(report);
                early.Add(report.Report, waiting);
                return waiting.Written;
            }

            var first = WriteNext(report);
            while (early.Remove(next, out var following))
            {
                following.Follow(WriteNext(following.Report));
            }

            return first;
        }
    }

    private Task WriteNext(RunEvent report)
    {
        var number = next++;
        var writing = write(report);
        if (!writing.IsCompletedSuccessfully)
        {
            open[number] = writing;
            _ = ForgetAsync(number, writing);
        }

        return writing;
    }

    /// <summary>What is durable needs no answer kept; what failed keeps it.</summary>
    private async Task ForgetAsync(int number, Task writing)
    {
        await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (gate)
        {
            if (writing.IsCompletedSuccessfully)
            {
                open.Remove(number);
            }
        }
    }

    /// <summary>One that came before its turn.</summary>
    private sealed class Early(RunEvent report)
    {
        private readonly TaskCompletionSource<Task> turn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public RunEvent Report => report;

        public Task Written => field ??= turn.Task.Unwrap();

        public void Follow(Task writing) => turn.SetResult(writing);
    }
}
