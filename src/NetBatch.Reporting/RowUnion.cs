using System.Globalization;
using System.Text;

namespace NetBatch;

/// <summary>
/// The columns of several sets as one: united by name, whatever the case, in the order in which they first come. Where a name has
/// one type, that is the column's. A whole number and a number make a number. Everything else that differs becomes text, in the form
/// that <see cref="ValueText.Of"/> gives.
/// </summary>
public sealed class RowUnion
{
    private readonly List<RowColumn> columns = [];
    private readonly Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<RowSet, int[]> sources = new(ReferenceEqualityComparer.Instance);
    private bool closed;

    /// <summary>Begins with columns that come before those of any set and keep their names: one of the same name in a set gets <c>_2</c>
    /// behind it.</summary>
    /// <param name="leading">The columns.</param>
    public RowUnion(IReadOnlyList<RowColumn> leading)
    {
        ArgumentNullException.ThrowIfNull(leading);
        Leading = leading.Count;
        columns.AddRange(leading);
    }

    /// <summary>How many columns come before those of the sets.</summary>
    public int Leading { get; }

    /// <summary>All columns, in order.</summary>
    public IReadOnlyList<RowColumn> Columns => columns;

    /// <summary>Settles the columns: those of sets that are added from now on and that are not among them have no place.</summary>
    public void Close() => closed = true;

    /// <summary>Takes the columns of a set in.</summary>
    public void Add(RowSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (sources.ContainsKey(set))
        {
            return;
        }

        var targets = new int[set.Columns.Count];
        for (var index = 0; index < targets.Length; index++)
        {
            var column = set.Columns[index];
            if (!places.TryGetValue(column.Name, out targets[index]))
            {
                if (closed)
                {
                    targets[index] = -1;
                    continue;
                }

                targets[index] = places[column.Name] = columns.Count;
                columns.Add(column with { Name = Free(column.Name) });
                continue;
            }

            var known = columns[targets[index]];
            columns[targets[index]] = closed ? known : known with { Type = Common(known.Type, column.Type) };
        }

        sources.Add(set, targets);
    }

    /// <summary>For each column of a set the place of its values among <see cref="Columns"/>, or -1. A set that was not added is an
    /// error.</summary>
    public IReadOnlyList<int> PlacesOf(RowSet set) => sources[set];

    /// <summary>A value of one type as a value of the united column's type.</summary>
    internal static object? Convert(object? value, RowType from, RowType to) =>
        value is null || from == to ? value
        : to == RowType.Text ? ValueText.Of(value)
        : from == RowType.WholeNumber && to == RowType.Number ? System.Convert.ToDecimal(value, CultureInfo.InvariantCulture)
        : value;

    /// <summary>The same text, made of a kept cell; <paramref name="scratch"/> is used where it is large enough.</summary>
    internal static ReadOnlySpan<char> TextOf(CellKind kind, ReadOnlySpan<byte> value, RowType type, Span<char> scratch)
    {
        switch (kind)
        {
            case CellKind.Null:
                return default;
            case CellKind.True:
                return bool.TrueString;
            case CellKind.False:
                return bool.FalseString;
            case CellKind.Text or CellKind.Number when type is not RowType.Time && value.Length <= scratch.Length:
                return scratch[..Encoding.UTF8.GetChars(value, scratch)];
            case CellKind.Text when type is RowType.Time && scratch.Length >= RowCodec.RoundTripLength:
                Span<byte> full = stackalloc byte[RowCodec.RoundTripLength];
                return RowCodec.RoundTrip(value, full)
                    ? scratch[..Encoding.UTF8.GetChars(full, scratch)]
                    : ValueText.Of(RowCodec.ReadCell(kind, value, type));
            default:
                return ValueText.Of(RowCodec.ReadCell(kind, value, type));
        }
    }

    private static RowType Common(RowType one, RowType other) => (one, other) switch
    {
        _ when one == other => one,
        (RowType.WholeNumber, RowType.Number) or (RowType.Number, RowType.WholeNumber) => RowType.Number,
        _ => RowType.Text,
    };

    private string Free(string name)
    {
        var free = name;
        for (var number = 2; columns.Exists(column => string.Equals(column.Name, free, StringComparison.OrdinalIgnoreCase)); number++)
        {
            free = $"{name}_{number}";
        }

        return free;
    }
}
