namespace NetBatch;

/// <summary>Of which targets a job's rows are taken together: those that completed. A check that found something is whole, too.</summary>
internal sealed class AggregatedRuns
{
    private readonly Dictionary<int, string> states = [];
    private readonly HashSet<int> without = [];
    private readonly bool partial;

    private AggregatedRuns(bool partial) => this.partial = partial;

    public List<string> LeftOut { get; } = [];

    public List<string> Completed { get; } = [];

    public static async Task<AggregatedRuns> ReadAsync(IJobStore store, RowFilter filter, bool partial, CancellationToken cancellationToken)
    {
        var all = new AggregatedRuns(partial);
        await foreach (var run in store.ReadRunsAsync(filter.JobId, new RunFilter { Names = filter.Names, Batches = filter.Batches },
            cancellationToken).ConfigureAwait(false))
        {
            all.states[run.Number] = $"{run.State}";
            if (run.State == TargetState.Completed || run.Error?.Code == ErrorCode.ValidationFailed)
            {
                all.Completed.Add(run.Name);
            }
            else if (!partial)
            {
                all.without.Add(run.Number);
                all.LeftOut.Add($"{run.Name} ({run.State})");
            }
        }

        return all;
    }

    public bool Has(int number) => !without.Contains(number);

    /// <summary>The state of a target as a cell; null: there is no such column.</summary>
    public string? StateOf(int number) => partial ? states.GetValueOrDefault(number, "") : null;
}
