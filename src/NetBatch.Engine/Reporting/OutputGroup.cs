namespace NetBatch;

/// <summary>Devices of one platform that answered a command alike, and how that differs from what most of that platform answered.</summary>
/// <param name="Command">The command.</param>
/// <param name="Platform">The platform, or null: outputs of different platforms are not compared with one another.</param>
/// <param name="Count">How many devices.</param>
/// <param name="IsMajority">Whether more devices of the platform answered like this than any other way.</param>
/// <param name="Devices">Their names, sorted.</param>
/// <param name="Output">The text that the first of them answered.</param>
/// <param name="Differences">Lines that only this text has (<c>+ </c>) or only the majority's has (<c>- </c>), in order; empty for the majority.</param>
public sealed record OutputGroup(
    string Command,
    string? Platform,
    int Count,
    bool IsMajority,
    IReadOnlyList<string> Devices,
    string Output,
    IReadOnlyList<string> Differences)
{
    /// <summary>Their names, sorted.</summary>
    public IReadOnlyList<string> Devices { get; init => field = ItemList.Of(value); } = ItemList.Of(Devices);

    /// <summary>Lines that only this text has (<c>+ </c>) or only the majority's has (<c>- </c>), in order; empty for the majority.</summary>
    public IReadOnlyList<string> Differences { get; init => field = ItemList.Lines(value); } = ItemList.Lines(Differences);

    /// <summary>Groups a job's results by command, platform and output.</summary>
    /// <param name="store">Where they are kept.</param>
    /// <param name="filter">Which results.</param>
    /// <param name="ignoreLines">Regular expressions, any case: lines that match one make no difference; null: <see cref="LineFilter.Usual"/>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: no regular expression.</exception>
    public static async Task<IReadOnlyList<OutputGroup>> GroupAsync(IJobStore store, ResultFilter filter, IReadOnlyList<string>? ignoreLines, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(filter);
        Dictionary<int, string?> platforms = [];
        await foreach (var run in store.ReadRunsAsync(filter.JobId, new RunFilter(), cancellationToken).ConfigureAwait(false))
        {
            platforms[run.Number] = (run.Target as Device)?.Platform;
        }

        var lines = LineFilter.Of(ignoreLines);
        OrderedDictionary<(string Command, string? Platform), Dictionary<string, Alike>> all = [];
        await foreach (var result in store.ReadResultsAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            var place = (result.Command, platforms.GetValueOrDefault(result.Number));
            if (!all.TryGetValue(place, out var texts))
            {
                all[place] = texts = [];
            }

            var shown = result.Success ? result.Output ?? "" : result.Error!.ToString();
            var counts = lines.Normal(shown);
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
                command, platform, alike.Devices.Count, isMost, [.. alike.Devices.Order(NaturalOrder.Instance)], alike.Shown, isMost ? [] : TextDifference.Lines(most, text));
        }
    }

    private sealed record Alike(string Shown, List<string> Devices);
}

/// <summary>What two texts differ in, line by line.</summary>
internal static class TextDifference
{
    // A longest common subsequence is quadratic: outputs beyond this are compared as sets of lines.
    private const int MostLines = 2_000;

    /// <summary>Lines only in the first (<c>- </c>) and only in the second (<c>+ </c>), in the order of the texts.</summary>
    public static IReadOnlyList<string> Lines(string before, string after)
    {
        string[] one = before.Split('\n'), two = after.Split('\n');
        var head = one.Zip(two).TakeWhile(pair => pair.First == pair.Second).Count();
        var tail = one.Skip(head).Reverse().Zip(two.Skip(head).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        one = one[head..^tail];
        two = two[head..^tail];
        return one.Length > MostLines || two.Length > MostLines
            ? [.. one.Except(two).Select(line => $"- {line}"), .. two.Except(one).Select(line => $"+ {line}")]
            : Walk(one, two);
    }

    private static List<string> Walk(string[] one, string[] two)
    {
        var common = new int[one.Length + 1, two.Length + 1];
        for (var i = one.Length - 1; i >= 0; i--)
        {
            for (var j = two.Length - 1; j >= 0; j--)
            {
                common[i, j] = one[i] == two[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        List<string> lines = [];
        int left = 0, right = 0;
        while (left < one.Length || right < two.Length)
        {
            if (left < one.Length && right < two.Length && one[left] == two[right])
            {
                left++;
                right++;
            }
            else if (right == two.Length || (left < one.Length && common[left + 1, right] >= common[left, right + 1]))
            {
                lines.Add($"- {one[left++]}");
            }
            else
            {
                lines.Add($"+ {two[right++]}");
            }
        }

        return lines;
    }
}
