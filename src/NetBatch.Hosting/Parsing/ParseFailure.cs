namespace NetBatch.Hosting;

/// <summary>Outputs of a job that gave no rows although rows were asked for; those with the same reason together.</summary>
/// <param name="Command">The command.</param>
/// <param name="Reason">Why.</param>
/// <param name="Devices">Whose outputs.</param>
public sealed record ParseFailure(string Command, string Reason, IReadOnlyList<string> Devices)
{
    private const int MostNames = 5;

    /// <summary>What of a job gave no rows, in the order in which it came up.</summary>
    public static Task<IReadOnlyList<ParseFailure>> ReadAsync(IJobStore store, string jobId, CancellationToken cancellationToken) =>
        ReadAsync(store, new RowFilter { JobId = jobId }, cancellationToken);

    /// <summary>What of the devices, batches and commands of a filter gave no rows.</summary>
    public static async Task<IReadOnlyList<ParseFailure>> ReadAsync(IJobStore store, RowFilter which, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(which);
        Dictionary<(string Command, string Reason), List<string>> found = [];
        // A rejected command is told as such.
        var filter = new ResultFilter
        {
            JobId = which.JobId, ParseFailed = true, Failed = false, WithOutput = false, Names = which.Names, Batches = which.Batches,
            Commands = which.Commands,
        };
        await foreach (var result in store.ReadResultsAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            var key = (result.Command, result.ParseError!);
            if (!found.TryGetValue(key, out var devices))
            {
                found[key] = devices = [];
            }

            devices.Add(result.Name);
        }

        return [.. found.Select(one => new ParseFailure(one.Key.Command, one.Key.Reason, one.Value))];
    }

    /// <summary>One sentence that names command, devices and reason.</summary>
    public override string ToString()
    {
        var names = string.Join(", ", Devices.Take(MostNames));
        return $"'{Command}' on {(Devices.Count > MostNames ? $"{names} and {Devices.Count - MostNames} more" : names)} gave no rows; "
            + $"the output is kept. {Reason}";
    }
}
