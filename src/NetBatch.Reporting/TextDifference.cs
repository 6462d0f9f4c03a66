namespace NetBatch;

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
