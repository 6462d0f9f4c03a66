using System.Runtime.CompilerServices;

namespace NetBatch;

/// <summary>Compares how devices fared in two jobs.</summary>
public static class JobComparer
{
    /// <summary>Compares two jobs device by device: first the order of the first job, then what only the second has.</summary>
    /// <param name="store">Where they are kept.</param>
    /// <param name="before">The first job's id.</param>
    /// <param name="after">The second job's id.</param>
    /// <param name="ignoreLines">Regular expressions (any case): lines of output that match one make no difference. For clocks, counters,
    /// uptimes.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: no regular expression;
    /// <see cref="ErrorCode.JobNotFound"/>.</exception>
    public static IAsyncEnumerable<JobComparison> ReadAsync(
        IJobStore store, string before, string after, IReadOnlyList<string> ignoreLines, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(ignoreLines);
        return ReadAsync(store, before, after, LineFilter.Of(ignoreLines), cancellationToken);
    }

    private static async IAsyncEnumerable<JobComparison> ReadAsync(
        IJobStore store, string before, string after, LineFilter ignore, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var later = new Dictionary<string, TargetRun>(StringComparer.OrdinalIgnoreCase);
        await foreach (var run in store.ReadRunsAsync(after, new RunFilter(), cancellationToken).ConfigureAwait(false))
        {
            // A name that a job has twice is compared by its first target.
            later.TryAdd(run.Name, run);
        }

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (var run in store.ReadRunsAsync(before, new RunFilter(), cancellationToken).ConfigureAwait(false))
        {
            if (!seen.Add(run.Name))
            {
                continue;
            }

            if (!later.Remove(run.Name, out var other))
            {
                yield return Of(run, null, []);
                continue;
            }

            var one = await OutputsAsync(store, run, ignore, cancellationToken).ConfigureAwait(false);
            var two = await OutputsAsync(store, other, ignore, cancellationToken).ConfigureAwait(false);
            yield return Of(run, other, Differences(one, two));
        }

        foreach (var run in later.Values.OrderBy(run => run.Number))
        {
            yield return Of(null, run, []);
        }
    }

    private static JobComparison Of(TargetRun? before, TargetRun? after, List<OutputDifference> outputs) => new()
    {
        Device = (before ?? after)!.Name,
        Result = after is null ? ComparisonResult.OnlyBefore
            : before is null ? ComparisonResult.OnlyAfter
            : before.State != after.State || before.Error?.Code != after.Error?.Code ? ComparisonResult.Outcome
            : outputs.Count > 0 ? ComparisonResult.Output
            : ComparisonResult.Same,
        StateBefore = before?.State,
        StateAfter = after?.State,
        DurationBefore = before?.Duration,
        DurationAfter = after?.Duration,
        ErrorBefore = before?.Error,
        ErrorAfter = after?.Error,
        Outputs = outputs,
    };

    /// <summary>Outputs by command; a command that ran more than once counts as several.</summary>
    private static async Task<List<(string Command, string Text)>> OutputsAsync(
        IJobStore store, TargetRun run, LineFilter ignore, CancellationToken cancellationToken)
    {
        List<(string Command, string Text)> outputs = [];
        var filter = new ResultFilter { JobId = run.JobId, Numbers = [run.Number] };
        await foreach (var result in store.ReadResultsAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            var times = outputs.Count(one =>
                one.Command == result.Command || one.Command.StartsWith($"{result.Command} (", StringComparison.Ordinal));
            outputs.Add((times == 0 ? result.Command : $"{result.Command} ({times + 1})", ignore.Normal(result.Output ?? "")));
        }

        return run.Target is DatabaseInstance ? await WithRowsAsync(store, run, outputs, cancellationToken).ConfigureAwait(false) : outputs;
    }

    /// <summary>A query's output tells how many rows it gave; what differs are the rows.</summary>
    private static async Task<List<(string Command, string Text)>> WithRowsAsync(
        IJobStore store, TargetRun run, List<(string Command, string Text)> outputs, CancellationToken cancellationToken)
    {
        Dictionary<string, System.Text.StringBuilder> rows = new(StringComparer.Ordinal);
        await foreach (var chunk in store.ReadRowsAsync(new RowFilter { JobId = run.JobId, Numbers = [run.Number] }, cancellationToken)
            .ConfigureAwait(false))
        {
            if (!rows.TryGetValue(chunk.Command, out var text))
            {
                rows[chunk.Command] =
                    text = new System.Text.StringBuilder(string.Join(',', chunk.Set.Columns.Select(column => column.Name))).Append('\n');
            }

            text.Append(System.Text.Encoding.UTF8.GetString(chunk.Content.Span));
        }

        return [.. outputs.Select(one =>
            rows.TryGetValue(one.Command, out var text) ? (one.Command, $"{one.Text}\n{text.ToString().TrimEnd('\n')}") : one)];
    }

    private static List<OutputDifference> Differences(List<(string Command, string Text)> one, List<(string Command, string Text)> two)
    {
        List<OutputDifference> differences = [];
        foreach (var (command, text) in one)
        {
            var at = two.FindIndex(other => other.Command == command);
            var other = at < 0 ? "" : two[at].Text;
            if (at < 0 || text != other)
            {
                differences.Add(new OutputDifference(command, TextDiff.Changes(text, other)));
            }
        }

        differences.AddRange(two.Where(other => one.TrueForAll(mine => mine.Command != other.Command))
            .Select(other => new OutputDifference(other.Command, TextDiff.Changes("", other.Text))));
        return differences;
    }
}
