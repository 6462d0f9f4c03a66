namespace NetBatch;

/// <summary>Devices that answered a command with the same text, and how that text differs from what most answered.</summary>
/// <param name="Command">The command.</param>
/// <param name="Count">How many devices.</param>
/// <param name="IsMajority">Whether more devices answered like this than any other way.</param>
/// <param name="Devices">Their names, sorted.</param>
/// <param name="Output">The text.</param>
/// <param name="Differences">Lines that only this text has (<c>+ </c>) or only the majority's has (<c>- </c>), in order; empty for the majority.</param>
public sealed record OutputGroup(
    string Command,
    int Count,
    bool IsMajority,
    IReadOnlyList<string> Devices,
    string Output,
    IReadOnlyList<string> Differences)
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
