using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace NetBatch;

/// <summary>How one device fared in two jobs.</summary>
public sealed record JobComparison
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    /// <summary>The device's name.</summary>
    public required string Device { get; init; }

    /// <summary>In what the two differ most.</summary>
    public ComparisonResult Result { get; init; }

    /// <summary>How it ended in the first job; null: it was not in it.</summary>
    public TargetState? StateBefore { get; init; }

    /// <summary>How it ended in the second job; null: it was not in it.</summary>
    public TargetState? StateAfter { get; init; }

    /// <summary>How long it took in the first job, or null.</summary>
    public TimeSpan? DurationBefore { get; init; }

    /// <summary>How long it took in the second job, or null.</summary>
    public TimeSpan? DurationAfter { get; init; }

    /// <summary>How much longer it took in the second; less than zero: it was faster; null where one is not known.</summary>
    public TimeSpan? DurationChange => DurationAfter - DurationBefore;

    /// <summary>What went wrong in the first job, or null.</summary>
    public RunError? ErrorBefore { get; init; }

    /// <summary>What went wrong in the second job, or null.</summary>
    public RunError? ErrorAfter { get; init; }

    /// <summary>Commands whose output differs, or that only one of the two has.</summary>
    public IReadOnlyList<OutputDifference> Outputs { get; init; } = [];

    /// <summary>Compares two jobs device by device: first the order of the first job, then what only the second has.</summary>
    /// <param name="store">Where they are kept.</param>
    /// <param name="before">The first job's id.</param>
    /// <param name="after">The second job's id.</param>
    /// <param name="ignoreLines">Regular expressions (any case): lines of output that match one make no difference. For clocks, counters, uptimes.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: no regular expression; <see cref="ErrorCode.JobNotFound"/>.</exception>
    public static IAsyncEnumerable<JobComparison> ReadAsync(
        IJobStore store, string before, string after, IReadOnlyList<string> ignoreLines, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(ignoreLines);
        return ReadAsync(store, before, after, ignoreLines.Select(Pattern).ToArray(), cancellationToken);
    }

    private static async IAsyncEnumerable<JobComparison> ReadAsync(
        IJobStore store, string before, string after, Regex[] ignore, [EnumeratorCancellation] CancellationToken cancellationToken)
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

    private static Regex Pattern(string text)
    {
        try
        {
            return new Regex(text, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, MatchTimeout);
        }
        catch (ArgumentException problem)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"'{text}' is no regular expression: {problem.Message}");
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
        IJobStore store, TargetRun run, Regex[] ignore, CancellationToken cancellationToken)
    {
        List<(string Command, string Text)> outputs = [];
        var filter = new ResultFilter { JobId = run.JobId, Numbers = [run.Number] };
        await foreach (var result in store.ReadResultsAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            var times = outputs.Count(one => one.Command == result.Command || one.Command.StartsWith($"{result.Command} (", StringComparison.Ordinal));
            outputs.Add((times == 0 ? result.Command : $"{result.Command} ({times + 1})", Normal(result.Output ?? "", ignore)));
        }

        return run.Target is DatabaseInstance ? await WithRowsAsync(store, run, outputs, cancellationToken).ConfigureAwait(false) : outputs;
    }

    /// <summary>A query's output tells how many rows it gave; what differs are the rows.</summary>
    private static async Task<List<(string Command, string Text)>> WithRowsAsync(
        IJobStore store, TargetRun run, List<(string Command, string Text)> outputs, CancellationToken cancellationToken)
    {
        Dictionary<string, System.Text.StringBuilder> rows = new(StringComparer.Ordinal);
        await foreach (var chunk in store.ReadRowsAsync(new RowFilter { JobId = run.JobId, Numbers = [run.Number] }, cancellationToken).ConfigureAwait(false))
        {
            if (!rows.TryGetValue(chunk.Command, out var text))
            {
                rows[chunk.Command] = text = new System.Text.StringBuilder(string.Join(',', chunk.Set.Columns.Select(column => column.Name))).Append('\n');
            }

            text.Append(System.Text.Encoding.UTF8.GetString(chunk.Content.Span));
        }

        return [.. outputs.Select(one => rows.TryGetValue(one.Command, out var text) ? (one.Command, $"{one.Text}\n{text.ToString().TrimEnd('\n')}") : one)];
    }

    private static string Normal(string text, Regex[] ignore) => string.Join(
        '\n', text.Split('\n').Select(line => line.TrimEnd()).Where(line => !Array.Exists(ignore, one => Matches(one, line)))).Trim('\n');

    private static bool Matches(Regex pattern, string line)
    {
        try
        {
            return pattern.IsMatch(line);
        }
        catch (RegexMatchTimeoutException slow)
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument, $"The pattern '{pattern}' of lines to ignore took longer than {slow.MatchTimeout.TotalSeconds:0.#} s on one line.", "Write it without nested repetitions.", slow);
        }
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
                differences.Add(new OutputDifference(command, TextDifference.Lines(text, other)));
            }
        }

        differences.AddRange(two.Where(other => one.TrueForAll(mine => mine.Command != other.Command))
            .Select(other => new OutputDifference(other.Command, TextDifference.Lines("", other.Text))));
        return differences;
    }
}

/// <summary>A command whose output differs between two jobs.</summary>
/// <param name="Command">The command.</param>
/// <param name="Lines">Lines that only the first output has (<c>- </c>) or only the second (<c>+ </c>), in order.</param>
public sealed record OutputDifference(string Command, IReadOnlyList<string> Lines)
{
    /// <summary>The command and how many lines differ.</summary>
    public override string ToString() => $"{Command} ({Lines.Count})";
}

/// <summary>In what a device differs between two jobs.</summary>
public enum ComparisonResult
{
    /// <summary>It ended alike and answered alike.</summary>
    Same,
    /// <summary>It ended alike and answered otherwise.</summary>
    Output,
    /// <summary>It ended otherwise.</summary>
    Outcome,
    /// <summary>It is in the first job only.</summary>
    OnlyBefore,
    /// <summary>It is in the second job only.</summary>
    OnlyAfter,
}
