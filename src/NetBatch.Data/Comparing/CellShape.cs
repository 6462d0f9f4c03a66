using NetBatch.Data.Metadata;

namespace NetBatch.Data.Comparing;

/// <summary>Makes values what their column's type says they are, where they can be read so; else they stay what they came as.</summary>
internal static class CellShape
{
    /// <summary>The kind that the values of a sort have; null: no kind of its own.</summary>
    public static CellKind? KindOf(ValueSort sort) => sort switch
    {
        ValueSort.Whole or ValueSort.Exact => CellKind.Number,
        ValueSort.Real32 => CellKind.Single,
        ValueSort.Real => CellKind.Real,
        ValueSort.Text or ValueSort.PaddedText => CellKind.Text,
        ValueSort.Bytes => CellKind.Bytes,
        ValueSort.Switch => CellKind.Switch,
        ValueSort.Date => CellKind.Date,
        ValueSort.Local => CellKind.Local,
        ValueSort.Instant => CellKind.Instant,
        ValueSort.Clock => CellKind.Clock,
        ValueSort.Uuid => CellKind.Uuid,
        ValueSort.Json => CellKind.Json,
        _ => null,
    };

    public static Cell Of(in Cell cell, ValueSort sort)
    {
        var kind = KindOf(sort);
        if (kind is null || kind == cell.Kind)
        {
            return cell;
        }

        return (cell.Kind, kind) switch
        {
            (CellKind.Text, not (CellKind.Text or CellKind.Bytes or CellKind.Number or CellKind.Single or CellKind.Real))
                when CellText.TryRead(cell.AsText, kind.Value, out var read) => read,
            (CellKind.Number, CellKind.Switch) when cell.IsLong && cell.AsLong is 0 or 1 => Cell.Switch(cell.AsLong == 1),
            (CellKind.Local, CellKind.Instant) => Cell.Instant(cell.Days, cell.Nanoseconds),
            _ => cell,
        };
    }

    /// <summary>A value of a type that has a sort, from the text that the database itself writes of it.</summary>
    public static Cell OfText(string text, ValueSort sort) => sort switch
    {
        ValueSort.Text or ValueSort.PaddedText => Cell.Text(text),
        ValueSort.Any => Cell.Opaque(text),
        ValueSort.Whole or ValueSort.Exact =>
            ExactText.TryRead(text, out var number) ? number
                : CellText.TryRead(text, CellKind.Real, out number) ? number : Cell.Opaque(text),
        ValueSort.Real32 => CellText.TryRead(text, CellKind.Real, out var single)
            ? Cell.Single(float.Parse(text, System.Globalization.CultureInfo.InvariantCulture)) : Cell.Opaque(text),
        ValueSort.Real => CellText.TryRead(text, CellKind.Real, out var real) ? real : Cell.Opaque(text),
        ValueSort.Bytes => Cell.Bytes(Convert.FromHexString(text.StartsWith("\\x", StringComparison.Ordinal) ? text.AsSpan(2) : text)),
        _ => Of(Cell.Text(text), sort),
    };
}
