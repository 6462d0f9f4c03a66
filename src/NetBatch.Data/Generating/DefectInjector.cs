using System.Globalization;

namespace NetBatch.Data.Generating;

/// <summary>Plants defects in rows as they pass, the same ones for the same seed, and tells what it planted.</summary>
/// <param name="schema">The schema the rows are of.</param>
/// <param name="defects">Which kinds.</param>
/// <param name="each">How many of each kind, from 1.</param>
/// <param name="seed">Where they fall.</param>
public sealed class DefectInjector(StarSchema schema, IReadOnlyList<Defect> defects, int each, int seed)
{
    private const long FarKey = 900_000_000;
    private readonly List<PlantedDefect> planted = [];

    /// <summary>What was planted so far.</summary>
    public IReadOnlyList<PlantedDefect> Planted => planted;

    /// <summary>The table with defects among its rows; the rows are counted as they come, so <c>Count</c> stays that of the sound
    /// table.</summary>
    public GeneratedTable In(GeneratedTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var here = defects.Distinct().Where(defect => RoleOf(defect) == table.Role).ToArray();
        return here.Length == 0 ? table : table with { Rows = Plant(table, here) };
    }

    /// <summary>The role of the table in which a defect is planted.</summary>
    public static TableRole RoleOf(Defect defect) => defect switch
    {
        Defect.NullValue or Defect.UnknownWord or Defect.BadFormat or Defect.VersionOverlap => TableRole.Person,
        Defect.DuplicateKey => TableRole.Item,
        Defect.ChangedValue => TableRole.Site,
        Defect.MissingRow => TableRole.FollowUp,
        Defect.MissingDay => TableRole.Series,
        _ => TableRole.Event,
    };

    private IEnumerable<object?[]> Plant(GeneratedTable table, Defect[] here)
    {
        var marks = here.Select(defect => new Marks(table.Count, each, seed, (int)defect)).ToArray();
        var columns = here.Select(defect => Index(table, schema.SpotOf(defect))).ToArray();
        object?[]? before = null;
        long number = 0;
        foreach (var row in table.Rows)
        {
            var kept = row;
            object?[]? again = null;
            var dropped = false;
            for (var kind = 0; kind < here.Length; kind++)
            {
                if (!marks[kind].Due(number) || !Fits(here[kind], row, before, number, table.Count))
                {
                    continue;
                }

                marks[kind].Done();
                planted.Add(new(here[kind], table.Facts.Name, schema.SpotOf(here[kind]), KeyOf(table, row)));
                switch (here[kind])
                {
                    case Defect.MissingRow or Defect.MissingDay:
                        dropped = true;
                        break;
                    case Defect.DuplicateKey:
                        again = [.. row];
                        again[0] = FarKey + number;
                        break;
                    default:
                        kept = ReferenceEquals(kept, row) ? [.. row] : kept;
                        kept[columns[kind]] = Spoilt(here[kind], row[columns[kind]]);
                        break;
                }
            }

            number++;
            before = row;
            if (!dropped)
            {
                yield return kept;
            }

            if (again is not null)
            {
                yield return again;
            }
        }
    }

    private static bool Fits(Defect defect, object?[] row, object?[]? before, long number, long count) => defect switch
    {
        // A closed version, so that there is a next one to overlap with.
        Defect.VersionOverlap => row[8] is not null,
        // A missing first or last day of a site is no gap, only a shorter series.
        Defect.MissingDay =>
            before is not null && Equals(before[0], row[0]) && number < count - 1 && ((DateOnly)row[1]!).Day is > 1 and < 28,
        _ => true,
    };

    private static object? Spoilt(Defect defect, object? value) => defect switch
    {
        Defect.NullValue => null,
        Defect.UnknownWord => "Unclear",
        Defect.BadFormat => "unknown",
        Defect.OutOfRange => (long)value! + 5000,
        Defect.ChangedValue => $"New {value}",
        Defect.VersionOverlap => ((DateOnly)value!).AddDays(30),
        Defect.OrphanKey => FarKey + (long)value!,
        Defect.LateArrival => ((DateTimeOffset)value!).AddDays(120),
        Defect.WrongAmount => (decimal)value! * 10m,
        _ => value,
    };

    private static int Index(GeneratedTable table, string column)
    {
        for (var index = 0; index < table.Facts.Columns.Count; index++)
        {
            if (table.Facts.Columns[index].Name == column)
            {
                return index;
            }
        }

        return -1;
    }

    private static string KeyOf(GeneratedTable table, object?[] row) =>
        string.Join(',', table.Facts.PrimaryKey.Select(column => row[Index(table, column)]).Select(value => value switch
        {
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        }));

    /// <summary>Rows at which a defect is due: spread over the table, each at a place of its own within its share.</summary>
    private sealed class Marks
    {
        private readonly Queue<long> due = new();

        public Marks(long count, int each, int seed, int stream)
        {
            var share = Math.Max(1, count / each);
            for (var number = 0; number < Math.Min(each, count); number++)
            {
                var dice = SeededRandom.At(seed, 1000 + stream, number);
                // In the first half of its share: a row that fits may come later, and must not be beyond the last.
                due.Enqueue((number * share) + dice.Below(Math.Max(1, share / 2)));
            }
        }

        public bool Due(long row) => due.TryPeek(out var next) && row >= next;

        public void Done() => due.Dequeue();
    }
}
