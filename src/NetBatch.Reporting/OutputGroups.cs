namespace NetBatch;

/// <summary>Groups devices by what they answered.</summary>
public static class OutputGroups
{
    /// <summary>Groups results by command and output; trailing white space and line-end styles make no difference.</summary>
    public static async Task<IReadOnlyList<OutputGroup>> GroupAsync(IAsyncEnumerable<StepResult> results, CancellationToken cancellationToken)
    {
        Dictionary<string, Dictionary<string, List<string>>> byCommand = [];
        await foreach (var result in results.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var text = Normal(result.Success ? result.Output ?? "" : result.Error!.ToString());
            if (!byCommand.TryGetValue(result.Command, out var texts))
            {
                byCommand[result.Command] = texts = [];
            }

            if (!texts.TryGetValue(text, out var devices))
            {
                texts[text] = devices = [];
            }

            devices.Add(result.Name);
        }

        return [.. byCommand.SelectMany(command => Groups(command.Key, command.Value))];
    }

    private static IEnumerable<OutputGroup> Groups(string command, Dictionary<string, List<string>> texts)
    {
        var ordered = texts.OrderByDescending(one => one.Value.Count).ThenBy(one => one.Key, StringComparer.Ordinal).ToArray();
        var most = ordered[0];
        foreach (var (text, devices) in ordered)
        {
            yield return new OutputGroup(
                command,
                devices.Count,
                ReferenceEquals(text, most.Key),
                [.. devices.Order(StringComparer.OrdinalIgnoreCase)],
                text,
                ReferenceEquals(text, most.Key) ? [] : TextDifference.Lines(most.Key, text));
        }
    }

    private static string Normal(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.TrimEnd())).Trim('\n');
}
