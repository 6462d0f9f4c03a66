namespace NetBatch;

/// <summary>Lines that stay, go and come, in order.</summary>
internal static class EditScript
{
    /// <summary>Beyond so many differing lines the middle is given as gone and come: the exact script would cost the square of
    /// it.</summary>
    private const int MostEdits = 2000;

    /// <summary>A line that stays, goes or comes.</summary>
    /// <param name="Kind">Blank, <c>-</c> or <c>+</c>.</param>
    /// <param name="Line">Its index: of one that comes in the new text, else in the old.</param>
    public readonly record struct Edit(char Kind, int Line);

    public static List<Edit> Of(IReadOnlyList<string> from, IReadOnlyList<string> to)
    {
        var (begin, fromEnd, toEnd) = (0, from.Count, to.Count);
        while (begin < fromEnd && begin < toEnd && from[begin] == to[begin])
        {
            begin++;
        }

        while (fromEnd > begin && toEnd > begin && from[fromEnd - 1] == to[toEnd - 1])
        {
            (fromEnd, toEnd) = (fromEnd - 1, toEnd - 1);
        }

        List<Edit> script = new(from.Count + to.Count);
        script.AddRange(Same(0, begin));
        script.AddRange(Middle([.. from.Skip(begin).Take(fromEnd - begin)], [.. to.Skip(begin).Take(toEnd - begin)])
            .Select(edit => edit with { Line = edit.Line + begin }));
        script.AddRange(Same(fromEnd, from.Count - fromEnd));
        return script;
    }

    private static IEnumerable<Edit> Middle(string[] from, string[] to)
    {
        var trace = Search(from, to);
        return trace is null
            ? from.Select((_, line) => new Edit('-', line)).Concat(to.Select((_, line) => new Edit('+', line)))
            : Walk(trace, from.Length, to.Length);
    }

    private static IEnumerable<Edit> Same(int first, int count) => Enumerable.Range(first, count).Select(line => new Edit(' ', line));

    /// <summary>The furthest places that each number of edits reaches, by diagonal; null: there are too many.</summary>
    private static List<int[]>? Search(string[] from, string[] to)
    {
        var most = Math.Min(from.Length + to.Length, MostEdits);
        var reach = new int[(2 * most) + 3];
        var origin = most + 1;
        List<int[]> trace = [];
        for (var edits = 0; edits <= most; edits++)
        {
            trace.Add(reach[(origin - edits - 1)..(origin + edits + 2)]);
            for (var diagonal = -edits; diagonal <= edits; diagonal += 2)
            {
                var at = origin + diagonal;
                var x = diagonal == -edits || (diagonal != edits && reach[at - 1] < reach[at + 1]) ? reach[at + 1] : reach[at - 1] + 1;
                var y = x - diagonal;
                while (x < from.Length && y < to.Length && from[x] == to[y])
                {
                    (x, y) = (x + 1, y + 1);
                }

                reach[at] = x;
                if (x >= from.Length && y >= to.Length)
                {
                    return trace;
                }
            }
        }

        return null;
    }

    /// <summary>The script, found from its end.</summary>
    private static List<Edit> Walk(List<int[]> trace, int x, int y)
    {
        List<Edit> script = [];
        for (var edits = trace.Count - 1; edits >= 0 && (x > 0 || y > 0); edits--)
        {
            var (reach, origin, diagonal) = (trace[edits], edits + 1, x - y);
            var down = diagonal == -edits || (diagonal != edits && reach[origin + diagonal - 1] < reach[origin + diagonal + 1]);
            var before = edits == 0 ? (X: 0, Y: 0) : (X: reach[origin + (down ? diagonal + 1 : diagonal - 1)], Y: 0);
            before.Y = edits == 0 ? 0 : before.X - (down ? diagonal + 1 : diagonal - 1);
            while (x > before.X && y > before.Y)
            {
                (x, y) = (x - 1, y - 1);
                script.Add(new Edit(' ', x));
            }

            if (edits > 0)
            {
                script.Add(down ? new Edit('+', --y) : new Edit('-', --x));
            }
        }

        script.Reverse();
        return script;
    }
}
