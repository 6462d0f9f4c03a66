namespace NetBatch;

/// <summary>Finds what a mistyped name was meant to be.</summary>
public static class NearestName
{
    /// <summary>The candidate with the fewest edits to the name, or null where none is near enough to be meant.</summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        var best = candidates
            .Select(candidate => (candidate, distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        var most = Math.Min(name.Length - 1, Math.Max(2, name.Length / 3));
        return best.candidate is not null && best.distance <= most ? best.candidate : null;
    }

    /// <summary>The sentence that helps who mistyped a name: the one that was meant, or all that there are.</summary>
    public static string Advice(string name, IEnumerable<string> candidates)
    {
        string[] known = [.. candidates.Order(StringComparer.Ordinal)];
        return Find(name, known) is { } near ? $"Did you mean '{near}'?"
            : known.Length > 0 ? $"Known are: {string.Join(", ", known)}."
            : "Take it out.";
    }

    /// <summary>Insertions, removals, replacements and swaps of neighbours that turn one into the other.</summary>
    internal static int Distance(string from, string to)
    {
        int[] earlier = [], above = [.. Enumerable.Range(0, to.Length + 1)];
        for (var line = 1; line <= from.Length; line++)
        {
            var row = new int[to.Length + 1];
            row[0] = line;
            for (var column = 1; column <= to.Length; column++)
            {
                var replaced = above[column - 1] + (from[line - 1] == to[column - 1] ? 0 : 1);
                row[column] = Math.Min(replaced, Math.Min(above[column], row[column - 1]) + 1);
                if (line > 1 && column > 1 && from[line - 1] == to[column - 2] && from[line - 2] == to[column - 1])
                {
                    row[column] = Math.Min(row[column], earlier[column - 2] + 1);
                }
            }

            (earlier, above) = (above, row);
        }

        return above[to.Length];
    }
}
