using System.Globalization;

namespace NetBatch.Remediation;

/// <summary>
/// Changes an access list so that after each line it decides every packet as the old list or the new one: new entries come at
/// free numbers, from the top; then old ones go, from the bottom. Where nothing is free, the list is given new numbers, or the new
/// entries come behind all old ones, which then go from the bottom.
/// </summary>
internal sealed class NumberedList
{
    private const int Step = 10;

    /// <summary>The greatest number that all of the platforms know (IOS Security Command Reference, "ip access-list resequence").</summary>
    private const int Greatest = int.MaxValue;

    private readonly LeafRule rule;
    private readonly string header;
    private readonly List<ListEntry> old;
    private readonly List<ListEntry> wanted;

    /// <summary>For each wanted entry the old one that stays as it; -1: it is new.</summary>
    private readonly int[] kept;

    public NumberedList(LeafRule rule, string header, List<ListEntry> old, List<ListEntry> wanted)
    {
        (this.rule, this.header, this.old, this.wanted) = (rule, header, old, wanted);
        kept = Common();
        if (rule.Flag && IsMoved())
        {
            // The list does not take an entry twice: one that moves leaves its place first.
            Lines = new PositionedList(rule, header, old, wanted).Lines();
            Behind = IsWritten && Arithmetic() is { } spaced ? Renumber(spaced.Start, spaced.Step) : null;
            return;
        }

        var numbers = Numbers();
        Lines = [.. Added(numbers), .. Removed()];
        if (IsWritten && Arithmetic() is { } plan && !numbers.SequenceEqual(wanted.Select(e => e.Number)) && rule.Resequence.Length > 0)
        {
            Behind = Renumber(plan.Start, plan.Step);
        }
    }

    /// <summary>The line at the config's top that gives the list new numbers before its own lines; null: none.</summary>
    public string? Before { get; private set; }

    /// <summary>As <see cref="Before"/>, behind its own lines.</summary>
    public string? Behind { get; }

    /// <summary>The lines inside the list.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Whether the numbers were written by somebody, and not given by the reader.</summary>
    private bool IsWritten => !wanted.Exists(e => e.Given);

    private string Renumber(long start, long step) => rule.Resequence
        .Replace("{list}", header[(header.LastIndexOf(' ') + 1)..], StringComparison.Ordinal)
        .Replace("{start}", start.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{step}", step.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private (long Start, long Step)? Arithmetic()
    {
        var step = wanted.Count > 1 ? wanted[1].Number - wanted[0].Number : Step;
        return wanted.Count > 0 && step > 0 && wanted.Select((e, i) => e.Number == wanted[0].Number + (i * step)).All(x => x)
            ? (wanted[0].Number, step)
            : null;
    }

    /// <summary>The longest part that both lists share.</summary>
    private int[] Common()
    {
        var (mine, theirs) = (Keys(old), Keys(wanted));
        var places = new Dictionary<string, int>(theirs.Count, StringComparer.Ordinal);
        theirs.ForEach(key => places.Add(key, places.Count));
        // From the bottom, so that of two that could stay the lower one does.
        var (shared, at) = (new List<int>(mine.Count), new List<int>(mine.Count));
        for (var i = mine.Count - 1; i >= 0; i--)
        {
            if (places.TryGetValue(mine[i], out var place))
            {
                shared.Add(i);
                at.Add(-place);
            }
        }

        var common = new int[theirs.Count];
        Array.Fill(common, -1);
        foreach (var i in OrderedSections.Longest(at))
        {
            common[-at[i]] = shared[i];
        }

        return common;
    }

    /// <summary>What the entries say; a remark that stands there again is told from the first one.</summary>
    private static List<string> Keys(List<ListEntry> list)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return list.ConvertAll(entry =>
        {
            var times = seen[entry.Body] = seen.GetValueOrDefault(entry.Body) + 1;
            return times == 1 ? entry.Body : $"{entry.Body}\n{times}";
        });
    }

    private bool IsMoved()
    {
        var staying = kept.ToHashSet();
        var gone = old.Where((_, i) => !staying.Contains(i)).Select(e => e.Body).ToHashSet(StringComparer.Ordinal);
        return wanted.Where((e, j) => kept[j] < 0 && e.Action is not null).Any(e => gone.Contains(e.Body));
    }

    /// <summary>Runs of new entries with the numbers between which they go: behind the entry above, before the next that is there
    /// yet.</summary>
    private IEnumerable<(int First, int Count, long Low, long High, bool IsLast)> Gaps()
    {
        for (var j = 0; j < kept.Length; j++)
        {
            if (kept[j] >= 0)
            {
                continue;
            }

            var first = j;
            while (j + 1 < kept.Length && kept[j + 1] < 0)
            {
                j++;
            }

            var above = first == 0 ? -1 : kept[first - 1];
            var low = above < 0 ? 0 : old[above].Number;
            var isLast = above + 1 == old.Count;
            yield return (first, j - first + 1, low, isLast ? low + (Step * (j - first + 2)) : old[above + 1].Number, isLast);
        }
    }

    /// <summary>The number of each wanted entry; makes room where there is none.</summary>
    private long[] Numbers()
    {
        if (Gaps().Any(g => g.High - g.Low - 1 < g.Count))
        {
            if (rule.Resequence.Length == 0)
            {
                Array.Fill(kept, -1);
                return [.. Enumerable.Range(1, wanted.Count).Select(k => old[^1].Number + (k * Step))];
            }

            var step = Math.Min(Step * (wanted.Count + 1), Greatest / (old.Count + wanted.Count + 1));
            Before = Renumber(step, step);
            for (var i = 0; i < old.Count; i++)
            {
                old[i] = old[i] with { Number = step * (i + 1) };
            }
        }

        var numbers = kept.Select(i => i < 0 ? 0L : old[i].Number).ToArray();
        foreach (var (first, count, low, high, isLast) in Gaps())
        {
            var own = wanted.GetRange(first, count);
            var fits = own.TrueForAll(e => !e.Given && e.Number > low && (isLast || e.Number < high));
            for (var k = 0; k < count; k++)
            {
                numbers[first + k] = fits ? own[k].Number : low + ((high - low) * (k + 1) / (count + 1));
            }
        }

        return numbers;
    }

    private IEnumerable<string> Added(long[] numbers) =>
        wanted.Select((entry, j) => (Entry: entry with { Number = numbers[j] }, IsNew: kept[j] < 0)).Where(e => e.IsNew)
            .Select(e => e.Entry.Line(rule.Text));

    private IEnumerable<string> Removed()
    {
        var staying = kept.ToHashSet();
        return old.Where((_, i) => !staying.Contains(i)).Reverse().Select(e => e.Line(rule.Remove));
    }
}
