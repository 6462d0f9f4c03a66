namespace NetBatch;

/// <summary>Groups devices by what they answered.</summary>
public static class OutputGroups
{
    /// <summary>Groups a job's results by command, platform and output.</summary>
    /// <param name="store">Where they are kept.</param>
    /// <param name="filter">Which results.</param>
    /// <param name="linesOf">Which lines of a platform's devices make a difference; its argument is null where none is known.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: a pattern takes too long.</exception>
    public static async Task<IReadOnlyList<OutputGroup>> GroupAsync(
        IJobStore store, ResultFilter filter, Func<string?, LineFilter> linesOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(linesOf);
        Dictionary<int, string?> platforms = [];
        await foreach (var run in store.ReadRunsAsync(filter.JobId, new RunFilter(), cancellationToken).ConfigureAwait(false))
        {
            platforms[run.Number] = (run.Target as Device)?.Platform;
        }

        Dictionary<(string Command, string? Platform), LineFilter> lines = [];
        OrderedDictionary<(string Command, string? Platform), Dictionary<string, Alike>> all = [];
        await foreach (var result in store.ReadResultsAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            var place = (result.Command, platforms.GetValueOrDefault(result.Number));
            if (!all.TryGetValue(place, out var texts))
            {
                all[place] = texts = [];
                lines[place] = linesOf(place.Item2);
            }

            var shown = result.Success ? result.Output ?? "" : result.Error!.ToString();
            var counts = lines[place].Normal(shown);
            if (!texts.TryGetValue(counts, out var alike))
            {
                texts[counts] = alike = new Alike(shown.Trim('\n'), []);
            }

            alike.Devices.Add(result.Name);
        }

        return [.. all.SelectMany(one => Groups(one.Key.Command, one.Key.Platform, one.Value))];
    }

    private static IEnumerable<OutputGroup> Groups(string command, string? platform, Dictionary<string, Alike> texts)
    {
        var ordered = texts.OrderByDescending(one => one.Value.Devices.Count).ThenBy(one => one.Key, StringComparer.Ordinal).ToArray();
        var most = ordered[0].Key;
        foreach (var (text, alike) in ordered)
        {
            var isMost = ReferenceEquals(text, most);
            yield return new OutputGroup(
                command, platform, alike.Devices.Count, isMost, [.. alike.Devices.Order(NaturalOrder.Instance)], alike.Shown,
                isMost ? [] : TextDiff.Changes(most, text));
        }
    }

    private sealed record Alike(string Shown, List<string> Devices);
}
